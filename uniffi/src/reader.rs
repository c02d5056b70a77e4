//! Lists that are read page by page.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use lastpass_admin::blocking::Caller;
use lastpass_admin::erased::{self, RecordPage, RecordPager};
use lastpass_admin::{Error, ListSummary, PageToken};
use lastpass_dispatch::{image, of_operation};

use crate::block::Block;
use crate::calls::{Told, begin};
use crate::failure::Failure;

/// A list that is read as far as it is asked for. While the caller works on a page, the one behind it is read ahead.
#[derive(uniffi::Object)]
pub struct Reader {
    list: erased::Reader,
    operation: String,
    /// What was read and not asked for yet: a page, or that there is none.
    read: Arc<Mutex<Option<Option<RecordPage>>>>,
    /// Held by who reads.
    turn: Arc<tokio::sync::Mutex<()>>,
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
    /// Begins reading the next page, under a number of the caller's, for one who asks at a time. If the page is here already, this says
    /// so; otherwise `take_ended` does, or tells of a failure. After a failure, or when it is ended, the list stands where it stood.
    pub fn begin(&self, number: u64) -> Result<bool, Failure> {
        let (list, operation) = (self.list.clone(), self.operation.clone());
        let (turn, read) = (self.turn.clone(), self.read.clone());
        let mut reading = Box::pin(async move {
            // A reading that was ended may come to its end all the same, on another thread: its page is the next one.
            let _turn = turn.lock().await;
            if locked(&read).is_none() {
                let page = list.take_page().await.map_err(|error| of_operation(&operation, error))?;
                *locked(&read) = Some(page);
            }
            Ok::<_, Error>(Told::Ready)
        });
        match Caller::poll(reading.as_mut())? {
            Poll::Ready(Ok(_)) => Ok(true),
            Poll::Ready(Err(failure)) => Err(failure.into()),
            Poll::Pending => Ok(begin(number, reading).map(|()| false)?),
        }
    }

    /// The page that was read, once; nothing behind the last page.
    pub fn page(&self) -> Block {
        locked(&self.read).take().flatten().map_or_else(Block::nothing, |page| written(&page))
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
    pub(crate) fn new(list: RecordPager, operation: String) -> Self {
        // A block is written while the caller works on the page before.
        let list = list.making(|page| Some(Mutex::new(Some(block(page)))));
        Reader { list: erased::Reader::new(list), operation, read: Arc::default(), turn: Arc::default() }
    }
}

fn locked<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The block of a page, which may have been written already.
fn written(page: &RecordPage) -> Block {
    let written = page.made::<Mutex<Option<Block>>>();
    let written = written.and_then(|written| locked(&written).take());
    written.unwrap_or_else(|| block(page))
}

fn block(page: &RecordPage) -> Block {
    Block::of(|writer| image::page(writer, page))
}
