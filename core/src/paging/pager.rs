//! Reading a list from page to page, with the next page under way while the caller works on this one.

use std::sync::Arc;

use futures_util::Stream;
use jiff::tz::TimeZone;
use tokio::task::JoinHandle;

use super::fetch::{Fetched, Listing};
use super::source::{Make, Making, Source};
use super::token::Cursor;
use super::walk::{ListSummary, SharedWalk, Walk};
use super::{ListRequest, Page, PageToken, Paging};
use crate::client::Client;
use crate::error::{Error, Result};
use crate::generated::ErrorKind;
use crate::operation::Operation;
use crate::tape::Item;

/// A list that is read as far as it is asked for.
///
/// Items with [`try_next`](Self::try_next) or as a [`Stream`], pages with [`next_page`](Self::next_page), all at once with
/// [`collect`](Self::collect). From the second page on, the next page is fetched while the caller works on the one at hand.
/// Nothing is sent before the first item is asked for, and dropping the pager ends what is under way.
///
/// An error ends the list: what came before it is not the whole list. Asking again tries the same page again.
pub struct Pager<T> {
    /// Where the pages come from, or why there are none: each one who asks is refused.
    source: Result<Arc<dyn Source>>,
    /// The page to read next; `None` at the end.
    cursor: Option<Cursor>,
    walk: SharedWalk,
    ahead: Option<Ahead>,
    current: Option<Page<T>>,
    taken: usize,
}

impl<T: Item> Pager<T> {
    pub(crate) fn new(
        client: &Client,
        operation: &'static Operation,
        paging: &'static Paging,
        request: Result<ListRequest>,
    ) -> Self {
        let start = request.and_then(|request| {
            crate::check::page_size(request.page_size, paging.max_size)?;
            let cursor = Cursor::start(request.page_token.as_ref(), |cursor| cursor.is_of(paging))?;
            let schema = &T::SCHEMA.0;
            let listing = Listing { client: client.clone(), operation, paging, request, schema };
            Ok((Arc::new(listing) as Arc<dyn Source>, cursor))
        });
        Pager::over(start.map_err(|error| error.with_operation(operation.name)))
    }

    /// The list that begins at this position of a source.
    pub(crate) fn over(start: Result<(Arc<dyn Source>, Cursor)>) -> Self {
        let (source, cursor) = match start {
            Ok((source, cursor)) => (Ok(source), Some(cursor)),
            Err(error) => (Err(error), None),
        };
        let walk = cursor.as_ref().map(Walk::beginning_at).unwrap_or_default();
        Pager { source, cursor, walk: walk.into(), ahead: None, current: None, taken: 0 }
    }

    /// The same list, its items taken for another type.
    pub(crate) fn retyped<U: Item>(self) -> Pager<U> {
        let Pager { source, cursor, walk, ahead, current, taken } = self;
        Pager { source, cursor, walk, ahead, current: current.map(Page::retyped), taken }
    }

    /// The same list, something made of each page before it is given: while the caller works on the one before.
    pub(crate) fn making(mut self, make: Make) -> Self {
        self.source = self.source.map(|source| Arc::new(Making { source, make }) as Arc<dyn Source>);
        self
    }

    /// The next item; `None` at the end of the list.
    pub async fn try_next(&mut self) -> Result<Option<T>> {
        loop {
            if let Some(item) = self.current.as_ref().and_then(|page| page.get(self.taken)) {
                self.taken += 1;
                return Ok(Some(item));
            }
            if self.next_page().await?.is_none() {
                return Ok(None);
            }
            self.taken = 0;
        }
    }

    /// The next page, which may be empty; `None` at the end of the list. Items of the page at hand that were not taken yet
    /// are passed over.
    pub async fn next_page(&mut self) -> Result<Option<Page<T>>> {
        let Some((cursor, fetched)) = self.next_fetched().await? else { return Ok(None) };
        let page = Page::new(fetched, cursor.to_token());
        self.taken = page.len();
        self.current = Some(page.clone());
        Ok(Some(page))
    }

