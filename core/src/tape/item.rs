//! Reading a tape: the record behind an item, and lists of texts and items.

use std::iter::FusedIterator;
use std::marker::PhantomData;
use std::sync::Arc;

use jiff::Timestamp;

use super::{Schema, Tape};
use crate::local_time::LocalTime;

/// A record of a tape: what every item type of this crate is made of.
#[derive(Clone)]
pub struct Node {
    tape: Arc<Tape>,
    base: u32,
}

/// An object of an answer: a user, a company, an event.
///
/// An item is cheap to make and to clone: it refers to the answer it came in, and keeps all of it alive. To keep a few
/// items of a large list for long, keep what you need of them, or [`detach`](Item::detach) them.
pub trait Item: Clone + Send + Sync + 'static {
    #[doc(hidden)]
    const SCHEMA: &'static SchemaRef;

    #[doc(hidden)]
    fn from_node(node: Node) -> Self;

    #[doc(hidden)]
    fn node(&self) -> &Node;

    /// The members that this version does not know, as the vendor sent them.
    fn extra(&self) -> serde_json::Map<String, serde_json::Value> {
        self.node().extra(&Self::SCHEMA.0)
    }

    /// The item as JSON, with the vendor's member names and the unknown members.
    fn to_json(&self) -> serde_json::Value {
        self.node().to_json(&Self::SCHEMA.0)
    }

    /// A copy that does not keep the rest of the answer alive.
    fn detach(&self) -> Self {
        Self::from_node(self.node().detach(&Self::SCHEMA.0))
    }

    /// The item as a text from which [`restored`](Item::restored) makes it again, in another process too.
    fn stored(&self) -> crate::Result<String> {
        super::stored::store(self)
    }

    /// The item that was [`stored`](Item::stored), by the same version of this crate.
    fn restored(text: &str) -> crate::Result<Self> {
        super::stored::restore(text)
    }

    /// What came with the answer that holds this item: status, headers, attempts.
    fn response(&self) -> &crate::ResponseInfo {
        self.node().tape().info()
    }
}

/// Makes an item type of a newtype over [`Node`].
macro_rules! item {
    ($name:ident, $schema:ident) => {
        impl $crate::tape::Item for $name {
            const SCHEMA: &'static $crate::tape::SchemaRef = &$schema;

            fn from_node(node: $crate::tape::Node) -> Self {
                $name(node)
            }

            fn node(&self) -> &$crate::tape::Node {
                &self.0
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{} {}", stringify!($name), $crate::tape::Item::to_json(self))
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.0.equals(&other.0, &$schema.0)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.json_of(&$schema.0).serialize(serializer)
            }
        }
    };
}
pub(crate) use item;

/// A schema, opaque to the outside.
#[doc(hidden)]
#[derive(Debug)]
pub struct SchemaRef(pub(crate) Schema);

impl SchemaRef {
    /// Nothing is known.
    pub(crate) const UNKNOWN: SchemaRef =
        SchemaRef(Schema { name: "", members: &[], keyed: false, ignore_case: false, knows_null: false });
}

impl Node {
    pub(crate) fn new(tape: Arc<Tape>, base: u32) -> Self {
        Node { tape, base }
    }

    pub(crate) fn tape(&self) -> &Arc<Tape> {
        &self.tape
    }

    pub(crate) fn base(&self) -> u32 {
        self.base
    }

    /// The slot of a member that is no reference into the tape: a flag, a number.
    pub(crate) fn raw(&self, index: usize) -> u64 {
        self.slot(index).unwrap_or(super::NONE)
    }

    pub(crate) fn slot(&self, index: usize) -> Option<u64> {
        self.tape.slot(self.base as usize + index)
    }

    pub(crate) fn text(&self, index: usize) -> Option<&str> {
        self.slot(index).map(|slot| self.tape.text(slot))
    }

    pub(crate) fn integer(&self, index: usize) -> Option<i64> {
        self.slot(index).map(|slot| slot as i64)
    }

    pub(crate) fn number(&self, index: usize) -> Option<f64> {
        self.slot(index).map(f64::from_bits)
    }

    pub(crate) fn flag(&self, index: usize) -> Option<bool> {
        self.slot(index).map(|slot| slot != 0)
    }

    /// A time without a zone; `""` means "never", which is no time.
    pub(crate) fn local_time(&self, index: usize) -> Option<LocalTime<'_>> {
        let text = self.text(index).filter(|text| !text.is_empty())?;
        Some(LocalTime::new(text, self.tape.zone()))
    }

    /// An instant, from a time in the zone that the caller named.
    pub(crate) fn instant(&self, index: usize) -> Option<Timestamp> {
        self.instant_of(self.slot(index)?)
    }

    pub(super) fn instant_of(&self, slot: u64) -> Option<Timestamp> {
        LocalTime::new(self.tape.text(slot), self.tape.zone()).instant()
    }

    /// A list of texts; empty if it is absent.
    pub(crate) fn texts(&self, index: usize) -> Texts<'_> {
        Texts { tape: &self.tape, entries: self.list(index).iter() }
    }

    /// Names and values of a map of texts.
    pub(crate) fn text_map(&self, index: usize) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.list(index).chunks_exact(2).map(|pair| (self.entry(pair[0]), self.entry(pair[1])))
    }

    /// Names and texts of a map of lists.
    pub(crate) fn texts_map(&self, index: usize) -> impl ExactSizeIterator<Item = (&str, Texts<'_>)> {
        self.list(index).chunks_exact(2).map(|pair| {
            let entries = if pair[1] == super::NONE { &[] } else { self.tape.list(pair[1]) };
            (self.entry(pair[0]), Texts { tape: &self.tape, entries: entries.iter() })
        })
    }

    pub(crate) fn object<T: Item>(&self, index: usize) -> Option<T> {
        self.slot(index).map(|base| T::from_node(Node::new(self.tape.clone(), base as u32)))
    }

    /// A list of objects; empty if it is absent.
    pub(crate) fn objects<T: Item>(&self, index: usize) -> Items<'_, T> {
        Items { tape: &self.tape, bases: self.list(index).iter(), item: PhantomData }
    }

    /// Whether a member is there.
    pub(crate) fn has(&self, index: usize) -> bool {
        self.slot(index).is_some()
    }

    pub(super) fn list(&self, index: usize) -> &[u64] {
        self.slot(index).map_or(&[], |slot| self.tape.list(slot))
    }

    pub(super) fn entry(&self, slot: u64) -> &str {
        self.tape.entry(slot)
    }
}

/// Texts of an answer.
#[derive(Clone)]
pub struct Texts<'a> {
    tape: &'a Tape,
    entries: std::slice::Iter<'a, u64>,
}

impl<'a> Iterator for Texts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        self.entries.next().map(|&slot| self.tape.text(slot))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.entries.size_hint()
    }
}

impl ExactSizeIterator for Texts<'_> {}
impl FusedIterator for Texts<'_> {}

/// Items of an answer, made as they are taken.
pub struct Items<'a, T> {
    tape: &'a Arc<Tape>,
    bases: std::slice::Iter<'a, u64>,
    item: PhantomData<T>,
}

impl<T: Item> Iterator for Items<'_, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.bases.next().map(|&base| T::from_node(Node::new(self.tape.clone(), base as u32)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.bases.size_hint()
    }
}

impl<T: Item> ExactSizeIterator for Items<'_, T> {}
impl<T: Item> FusedIterator for Items<'_, T> {}
