//! A list that is read page by page.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use lastpass_admin::PageToken;
use lastpass_admin::blocking::Caller;
use lastpass_admin::erased::{self, RecordPage, RecordPager};
use lastpass_dispatch::{of_operation, plain};
use napi::bindgen_prelude::Latin1String;
use napi_derive::napi;

use crate::answer;
use crate::calls::{Calls, thrown};

/// A list that is read as far as it is asked for.
#[napi]
pub struct Reader {
    list: erased::Reader,
    operation: String,
    /// The page that was read and is not taken yet.
    page: Arc<Mutex<Option<RecordPage>>>,
}

#[napi]
impl Reader {
    /// Reads the next page, unless one was read and not taken; `true` if it is here already, or the end is. Otherwise an empty
    /// answer comes under this number.
    #[napi(catch_unwind)]
    pub fn read(&self, calls: &Calls, number: u32) -> napi::Result<bool> {
        if locked(&self.page).is_some() {
            return Ok(true);
        }
        let (next, page, operation) = (self.list.take_page(), self.page.clone(), self.operation.clone());
        let mut read = Box::pin(async move {
            *locked(&page) = next.await.map_err(|error| of_operation(&operation, error))?;
            Ok(String::new())
        });
        match Caller::poll(read.as_mut()).map_err(thrown)? {
            Poll::Ready(read) => read.map(|_| true).map_err(thrown),
            Poll::Pending => calls.begin(number, read).map(|()| false),
        }
    }

    /// Takes the page that was read, as JSON: its place in the list, then its items in parts; behind the last page, nothing. One
    /// that cannot be given stays here: it is not passed over.
    #[napi(catch_unwind)]
    pub fn take(&self) -> napi::Result<Vec<Latin1String>> {
        let mut page = locked(&self.page);
        let given = page.as_ref().map_or(Ok(Vec::new()), answer::page);
        let given = given.map_err(|error| thrown(of_operation(&self.operation, error)))?;
        *page = None;
        Ok(given.into_iter().map(Latin1String::from).collect())
    }

    /// Ends the reading ahead until the next page is asked for.
    #[napi(catch_unwind)]
    pub fn pause(&self) {
        self.list.pause();
    }

    /// Where the list stands behind the pages that were read; nothing at its end.
    #[napi(getter, catch_unwind)]
    pub fn page_token(&self) -> Option<String> {
        self.list.page_token().as_ref().map(PageToken::to_string)
    }

    /// What is known of the list so far.
    #[napi(getter, catch_unwind)]
    pub fn summary(&self) -> String {
        plain::summary(&self.list.summary()).to_string()
    }
}

impl Reader {
    pub(crate) fn new(list: RecordPager, operation: String) -> Self {
        // What cannot be written is an error for whoever takes the page.
        let list = list.making(|page| answer::page(page).ok());
        Reader { list: erased::Reader::new(list), operation, page: Arc::default() }
    }
}

fn locked(page: &Mutex<Option<RecordPage>>) -> MutexGuard<'_, Option<RecordPage>> {
    page.lock().unwrap_or_else(PoisonError::into_inner)
}