    /// The next page as it was read, and its position.
    async fn next_fetched(&mut self) -> Result<Option<(Cursor, Fetched)>> {
        let source = self.source()?;
        let Some(cursor) = self.cursor.clone() else { return Ok(None) };
        // Both ways may be dropped half-way: a page that is under way stays so, and the first one is asked for again.
        let ahead = match &mut self.ahead {
            Some(ahead) => ahead.finish().await,
            None => None,
        };
        self.ahead = None;
        let fetched = match ahead {
            Some(fetched) => fetched,
            None => source.fetch(&cursor, &self.walk).await,
        };
        let fetched = fetched?;
        if let Some(next) = fetched.next.as_ref().filter(|_| !source.reads_ahead()) {
            self.ahead = Some(Ahead::start(source, next.clone(), self.walk.clone()));
        }
        self.cursor = fetched.next.clone();
        Ok(Some((cursor, fetched)))
    }

    /// The next page as it was read. Whoever gives up, gives up the reading ahead too.
    pub(crate) async fn next_raw(&mut self) -> Result<Option<Fetched>> {
        let mut waiting = Waiting { pager: self, over: false };
        let fetched = waiting.pager.next_fetched().await;
        waiting.over = true;
        Ok(fetched?.map(|(_, fetched)| fetched))
    }

    /// Where the pages come from.
    pub(crate) fn source(&self) -> Result<Arc<dyn Source>> {
        self.source.as_ref().map(Arc::clone).map_err(Error::again)
    }

    /// Ends the reading ahead until the next page is asked for. A page that has come already is kept.
    pub fn pause(&mut self) {
        if let Some(ahead) = &self.ahead {
            ahead.task.abort();
        }
        if let Ok(source) = &self.source {
            source.pause();
        }
    }

    /// All items that are left. A failure in the middle is a failure of the whole list.
    pub async fn collect(mut self) -> Result<Vec<T>> {
        let mut items = Vec::new();
        if let Some(page) = &self.current {
            items.extend(page.iter().skip(self.taken));
        }
        while let Some(page) = self.next_page().await? {
            items.extend(&page);
        }
        Ok(items)
    }

    /// The items as a stream.
    pub fn into_stream(self) -> impl Stream<Item = Result<T>> + Send {
        futures_util::stream::try_unfold(self, |mut pager| async move {
            Ok(pager.try_next().await?.map(|item| (item, pager)))
        })
    }

    /// The pages as a stream.
    pub fn into_pages(self) -> impl Stream<Item = Result<Page<T>>> + Send {
        futures_util::stream::try_unfold(self, |mut pager| async move {
            Ok(pager.next_page().await?.map(|page| (page, pager)))
        })
    }

    /// Where the list stands, to be stored and given as `page_token` later; `None` at the end.
    ///
    /// While items of a page are left, this is the page itself: an item may come twice after resuming, none is lost.
    pub fn page_token(&self) -> Option<PageToken> {
        match &self.current {
            Some(page) if self.taken < page.len() => Some(page.token().clone()),
            _ => self.cursor.as_ref().map(Cursor::to_token),
        }
    }

    /// The zone that the caller named for times without one.
    pub(crate) fn zone(&self) -> Option<&TimeZone> {
        self.source.as_ref().ok()?.zone()
    }

    /// What is known of the list so far.
    pub fn summary(&self) -> ListSummary {
        self.ahead.as_ref().map_or_else(|| self.walk.open().summary, |ahead| ahead.before)
    }
}

impl<T> std::fmt::Debug for Pager<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pager").field("done", &self.cursor.is_none()).finish_non_exhaustive()
    }
}

/// Someone who waits for a page; when nobody does any more, nothing is read ahead either.
struct Waiting<'a, T: Item> {
    pager: &'a mut Pager<T>,
    over: bool,
}

impl<T: Item> Drop for Waiting<'_, T> {
    fn drop(&mut self) {
        if !self.over {
            self.pager.pause();
        }
    }
}

/// A page that is read while the caller works on the one before; dropping it ends the request.
struct Ahead {
    task: JoinHandle<Result<Fetched>>,
    before: ListSummary,
}

impl Ahead {
    fn start(source: Arc<dyn Source>, cursor: Cursor, walk: SharedWalk) -> Self {
        let before = walk.open().summary;
        let task = tokio::spawn(async move { source.fetch(&cursor, &walk).await });
        Ahead { task, before }
    }

    /// What it came to; nothing if it was ended before.
    async fn finish(&mut self) -> Option<Result<Fetched>> {
        match (&mut self.task).await {
            Ok(fetched) => Some(fetched),
            Err(error) if error.is_cancelled() => None,
            Err(error) => {
                let message = "the task that reads the next page ended early";
                Some(Err(Error::new(ErrorKind::Internal, message).with_source(error)))
            }
        }
    }
}

impl Drop for Ahead {
    fn drop(&mut self) {
        self.task.abort();
    }
}
