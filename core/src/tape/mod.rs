//! A decoded answer: the vendor's bytes, kept once, and a tape of small slots that point into them.
//!
//! A page of 2,000 users with two dozen members each is one allocation of text and one of slots. Nothing is made per
//! item until the caller touches it: an item is a reference to the tape and an index, and a member is read where
//! it stands. Answers are checked while they are decoded, so that reading a member later cannot fail.

mod compose;
mod decode;
mod detach;
mod item;
mod json;
#[cfg(test)]
mod properties;
mod schema;
mod stored;
#[cfg(test)]
pub(crate) mod tests;

pub(crate) use decode::decode;
pub(crate) use item::item;
pub use item::{Item, Items, Node, SchemaRef, Texts};
pub(crate) use schema::{Kind, Member, Schema};

use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::transport::ResponseInfo;

/// Marks an absent or null value of any kind: no text begins at 2 GiB, no id is `i64::MIN`, and -0.0 is stored as 0.0.
pub(crate) const NONE: u64 = 1 << 63;

/// Set in the lower half of a text slot whose text stands in the arena and not in the body.
const IN_ARENA: u64 = 1 << 31;

/// A decoded answer.
#[derive(Default)]
pub(crate) struct Tape {
    /// The body as it came, with stored passwords overwritten.
    body: String,
    /// Texts that do not stand in the body as they are: unescaped strings, numbers where a text was expected.
    arena: String,
    slots: Vec<u64>,
    root: u64,
    info: ResponseInfo,
    zone: Option<TimeZone>,
}

impl Tape {
    /// An answer without a body.
    pub(crate) fn empty(info: ResponseInfo) -> Self {
        Tape { root: NONE, info, ..Tape::default() }
    }

    /// Whether the answer had a body.
    pub(crate) fn has_root(&self) -> bool {
        self.root != NONE
    }

    /// What came with the body: status, headers, attempts.
    pub(crate) fn info(&self) -> &ResponseInfo {
        &self.info
    }

    /// The zone that the caller named for times without one.
    pub(crate) fn zone(&self) -> Option<&TimeZone> {
        self.zone.as_ref()
    }

    /// The record at the root of the answer.
    pub(crate) fn root(self: &Arc<Self>) -> Node {
        Node::new(self.clone(), self.root as u32)
    }

    /// The slot at the root of the answer: a record or a list.
    pub(crate) fn root_slot(&self) -> u64 {
        self.root
    }

    /// Whether the record at the root names any member of its schema, be it with null.
    ///
    /// A null leaves no trace on the tape, so the names are looked up in the body; that is done for the rare answer alone
    /// whose members are all null or unknown.
    pub(crate) fn names_any_member(&self, schema: &Schema) -> bool {
        if !self.has_root() {
            return false;
        }
        let base = self.root as usize;
        if (0..schema.members.len()).any(|index| self.slot(base + index).is_some()) {
            return true;
        }
        let names = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(&self.body);
        names.is_ok_and(|names| names.keys().any(|name| schema.index_of(name, 0).is_some()))
    }

    /// The body, with stored passwords overwritten.
    pub(crate) fn body(&self) -> &[u8] {
        self.body.as_bytes()
    }

    /// Whether the record at the root has a member of this name that is not null.
    pub(crate) fn has_member(&self, schema: &Schema, name: &str) -> bool {
        self.root_member(schema, name).is_some()
    }

    /// The member of this name of the record at the root, as a slot.
    pub(crate) fn root_member(&self, schema: &Schema, name: &str) -> Option<u64> {
        let index = schema.members.iter().position(|member| member.name == name)?;
        self.slot(self.root as usize + index)
    }

    /// A member of a record, as a slot.
    pub(crate) fn member(&self, base: u32, index: usize) -> Option<u64> {
        self.slot(base as usize + index)
    }

    /// The text of a member of a record; empty if it is absent.
    pub(crate) fn member_text(&self, base: u32, index: usize) -> &str {
        self.member(base, index).map_or("", |slot| self.text(slot))
    }

    /// The bases of the records in a list.
    pub(crate) fn records(&self, slot: u64) -> Vec<u32> {
        self.list(slot).iter().map(|&base| base as u32).collect()
    }

    /// The texts of a list.
    pub(crate) fn texts(&self, slot: u64) -> impl Iterator<Item = &str> {
        self.list(slot).iter().map(|&slot| self.text(slot))
    }

    fn slot(&self, index: usize) -> Option<u64> {
        self.slots.get(index).copied().filter(|&slot| slot != NONE)
    }

    /// The text of a slot.
    pub(crate) fn text(&self, slot: u64) -> &str {
        let start = (slot >> 32) as usize;
        let length = (slot & (IN_ARENA - 1)) as usize;
        let store = if slot & IN_ARENA == 0 { &self.body } else { &self.arena };
        store.get(start..start + length).unwrap_or_default()
    }

    /// A text of a list or a map, which alone could say that there is none.
    pub(crate) fn entry(&self, slot: u64) -> &str {
        if slot == NONE { "" } else { self.text(slot) }
    }

    /// Whether the text of a slot stands between quotes in the body: it holds nothing that JSON would escape.
    pub(crate) fn is_quoted(&self, slot: u64) -> bool {
        let before = ((slot >> 32) as usize).checked_sub(1);
        slot & IN_ARENA == 0 && before.and_then(|before| self.body.as_bytes().get(before)) == Some(&b'"')
    }

    /// The entries of a list: its slot points at its length, the entries follow.
    pub(crate) fn list(&self, slot: u64) -> &[u64] {
        let start = slot as usize;
        let length = self.slots.get(start).map_or(0, |&length| length as usize);
        self.slots.get(start + 1..start + 1 + length).unwrap_or_default()
    }
}
