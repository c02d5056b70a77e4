//! Writing to a tape what no answer holds: records that are made of others.

use super::{IN_ARENA, NONE, Schema, Tape};
use crate::client::Client;
use crate::transport::ResponseInfo;

impl Tape {
    /// A tape for records that are made of what these answers say.
    pub(crate) fn made_of(answer: &Tape) -> Self {
        Tape { root: NONE, info: answer.info.clone(), zone: answer.zone.clone(), ..Tape::default() }
    }

    /// A tape for records that a client makes of nothing but constants.
    pub(crate) fn blank(client: &Client) -> Self {
        Tape { zone: client.options.zone.clone(), ..Tape::empty(ResponseInfo::default()) }
    }

    /// Says what came with the answers that the records are made of.
    pub(crate) fn with_info(mut self, info: ResponseInfo) -> Self {
        self.info = info;
        self
    }

    /// Makes a record the root.
    pub(crate) fn with_root(mut self, base: u64) -> Self {
        self.root = base;
        self
    }

    /// A record of which no member is there yet.
    pub(crate) fn add_record(&mut self, schema: &Schema) -> u64 {
        let base = self.slots.len();
        self.slots.resize(base + schema.members.len() + 1, NONE);
        base as u64
    }

    /// Writes a member of a record.
    pub(crate) fn set(&mut self, base: u64, index: usize, slot: u64) {
        if let Some(place) = self.slots.get_mut(base as usize + index) {
            *place = slot;
        }
    }

    /// A text.
    pub(crate) fn add_text(&mut self, text: &str) -> u64 {
        let offset = self.arena.len() as u64;
        self.arena.push_str(text);
        offset << 32 | IN_ARENA | text.len() as u64
    }

    /// A list of what stands in these slots.
    pub(crate) fn add_list(&mut self, entries: &[u64]) -> u64 {
        let at = self.slots.len() as u64;
        self.slots.push(entries.len() as u64);
        self.slots.extend_from_slice(entries);
        at
    }

    /// The slot of a part of a text.
    pub(crate) fn part(slot: u64, range: std::ops::Range<usize>) -> u64 {
        (slot & IN_ARENA) | (((slot >> 32) + range.start as u64) << 32) | range.len() as u64
    }

    /// Makes room for so many more slots, at once.
    pub(crate) fn reserve(&mut self, slots: usize) {
        self.slots.reserve_exact(slots);
    }
}
