//! Where the pages of a list come from.

use std::pin::Pin;
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::Page;
use super::fetch::{Fetched, Listing, Made};
use super::token::Cursor;
use super::walk::SharedWalk;
use crate::erased::Untyped;
use crate::error::{Error, Result};

/// A page that is on its way.
pub(crate) type Pages<'a> = Pin<Box<dyn Future<Output = Result<Fetched>> + Send + 'a>>;

/// Where the pages of a list come from: from the vendor as it cuts them, or put together from several of its lists.
pub(crate) trait Source: Send + Sync {
    /// Reads the page at the cursor. It may be given up at any time and asked for again.
    fn fetch<'a>(&'a self, cursor: &'a Cursor, walk: &'a SharedWalk) -> Pages<'a>;

    /// Whether it reads ahead by itself, so that nobody else has to.
    fn reads_ahead(&self) -> bool {
        false
    }

    /// Ends what it reads ahead by itself.
    fn pause(&self) {}

    /// The zone that the caller named for times without one.
    fn zone(&self) -> Option<&TimeZone>;
}

/// Makes something of a page; nothing if it cannot be made now.
pub(crate) type Make = Box<dyn Fn(Page<Untyped>) -> Option<Made> + Send + Sync>;

/// The pages of a source, something made of each.
pub(super) struct Making {
    pub source: Arc<dyn Source>,
    pub make: Make,
}

impl Source for Making {
    fn fetch<'a>(&'a self, cursor: &'a Cursor, walk: &'a SharedWalk) -> Pages<'a> {
        Box::pin(async move {
            let fetched = self.source.fetch(cursor, walk).await?;
            let next = fetched.next.clone();
            let page = Page::new(fetched, cursor.to_token()).with(&self.make);
            page.unread(next).ok_or_else(|| Error::internal("what was made of a page holds it"))
        })
    }

    fn reads_ahead(&self) -> bool {
        self.source.reads_ahead()
    }

    fn pause(&self) {
        self.source.pause();
    }

    fn zone(&self) -> Option<&TimeZone> {
        self.source.zone()
    }
}

impl Source for Listing {
    fn fetch<'a>(&'a self, cursor: &'a Cursor, walk: &'a SharedWalk) -> Pages<'a> {
        Box::pin(Listing::fetch(self, cursor, walk))
    }

    fn zone(&self) -> Option<&TimeZone> {
        self.client.options.zone.as_ref()
    }
}
