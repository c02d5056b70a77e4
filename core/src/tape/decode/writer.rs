//! The tape while it is written: slots, texts that had to be made, and secrets to overwrite.

use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Range;

use serde_json::value::RawValue;

use super::value::Value;
use crate::tape::{IN_ARENA, Kind, NONE};

thread_local! {
    /// Slots are gathered here and copied out at their exact size: growing a page's own leaves holes in the heap that add up to
    /// a third of a large list.
    static SCRATCH: Cell<Vec<u64>> = const { Cell::new(Vec::new()) };
}

pub(super) struct Writer {
    start: usize,
    length: usize,
    pub slots: Vec<u64>,
    arena: String,
    secrets: Vec<Range<usize>>,
}

impl Writer {
    pub(super) fn new(body: &str) -> Self {
        let mut slots = SCRATCH.take();
        slots.clear();
        Writer {
            start: body.as_ptr() as usize,
            length: body.len(),
            slots,
            arena: String::new(),
            secrets: Vec::new(),
        }
    }

    pub(super) fn seed(&mut self, kind: Kind) -> Value<'_> {
        Value { writer: self, kind, context: "the answer" }
    }

    /// What was written: slots, arena, and the places of secrets.
    pub(super) fn finish(self) -> (Vec<u64>, String, Vec<Range<usize>>) {
        let slots = self.slots.to_vec();
        SCRATCH.set(self.slots);
        (slots, self.arena, self.secrets)
    }

    /// A text that stands in the body.
    pub(super) fn borrowed(&mut self, text: &str) -> u64 {
        let offset = (text.as_ptr() as usize).wrapping_sub(self.start);
        if offset.saturating_add(text.len()) > self.length {
            return self.owned(text);
        }
        (offset as u64) << 32 | text.len() as u64
    }

    pub(super) fn owned(&mut self, text: &str) -> u64 {
        let offset = self.arena.len();
        self.arena.push_str(text);
        (offset as u64) << 32 | IN_ARENA | text.len() as u64
    }

    pub(super) fn text(&mut self, text: Cow<'_, str>) -> u64 {
        match text {
            Cow::Borrowed(text) => self.borrowed(text),
            Cow::Owned(text) => self.owned(&text),
        }
    }

    pub(super) fn list(&mut self, entries: &[u64], length: usize) -> u64 {
        let at = self.slots.len() as u64;
        self.slots.push(length as u64);
        self.slots.extend_from_slice(entries);
        at
    }

    /// A value that nobody may see: its text in the body is overwritten when the body is free.
    pub(super) fn secret(&mut self, raw: &RawValue) -> u64 {
        let text = raw.get();
        if text == "null" {
            return NONE;
        }
        let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        let slot = self.borrowed(inner.unwrap_or(text));
        let start = (slot >> 32) as usize;
        self.secrets.push(start..start + inner.unwrap_or(text).len());
        if inner.is_some() { slot } else { self.owned("*") }
    }
}
