//! Lists that are read page by page.

use lastpass_admin::blocking::Caller;
use lastpass_admin::erased;
use lastpass_admin::{ListSummary, PageToken};
use lastpass_dispatch::{image, of_operation};

use crate::block::Block;
use crate::cancel::Cancel;
use crate::failure::Failure;

/// A list that is read as far as it is asked for. While the caller works on a page, the one behind it is read ahead.
#[derive(uniffi::Object)]
pub struct Reader {
    list: erased::Reader,
    operation: String,
}

/// What is known of a list so far.
#[derive(uniffi::Record)]
pub struct Summary {
    /// Items given so far.
    pub items: u64,
    /// Items that came a second time, because the list shifted while it was read, and were left out.
    pub duplicates: u64,
    /// What the vendor says the list holds, where it says so and no filter is set.
    pub total: Option<u64>,
    /// Whether the last page has been read.
    pub complete: bool,
    /// Whether the list was read on from a stored position, so that the items before it are not counted.
    pub resumed: bool,
    /// Whether a list that was read from its start to its end holds another number of items than the vendor says.
    pub is_inconsistent: bool,
}

#[uniffi::export]
impl Reader {
    /// Waits on this thread for the next page, or until it is cancelled; nothing behind the last page. After a failure the list stands
    /// where it stood, and may be asked again.
    pub fn page(&self, cancel: &Cancel) -> Result<Block, Failure> {
        let page = Caller::wait_until(self.list.take_page(), &cancel.0);
        let page = page.map_err(|error| of_operation(&self.operation, error))?;
        Ok(page.map_or_else(Block::nothing, |page| Block::of(|writer| image::page(writer, &page))))
    }

    /// Ends the reading ahead until the next page is asked for. Where someone waits for a page, nothing changes.
    pub fn pause(&self) {
        self.list.pause();
    }

    /// Where the list stands, to be stored and given as `page_token` later; nothing at its end.
    pub fn page_token(&self) -> Option<String> {
        self.list.page_token().as_ref().map(PageToken::to_string)
    }

    /// What is known of the list so far.
    pub fn summary(&self) -> Summary {
        let known = self.list.summary();
        let is_inconsistent = known.is_inconsistent();
        let ListSummary { items, duplicates, total, complete, resumed, .. } = known;
        Summary { items, duplicates, total, complete, resumed, is_inconsistent }
    }
}

impl Reader {
    pub(crate) fn new(list: erased::Reader, operation: &str) -> Self {
        Reader { list, operation: operation.to_owned() }
    }
}
