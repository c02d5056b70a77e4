//! Printed pages, kept until the next write, so that a directory of 100,000 users is listed from memory.

use std::collections::HashMap;
use std::sync::Arc;

use bytes::Bytes;

/// Above this, everything kept is dropped: a client that tries many page sizes must not fill the memory.
const MOST_BYTES: usize = 512 << 20;
/// Selections that are kept: the pages of one filtered list follow each other.
const MOST_SELECTIONS: usize = 16;

/// What identifies a page: the list, the company (0 = the own one), the first item and the size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct PageKey {
    pub(crate) list: &'static str,
    pub(crate) company: i64,
    pub(crate) start: usize,
    pub(crate) size: usize,
}

#[derive(Debug, Default)]
pub(crate) struct Pages {
    pages: HashMap<PageKey, Bytes>,
    bytes: usize,
    /// Positions of the items that a filter leaves, in the order of a sort.
    selections: HashMap<String, Arc<Vec<u32>>>,
}

impl Pages {
    pub(crate) fn clear(&mut self) {
        if self.bytes > 0 || !self.selections.is_empty() {
            *self = Self::default();
        }
    }

    pub(crate) fn get(&self, key: PageKey) -> Option<Bytes> {
        self.pages.get(&key).cloned()
    }

    pub(crate) fn keep(&mut self, key: PageKey, page: &Bytes) {
        if self.bytes + page.len() > MOST_BYTES {
            self.clear();
        }
        self.bytes += page.len();
        self.pages.insert(key, page.clone());
    }

    pub(crate) fn selection(&self, query: &str) -> Option<Arc<Vec<u32>>> {
        self.selections.get(query).cloned()
    }

    pub(crate) fn keep_selection(&mut self, query: String, selection: &Arc<Vec<u32>>) {
        if self.selections.len() == MOST_SELECTIONS {
            self.selections.clear();
        }
        self.selections.insert(query, selection.clone());
    }
}
