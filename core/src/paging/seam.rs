//! The seam between two pages of an event report.
//!
//! The vendor's mark is inclusive: the next page begins with the event at the mark, which the page before has given
//! already. Events have no id, and equal events really happen within one second, so the seam is found by sequence
//! (the shortest end of one page that is the beginning of the next) and equal rows are told apart by counting them.

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
}

impl Seam {
    /// The seam of a stored position. Its second is not known, and not needed.
    pub(crate) fn resume(rows: Vec<u64>) -> Self {
        let repeatable = rows.len();
        Seam { second: String::new(), rows, repeatable }
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
        // The vendor's form of a time sorts as text. Turning and a stable sort keep the order within a second.
        if let (Some(&first), Some(&last)) = (bases.first(), bases.last())
            && text(tape, first, time) < text(tape, last, time)
        {
            bases.reverse();
        }
        bases.sort_by(|&one, &two| text(tape, two, time).cmp(text(tape, one, time)));
        let indices = ROW.map(|name| schema.index_of(name, 0));
        let rows: Vec<u64> = bases.iter().map(|&base| row(tape, base, &indices)).collect();
        let repeated = self.repeated(&rows);
        if repeated > 0 && self.second.is_empty() {
            self.second = text(tape, bases[0], time).to_owned();
        }
        bases.drain(..repeated);
        self.repeatable = 0;
        for (&base, &row) in bases.iter().zip(&rows[repeated..]) {
            let second = text(tape, base, time);
            if second != self.second {
                self.second = second.to_owned();
                self.rows.clear();
                self.repeatable = 0;
            }
            let number = self.rows.iter().filter(|&&given| given == row).count();
            self.rows.push(row);
            self.repeatable += 1;
            tape.set_integer(base, ordinal, number as i64);
        }
        repeated
    }

    /// The length of the shortest end of what was given with which this page begins.
    fn repeated(&self, page: &[u64]) -> usize {
        let given = &self.rows[self.rows.len() - self.repeatable..];
        let longest = given.len().min(page.len());
        (1..=longest).find(|&length| given[given.len() - length..] == page[..length]).unwrap_or(0)
    }
}

fn text(tape: &Tape, base: u32, index: usize) -> &str {
    tape.member(base, index).map_or("", |slot| tape.text(slot))
}

/// A fingerprint of a row, the same in every process.
fn row(tape: &Tape, base: u32, indices: &[Option<usize>]) -> u64 {
    let mut context = Context::new(&SHA256);
    for index in indices {
        let text = index.map_or("", |index| text(tape, base, index));
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
                (text(&tape, base, action).to_owned(), tape.member(base, EVENT_ORDINAL).unwrap() as i64)
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
    fn an_ascending_page_is_turned() {
        let events = read(&[&[(7, "c"), (8, "b"), (9, "a")]]);
        assert_eq!(events, expect(&[("a", 0), ("b", 0), ("c", 0)]));
    }
}
