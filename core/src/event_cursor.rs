//! Reading the audit log again and again without losing or doubling an event.
//!
//! Events arrive late, and carry no id and no zone. A job that reads from where it stopped loses the late ones; one that reads
//! an overlap doubles the others. The cursor holds the latest time that was read and the ids of the events in the
//! overlap before it: each event is given once, the late ones too.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::SignedDuration;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::generated::{Event, EventQuery, ProvisioningEvents};

/// How far a job has read the audit log. Store it, as JSON, once the events that came with it are safely stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventCursor {
    /// The latest time that was read, in the zone of the account; or where to begin.
    latest: DateTime,
    /// How long before it events may still arrive.
    overlap_seconds: u64,
    /// The ids of the events that were given within the overlap.
    given: BTreeSet<String>,
}

/// New events, the earliest first, and the cursor behind them.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct EventBatch {
    /// Events that were not given before.
    pub events: Vec<Event>,
    /// Where to go on.
    pub cursor: EventCursor,
}

impl EventCursor {
    /// Begins at a time in the zone of the account. Events that arrive up to an hour late are still found.
    pub fn starting_at(start: DateTime) -> Self {
        EventCursor { latest: start, overlap_seconds: 3600, given: BTreeSet::new() }
    }

    /// How late an event may arrive and still be found; an hour by default.
    #[must_use]
    pub fn overlap(mut self, overlap: Duration) -> Self {
        self.overlap_seconds = overlap.as_secs();
        self
    }

    /// The latest time that was read, in the zone of the account.
    pub fn latest(&self) -> DateTime {
        self.latest
    }

    /// The earliest time that has to be read again. In the hour that daylight saving repeats, a later event can have an earlier
    /// time.
    fn from(&self, zone: &TimeZone) -> Result<DateTime> {
        let mut back = SignedDuration::from_secs(i64::try_from(self.overlap_seconds).unwrap_or(i64::MAX));
        if zone.to_ambiguous_timestamp(self.latest).is_ambiguous() {
            back = back.saturating_add(SignedDuration::from_hours(1));
        }
        let from = self.latest.checked_sub(back);
        from.map_err(|_| Error::invalid_argument("overlap", "reaches back before the beginning of time"))
    }
}

impl ProvisioningEvents<'_> {
    /// Gives the events that are new since the cursor, the earliest first, and the cursor behind them.
    ///
    /// Deliver the events first and store the cursor after that: a job that dies in between gives them again, and never loses
    /// one. Their ids are stable, so the receiver can tell. A list that cannot be read to its end is an error, and the cursor
    /// stays where it was. The bounds of `query` are the cursor's; its other filters hold.
    ///
    /// Vendor: command `reporting`.
    pub async fn since(self, cursor: &EventCursor, query: &EventQuery) -> Result<EventBatch> {
        let zone = self.client.required_zone()?;
        let query = EventQuery { from: Some(cursor.from(zone)?.into()), to: None, ..query.clone() };
        let mut events = Vec::new();
        let mut pages = self.list(&query);
        let mut next = EventCursor { given: BTreeSet::new(), ..cursor.clone() };
        let mut ids = Vec::new();
        while let Some(page) = pages.next_page().await? {
            for event in &page {
                let (id, time) = (event.id(), event.time().and_then(|time| time.civil()));
                next.latest = next.latest.max(time.unwrap_or(next.latest));
                if !cursor.given.contains(&id) {
                    events.push(event);
                }
                ids.push((time, id));
            }
        }
        events.reverse();
        let from = next.from(zone)?;
        next.given = ids
            .into_iter()
            .filter(|(time, _)| time.is_none_or(|time| time >= from))
            .map(|(_, id)| id)
            .collect();
        Ok(EventBatch { events, cursor: next })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repeated_hour_is_read_from_its_beginning() {
        let zone = crate::local_time::time_zone("time_zone", "US/Eastern").unwrap();
        let cases = [
            ("2024-05-02T10:00:00", "2024-05-02T09:45:00"),
            ("2024-11-03T01:59:59", "2024-11-03T00:44:59"),
            ("2024-11-03T02:05:00", "2024-11-03T01:50:00"),
        ];
        for (latest, from) in cases {
            let cursor = EventCursor::starting_at(latest.parse().unwrap()).overlap(Duration::from_secs(900));
            assert_eq!(cursor.from(&zone).unwrap(), from.parse::<DateTime>().unwrap(), "{latest}");
        }
    }
}
