//! The seam between two pages of an event report.
//!
//! The vendor's mark is inclusive: the next page begins with the event at the mark, which the page before has given
//! already. Events have no id, and equal events really happen within one second, so the seam is found by sequence
//! (the shortest end of one page that is the beginning of the next) and equal rows are told apart by counting them.

use std::collections::HashMap;

use ring::digest::{Context, SHA256};

use crate::tape::{Schema, Tape};

/// The members that make an event: time, user, address, action, data, and the id that one shape of the answer has.
const ROW: [&str; 6] = ["Time", "Username", "IP_Address", "Action", "Data", "ID"];

/// The rows of the last second that was given, latest first.
#[derive(Default)]
pub(crate) struct Seam {
    second: String,
    rows: Vec<u64>,
    /// How many rows at the end of `rows` came with the last page: only they can be repeated.
    repeatable: usize,
    /// Whether the vendor sends the earliest event first, once a page has shown it.
    ascending: Option<bool>,
}

impl Seam {
    /// The seam of a stored position. Its second is not known, and not needed.
    pub(crate) fn resume(rows: Vec<u64>) -> Self {
        let repeatable = rows.len();
        Seam { rows, repeatable, ..Seam::default() }
    }

    pub(crate) fn rows(&self) -> Vec<u64> {
        self.rows.clone()
    }

    /// Puts the events of a page in order, latest first, drops those that the page before has given, and numbers equal
    /// ones of one second. Gives the number of dropped events.
    pub(crate) fn join(
        &mut self,
        tape: &mut Tape,
        bases: &mut Vec<u32>,
        schema: &Schema,
        ordinal: usize,
    ) -> usize {
        let time = schema.index_of("Time", 0).unwrap_or_default();
        self.turn(tape, bases, time);
        // The seam is in the vendor's order: in the hour that daylight saving repeats, texts do not sort as their instants.
        let indices = ROW.map(|name| schema.index_of(name, 0));
        let rows: Vec<u64> = bases.iter().map(|&base| row(tape, base, &indices)).collect();
        let repeated = self.repeated(&rows);
        if repeated > 0 && self.second.is_empty() {
            self.second = tape.member_text(bases[0], time).to_owned();
        }
        let mut events: Vec<(u32, u64)> = bases.drain(..).zip(rows).skip(repeated).collect();
        let last =
            events.last().map_or(self.second.clone(), |&(base, _)| tape.member_text(base, time).to_owned());
        let end: Vec<u64> = events
            .iter()
            .rev()
            .take_while(|&&(base, _)| tape.member_text(base, time) == last)
            .map(|&(_, row)| row)
            .collect();
        // The vendor's form of a time sorts as text; a stable sort keeps the order within a second.
        events.sort_by(|&(one, _), &(two, _)| tape.member_text(two, time).cmp(tape.member_text(one, time)));
        self.number(tape, &events, time, ordinal);
        if last != self.second {
            self.second = last;
            self.rows.clear();
        }
        self.repeatable = end.len();
        self.rows.extend(end.into_iter().rev());
        bases.extend(events.into_iter().map(|(base, _)| base));
        repeated
    }

    /// Turns a page that begins with the earliest event. One jump back of the clock does not hide the order.
    fn turn(&mut self, tape: &Tape, bases: &mut [u32], time: usize) {
        let later = |pair: &&[u32]| tape.member_text(pair[1], time) > tape.member_text(pair[0], time);
        let earlier = |pair: &&[u32]| tape.member_text(pair[1], time) < tape.member_text(pair[0], time);
        let (rises, falls) =
            (bases.windows(2).filter(later).count(), bases.windows(2).filter(earlier).count());
        if self.ascending.is_none() && rises != falls {
            self.ascending = Some(rises > falls);
        }
        if self.ascending == Some(true) {
            bases.reverse();
        }
    }

    /// Numbers equal events of one second, those of the pages before counted in.
    fn number(&self, tape: &mut Tape, events: &[(u32, u64)], time: usize, ordinal: usize) {
        let mut second = self.second.clone();
        let mut given: HashMap<u64, i64> = HashMap::new();
        self.rows.iter().for_each(|&row| *given.entry(row).or_default() += 1);
        for &(base, row) in events {
            if tape.member_text(base, time) != second {
                second = tape.member_text(base, time).to_owned();
                given.clear();
            }
            let number = given.entry(row).or_default();
            tape.set(u64::from(base), ordinal, *number as u64);
            *number += 1;
        }
    }

