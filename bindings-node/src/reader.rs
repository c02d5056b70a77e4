//! A list that is read page by page.

use std::sync::{Arc, Mutex, PoisonError};

use lastpass_admin::PageToken;
use lastpass_admin::erased::{self, RecordPage};
use lastpass_dispatch::plain;
use napi_derive::napi;

use crate::answer;
use crate::calls::Calls;

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
    /// Begins to read the next page; it comes under this number.
    #[napi(catch_unwind)]
    pub fn page(&self, calls: &Calls, number: u32) -> napi::Result<()> {
        let (next, stuck) = (self.list.take_page(), self.stuck.clone());
        calls.begin(number, self.operation.clone(), async move {
            let again = stuck.lock().unwrap_or_else(PoisonError::into_inner).take();
            let page = if again.is_some() { again } else { next.await? };
            let text = answer::page(page.as_ref());
            if text.is_err() {
                *stuck.lock().unwrap_or_else(PoisonError::into_inner) = page;
            }
            text
        })
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
    pub(crate) fn new(list: erased::Reader, operation: String) -> Self {
        Reader { list, operation, stuck: Arc::default() }
    }
}
