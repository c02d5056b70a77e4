//! Where the pages of a list come from.

use std::pin::Pin;

use jiff::tz::TimeZone;

use super::fetch::{Fetched, Listing};
use super::token::Cursor;
use super::walk::SharedWalk;
use crate::error::Result;

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

impl Source for Listing {
    fn fetch<'a>(&'a self, cursor: &'a Cursor, walk: &'a SharedWalk) -> Pages<'a> {
        Box::pin(Listing::fetch(self, cursor, walk))
    }

    fn zone(&self) -> Option<&TimeZone> {
        self.client.options.zone.as_ref()
    }
}
