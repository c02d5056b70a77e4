//! Items of several pages as one list.

use super::{Record, RecordPage, RecordType};

/// Items of one or more pages, kept as they came; an item is made when it is taken.
#[derive(Clone, Debug)]
pub struct RecordList {
    record_type: RecordType,
    pages: Vec<RecordPage>,
    /// How many items there are up to the end of each page.
    ends: Vec<usize>,
    /// How many items of the first page do not belong.
    skipped: usize,
}

impl RecordList {
    /// The items of a page but for the first few, or none yet.
    pub(super) fn new(record_type: RecordType, page: Option<RecordPage>, skipped: usize) -> Self {
        let mut list = RecordList { record_type, pages: Vec::new(), ends: Vec::new(), skipped };
        page.into_iter().for_each(|page| list.push(page));
        list
    }

    pub(super) fn push(&mut self, page: RecordPage) {
        let skipped = if self.pages.is_empty() { self.skipped } else { 0 };
        self.ends.push(self.len() + page.len() - skipped);
        self.pages.push(page);
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.ends.last().copied().unwrap_or_default()
    }

    /// Whether there is no item.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The item at a place.
    pub fn get(&self, index: usize) -> Option<Record> {
        let page = self.ends.partition_point(|&end| end <= index);
        let (start, skipped) = match page.checked_sub(1) {
            Some(before) => (self.ends[before], 0),
            None => (0, self.skipped),
        };
        self.pages.get(page)?.get(index - start + skipped)
    }

    /// The pages, and how many items of the first one do not belong.
    pub fn pages(&self) -> (&[RecordPage], usize) {
        (&self.pages, self.skipped)
    }

    /// What the items are, also where there are none.
    pub fn record_type(&self) -> &RecordType {
        &self.record_type
    }
}

impl From<RecordPage> for RecordList {
    fn from(page: RecordPage) -> Self {
        RecordList::new(page.record_type().clone(), Some(page), 0)
    }
}
