//! A list that is read page by page.

use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;

use lastpass_admin::PageToken;
use lastpass_admin::blocking::Caller;
use lastpass_admin::erased::{self, RecordPage, RecordPager};
use lastpass_dispatch::{of_operation, plain};
use napi::bindgen_prelude::Latin1String;
use napi_derive::napi;

use crate::answer::{self, ascii};
use crate::calls::{Calls, thrown};

/// A list that is read as far as it is asked for.
#[napi]
pub struct Reader {
    list: erased::Reader,
    operation: String,
    /// A page that cannot be given. Asking again comes to the same: it is not passed over.
    stuck: Arc<Mutex<Option<RecordPage>>>,
}

#[napi]
impl Reader {
    /// The next page, if it is here already; otherwise it comes under this number.
    #[napi(catch_unwind)]
    pub fn page(&self, calls: &Calls, number: u32) -> napi::Result<Option<Latin1String>> {
        let (next, stuck, operation) = (self.list.take_page(), self.stuck.clone(), self.operation.clone());
        let mut page = Box::pin(async move {
            let again = stuck.lock().unwrap_or_else(PoisonError::into_inner).take();
            let page = match again {
                Some(page) => Some(page),
                None => next.await.map_err(|error| of_operation(&operation, error))?,
            };
            let text = answer::page(page.as_ref()).map_err(|error| of_operation(&operation, error));
            if text.is_err() {
                *stuck.lock().unwrap_or_else(PoisonError::into_inner) = page;
            }
            text
        });
        match Caller::poll(page.as_mut()).map_err(thrown)? {
            Poll::Ready(page) => page.map(|page| Some(ascii(page).into())).map_err(thrown),
            Poll::Pending => calls.begin(number, page).map(|()| None),
        }
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
        // What cannot be written is an error for whoever asks for the page.
        let list = list.making(|page| answer::page(Some(page)).ok().map(ascii));
        Reader { list: erased::Reader::new(list), operation, stuck: Arc::default() }
    }
}
