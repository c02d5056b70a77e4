//! The ids that a listing has given: lists shift while they are read, and an item then stands on two pages.

use std::collections::HashSet;

use roaring::RoaringTreemap;

/// A set of ids; 2 to 4 bytes an id for the numbers that the vendor uses.
#[derive(Default)]
pub(crate) struct Seen {
    numbers: RoaringTreemap,
    texts: HashSet<Box<str>>,
}

impl Seen {
    /// Adds a number; false if it was there.
    pub(crate) fn insert_number(&mut self, id: u64) -> bool {
        self.numbers.insert(id)
    }

    /// Adds a text, which is a number as a rule; false if it was there.
    pub(crate) fn insert_text(&mut self, id: &str) -> bool {
        match id.parse::<u64>() {
            // "007" and "7" are two texts.
            Ok(number) if id == "0" || !id.starts_with(['0', '+']) => self.insert_number(number),
            _ => !self.texts.contains(id) && self.texts.insert(id.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_counts_once_whatever_its_order_and_form() {
        let mut seen = Seen::default();
        let cases =
            [("5", true), ("3", true), ("5", false), ("9", true), ("3", false), ("007", true), ("7", true)];
        for (id, new) in cases {
            assert_eq!(seen.insert_text(id), new, "{id}");
        }
        assert!(seen.insert_text("ada@example.com"));
        assert!(!seen.insert_text("ada@example.com"));
        assert!(seen.insert_text("18446744073709551615"));
        assert!(!seen.insert_text("18446744073709551615"));
    }
}
