//! Lists of the view that come as one page: they are small, or have to be read whole before the first item is known.

use std::sync::Arc;

use jiff::tz::TimeZone;

use super::call::Call;
use crate::client::Client;
use crate::error::Result;
use crate::paging::{Cursor, Fetched, PageToken, Pager, Pages, SharedWalk, Source};
use crate::tape::{Item, Tape};

/// What makes the page.
struct Whole<F> {
    client: Client,
    operation: &'static str,
    make: F,
}

/// A list of one page.
pub(super) fn pager<T, F, R>(call: Call<'_>, token: Option<&PageToken>, make: F) -> Pager<T>
where
    T: Item,
    F: Fn(Client) -> R + Send + Sync + 'static,
    R: Future<Output = Result<(Tape, Vec<u64>)>> + Send + 'static,
{
    let cursor = Cursor::start(token, |_| false);
    let Call { client, operation } = call;
    let whole = Whole { client: client.clone(), operation, make };
    let start = cursor.map(|cursor| (Arc::new(whole) as Arc<dyn Source>, cursor));
    Pager::over(start.map_err(|error| error.serving(operation)))
}

impl<F, R> Source for Whole<F>
where
    F: Fn(Client) -> R + Send + Sync,
    R: Future<Output = Result<(Tape, Vec<u64>)>> + Send + 'static,
{
    fn fetch<'a>(&'a self, _: &'a Cursor, walk: &'a SharedWalk) -> Pages<'a> {
        let made = (self.make)(self.client.clone());
        Box::pin(async move {
            let (tape, records) = made.await.map_err(|error| error.serving(self.operation))?;
            walk.open().count(records.len(), false)?;
            let bases = records.into_iter().map(|base| base as u32).collect();
            Ok(Fetched { tape, bases, next: None, made: None })
        })
    }

    fn zone(&self) -> Option<&TimeZone> {
        self.client.options.zone.as_ref()
    }
}
