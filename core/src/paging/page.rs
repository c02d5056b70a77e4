//! A page: items that are made when they are touched.

use std::sync::Arc;

use super::PageToken;
use super::fetch::{Fetched, Made};
use super::token::Cursor;
use crate::tape::{Item, Node, Tape};
use crate::transport::ResponseInfo;

/// Some items of a list, in the order of the vendor.
///
/// The page holds the answer as it came; an item is made when it is taken and costs next to nothing.
pub struct Page<T> {
    tape: Arc<Tape>,
    bases: Arc<[u32]>,
    token: PageToken,
    next: Option<PageToken>,
    made: Option<Made>,
    item: std::marker::PhantomData<fn() -> T>,
}

impl<T> Clone for Page<T> {
    fn clone(&self) -> Self {
        Page {
            tape: self.tape.clone(),
            bases: self.bases.clone(),
            token: self.token.clone(),
            next: self.next.clone(),
            made: self.made.clone(),
            item: std::marker::PhantomData,
        }
    }
}

impl<T: Item> Page<T> {
    pub(super) fn new(fetched: Fetched, token: PageToken) -> Self {
        let Fetched { tape, bases, next, made } = fetched;
        let next = next.as_ref().map(Cursor::to_token);
        Page { tape: Arc::new(tape), bases: bases.into(), token, next, made, item: std::marker::PhantomData }
    }

    /// How many items the page holds.
    pub fn len(&self) -> usize {
        self.bases.len()
    }

    /// Whether the page holds no item. A list may go on behind an empty page.
    pub fn is_empty(&self) -> bool {
        self.bases.is_empty()
    }

    /// The item at a place.
    pub fn get(&self, index: usize) -> Option<T> {
        self.bases.get(index).map(|&base| T::from_node(Node::new(self.tape.clone(), base)))
    }

    /// The items.
    pub fn iter(&self) -> PageIter<'_, T> {
        PageIter { page: self, index: 0 }
    }

    /// The position of this page: reading on from it begins with this page.
    pub fn token(&self) -> &PageToken {
        &self.token
    }

    /// The position of the next page; `None` on the last one.
    pub fn next_token(&self) -> Option<&PageToken> {
        self.next.as_ref()
    }

    /// What came with the page: status, headers, attempts.
    pub fn response(&self) -> &ResponseInfo {
        self.tape.info()
    }

    /// The same page, its items taken for another type.
    pub(crate) fn retyped<U: Item>(self) -> Page<U> {
        let Page { tape, bases, token, next, made, item: _ } = self;
        Page { tape, bases, token, next, made, item: std::marker::PhantomData }
    }

    /// The answer, and where in it the items begin.
    pub(crate) fn records(&self) -> (&Arc<Tape>, &[u32]) {
        (&self.tape, &self.bases)
    }

    /// What was made of the page before it was given.
    pub(crate) fn made(&self) -> Option<Made> {
        self.made.clone()
    }

    /// The page, and something made of it.
    pub(super) fn with(self, make: &dyn Fn(Page<T>) -> Option<Made>) -> Self {
        let made = make(self.clone());
        Page { made, ..self }
    }

    /// The page as it was read, where nobody else holds it.
    pub(super) fn unread(self, next: Option<Cursor>) -> Option<Fetched> {
        let Page { tape, bases, made, .. } = self;
        Some(Fetched { tape: Arc::into_inner(tape)?, bases: bases.to_vec(), next, made })
    }

    /// The record at the root of the answer, if it is one.
    pub(crate) fn root(&self) -> Option<Node> {
        self.tape.has_root().then(|| self.tape.root())
    }
}

impl<'a, T: Item> IntoIterator for &'a Page<T> {
    type Item = T;
    type IntoIter = PageIter<'a, T>;

    fn into_iter(self) -> PageIter<'a, T> {
        self.iter()
    }
}

/// The items of a page.
pub struct PageIter<'a, T> {
    page: &'a Page<T>,
    index: usize,
}

impl<T: Item> Iterator for PageIter<'_, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let item = self.page.get(self.index)?;
        self.index += 1;
        Some(item)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.page.len() - self.index;
        (left, Some(left))
    }
}

impl<T: Item> ExactSizeIterator for PageIter<'_, T> {}

impl<T: Item> std::fmt::Debug for Page<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Page").field("items", &self.len()).field("last", &self.next.is_none()).finish()
    }
}
