//! A list that is read from several threads or tasks, one page at a time.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Record, RecordList, RecordPage, RecordPager, RecordType};
use crate::error::{Error, Result};
use crate::paging::{ListSummary, PageToken};

/// A list that is read as far as it is asked for. Clones read the same list.
#[derive(Clone, Debug)]
pub struct Reader {
    record_type: RecordType,
    /// A forked child has neither the threads nor the connections of the process that began the list.
    process: u32,
    pager: Arc<tokio::sync::Mutex<RecordPager>>,
    place: Arc<Mutex<Place>>,
}

/// How far a list was given to its reader.
#[derive(Debug)]
struct Place {
    page: Option<RecordPage>,
    taken: usize,
    /// Pages that were read for someone who did not wait for the end, or did not come to it: they are not lost.
    kept: VecDeque<RecordPage>,
    /// Where to go on behind them.
    next: Option<PageToken>,
    summary: ListSummary,
}

impl Place {
    fn turn(&mut self, page: Option<RecordPage>, taken: bool) -> Option<RecordPage> {
        self.taken = page.as_ref().filter(|_| taken).map_or(0, RecordPage::len);
        self.page = page.clone();
        page
    }
}

impl Reader {
    /// Reads a list from where it stands.
    pub fn new(pager: RecordPager) -> Self {
        let place = Place {
            page: None,
            taken: 0,
            kept: VecDeque::new(),
            next: pager.page_token(),
            summary: pager.summary(),
        };
        Reader {
            record_type: pager.record_type().clone(),
            process: std::process::id(),
            pager: Arc::new(tokio::sync::Mutex::new(pager)),
            place: Arc::new(Mutex::new(place)),
        }
    }

    /// What the items are.
    pub fn record_type(&self) -> &RecordType {
        &self.record_type
    }

    /// The next item of the page at hand; `None` if there is none left.
    pub fn take(&self) -> Option<Record> {
        let mut place = self.place();
        let record = place.page.as_ref()?.get(place.taken)?;
        place.taken += 1;
        Some(record)
    }

    /// Reads the next page, to [`take`](Self::take) its items.
    pub fn turn(&self) -> impl Future<Output = Result<Option<RecordPage>>> + Send + use<> {
        let reader = self.clone();
        self.waited_for(async move { reader.next_page(false).await })
    }

    /// Reads the next page and takes all of it; items of the page at hand that are left are passed over.
    pub fn take_page(&self) -> impl Future<Output = Result<Option<RecordPage>>> + Send + use<> {
        let reader = self.clone();
        self.waited_for(async move { reader.next_page(true).await })
    }

    /// Reads and takes all that is left. A failure in the middle is a failure of the whole list, and takes nothing.
    pub fn take_rest(&self) -> impl Future<Output = Result<RecordList>> + Send + use<> {
        let reader = self.clone();
        self.waited_for(async move {
            while let Some(page) = reader.fetch().await? {
                reader.place().kept.push_back(page);
            }
            let mut place = reader.place();
            let taken = std::mem::take(&mut place.taken);
            let mut list = RecordList::new(reader.record_type.clone(), place.page.take(), taken);
            place.kept.drain(..).for_each(|page| list.push(page));
            Ok(list)
        })
    }

    /// Ends the reading ahead until something of the list is asked for. Where someone waits for it, nothing changes.
    pub fn pause(&self) {
        if let Ok(mut pager) = self.pager.try_lock() {
            pager.pause();
        }
    }

    /// Where the list stands, to be stored and given as `page_token` later; `None` at the end.
    ///
    /// While items of a page are left, this is the page itself: an item may come twice after resuming, none is lost.
    pub fn page_token(&self) -> Option<PageToken> {
        let place = self.place();
        let page = place.page.as_ref().filter(|page| place.taken < page.len());
        page.or(place.kept.front()).map(RecordPage::token).or(place.next.as_ref()).cloned()
    }

    /// What is known of the list so far.
    pub fn summary(&self) -> ListSummary {
        self.place().summary
    }

    /// What is read, given up as a whole when it is dropped, be it before it began.
    fn waited_for<T, F: Future<Output = Result<T>> + Send>(
        &self,
        read: F,
    ) -> impl Future<Output = Result<T>> + Send + use<T, F> {
        let waiting = Waiting { pager: self.pager.clone(), over: false };
        async move {
            let result = read.await;
            waiting.end();
            result
        }
    }

    async fn next_page(&self, taken: bool) -> Result<Option<RecordPage>> {
        {
            let mut place = self.place();
            if let Some(page) = place.kept.pop_front() {
                return Ok(place.turn(Some(page), taken));
            }
        }
        let page = self.fetch().await?;
        Ok(self.place().turn(page, taken))
    }

    /// The page behind all that were read.
    async fn fetch(&self) -> Result<Option<RecordPage>> {
        if self.process != std::process::id() {
            return Err(Error::configuration(
                "this list was begun in the parent of this process; begin it again, at its page token",
            ));
        }
        let mut pager = self.pager.lock().await;
        let page = pager.next_page().await?;
        let mut place = self.place();
        (place.next, place.summary) = (pager.page_token(), pager.summary());
        Ok(page)
    }

    fn place(&self) -> MutexGuard<'_, Place> {
        self.place.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Someone who waits for a list. When nobody does any more, nothing is read ahead either.
struct Waiting {
    pager: Arc<tokio::sync::Mutex<RecordPager>>,
    over: bool,
}

impl Waiting {
    fn end(mut self) {
        self.over = true;
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        // Where it is locked, someone else waits.
        if !self.over
            && let Ok(mut pager) = self.pager.try_lock()
        {
            pager.pause();
        }
    }
}