    /// The length of the shortest end of what was given with which this page begins.
    fn repeated(&self, page: &[u64]) -> usize {
        let given = &self.rows[self.rows.len() - self.repeatable..];
        let longest = given.len().min(page.len());
        (1..=longest).find(|&length| given[given.len() - length..] == page[..length]).unwrap_or(0)
    }
}

/// A fingerprint of a row, the same in every process.
fn row(tape: &Tape, base: u32, indices: &[Option<usize>]) -> u64 {
    let mut context = Context::new(&SHA256);
    for index in indices {
        let text = index.map_or("", |index| tape.member_text(base, index));
        context.update(&(text.len() as u64).to_le_bytes());
        context.update(text.as_bytes());
    }
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&context.finish().as_ref()[..8]);
    u64::from_le_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ResponseInfo;
    use crate::generated::{EVENT_ORDINAL, Event};
    use crate::tape::{Item, Kind, decode};

    /// Joins pages of events, written as second and action, and gives action and ordinal of each event that is left.
    fn read(pages: &[&[(u32, &str)]]) -> Vec<(String, i64)> {
        let schema: &'static Schema = &Event::SCHEMA.0;
        let mut seam = Seam::default();
        let mut events = Vec::new();
        for page in pages {
            let rows: Vec<serde_json::Value> = page
                .iter()
                .map(|(second, action)| {
                    serde_json::json!({ "Time": format!("2024-05-02 10:15:{second:02}"), "Action": action })
                })
                .collect();
            let body = serde_json::to_vec(&rows).unwrap();
            let mut tape = decode(body, Kind::Objects(schema), ResponseInfo::default(), None).ok().unwrap();
            let mut bases = tape.records(tape.root_slot());
            seam.join(&mut tape, &mut bases, schema, EVENT_ORDINAL);
            let action = schema.index_of("Action", 0).unwrap();
            events.extend(bases.iter().map(|&base| {
                (tape.member_text(base, action).to_owned(), tape.member(base, EVENT_ORDINAL).unwrap() as i64)
            }));
        }
        events
    }

    fn expect(events: &[(&str, i64)]) -> Vec<(String, i64)> {
        events.iter().map(|(action, ordinal)| ((*action).to_owned(), *ordinal)).collect()
    }

    #[test]
    fn the_boundary_event_is_given_once() {
        let events = read(&[&[(9, "a"), (8, "b")], &[(8, "b"), (7, "c")]]);
        assert_eq!(events, expect(&[("a", 0), ("b", 0), ("c", 0)]));
    }

    #[test]
    fn equal_events_of_one_second_are_all_given() {
        let events = read(&[&[(9, "x"), (9, "x"), (9, "x")]]);
        assert_eq!(events, expect(&[("x", 0), ("x", 1), ("x", 2)]));
    }

    #[test]
    fn equal_events_on_both_sides_of_a_seam_lose_the_repeated_one_alone() {
        let events = read(&[&[(9, "x"), (9, "x")], &[(9, "x"), (9, "x"), (9, "x"), (8, "y")]]);
        assert_eq!(events, expect(&[("x", 0), ("x", 1), ("x", 2), ("x", 3), ("y", 0)]));
    }

    #[test]
    fn several_events_at_the_mark_are_given_once() {
        let events = read(&[&[(9, "a"), (8, "p"), (8, "q")], &[(8, "p"), (8, "q"), (8, "r")]]);
        assert_eq!(events, expect(&[("a", 0), ("p", 0), ("q", 0), ("r", 0)]));
    }

    #[test]
    fn a_page_that_begins_elsewhere_loses_nothing() {
        let events = read(&[&[(9, "a"), (8, "b")], &[(8, "c"), (8, "b")]]);
        assert_eq!(events, expect(&[("a", 0), ("b", 0), ("c", 0), ("b", 1)]));
    }

    #[test]
    fn a_clock_that_is_set_back_does_not_hide_the_seam() {
        let events = read(&[&[(9, "a"), (3, "b"), (8, "c"), (7, "d")], &[(7, "d"), (6, "e")]]);
        assert_eq!(events, expect(&[("a", 0), ("c", 0), ("d", 0), ("b", 0), ("e", 0)]));
    }

    #[test]
    fn an_ascending_page_is_turned() {
        let events = read(&[&[(7, "c"), (8, "b"), (9, "a")]]);
        assert_eq!(events, expect(&[("a", 0), ("b", 0), ("c", 0)]));
    }
}
