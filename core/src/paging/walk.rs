//! What a listing remembers from page to page.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::seam::Seam;
use super::seen::Seen;
use super::token::Cursor;
use crate::error::{Error, Result};
use crate::generated::ErrorKind;
use crate::tape::{Kind, Schema, Tape};

/// So many pages in a row without a new item are a server that never ends.
const BARREN_PAGES: u32 = 100;

/// What is known of a list that is being read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListSummary {
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
}

impl ListSummary {
    /// Whether a list that was read from its start to its end holds another number of items than the vendor says.
    pub fn is_inconsistent(&self) -> bool {
        self.complete && !self.resumed && self.total.is_some_and(|total| total != self.items)
    }
}

/// The memory of a listing.
#[derive(Default)]
pub(crate) struct Walk {
    pub summary: ListSummary,
    /// Items before the position that the list was resumed from, if pages are counted.
    pub passed: u64,
    /// Pages that were understood.
    pub pages: u64,
    pub seam: Seam,
    seen: Seen,
    tokens: HashSet<u64>,
    hasher: RandomState,
    barren: u32,
}

/// The memory of a listing that the page at hand and the reading ahead share.
#[derive(Clone, Default)]
pub(crate) struct SharedWalk(Arc<Mutex<Walk>>);

impl SharedWalk {
    /// The memory, for as long as a page that has come is understood.
    pub(crate) fn open(&self) -> MutexGuard<'_, Walk> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl From<Walk> for SharedWalk {
    fn from(walk: Walk) -> Self {
        SharedWalk(Arc::new(Mutex::new(walk)))
    }
}

impl Walk {
    /// The memory of a listing that begins here.
    pub(crate) fn beginning_at(cursor: &Cursor) -> Self {
        let passed = match cursor {
            Cursor::Index { page, size } => u64::from(*page) * u64::from(*size),
            _ => 0,
        };
        let summary = ListSummary { resumed: *cursor != Cursor::Start, ..ListSummary::default() };
        Walk { summary, passed, ..Walk::default() }
    }

    /// Drops items that were given before.
    pub(crate) fn drop_repeated(
        &mut self,
        tape: &Tape,
        bases: &mut Vec<u32>,
        identity: Option<(usize, &Schema)>,
    ) {
        let Some((index, schema)) = identity else { return };
        let Some(member) = schema.members.get(index) else { return };
        let before = bases.len();
        bases.retain(|&base| match (tape.member(base, index), member.kind) {
            (None, _) => true,
            (Some(slot), Kind::Integer) => self.seen.insert_number(slot),
            (Some(slot), _) => self.seen.insert_text(tape.text(slot)),
        });
        self.summary.duplicates += (before - bases.len()) as u64;
    }

    /// Counts a page; an error if the list does not come forward.
    pub(crate) fn count(&mut self, items: usize, more: bool) -> Result<()> {
        self.pages += 1;
        self.summary.items += items as u64;
        self.summary.complete = !more;
        self.barren = if items == 0 { self.barren + 1 } else { 0 };
        if more && self.barren >= BARREN_PAGES {
            return Err(stuck(&format!("{BARREN_PAGES} pages in a row held no new item")));
        }
        Ok(())
    }

    /// Refuses a token that came before: reading on would never end.
    pub(crate) fn fresh_token(&mut self, token: &str) -> Result<()> {
        if self.tokens.insert(self.hasher.hash_one(token)) {
            return Ok(());
        }
        Err(stuck("the vendor gave the same page token twice"))
    }
}

fn stuck(reason: &str) -> Error {
    let message = format!("the list cannot be read to its end: {reason}; start again");
    Error::new(ErrorKind::Paging, message).with_delivery(crate::Delivery::Answered)
}
