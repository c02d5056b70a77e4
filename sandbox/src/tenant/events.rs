//! The audit log of a tenant.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::clock;

/// An entry of the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When, in microseconds since the epoch; unique within a tenant, so that paging by `next` moves on.
    pub at: i64,
    /// Number of the event, the `ID` of the siem shape.
    pub id: u64,
    /// Who acted.
    pub username: Box<str>,
    /// From where; not always a valid address.
    pub ip_address: Box<str>,
    /// What was done.
    pub action: Box<str>,
    /// About what.
    pub data: Box<str>,
    /// Whether the filter `admin` keeps it.
    pub admin: bool,
    /// A member that no documentation names; `None` = not printed.
    pub session: Option<Box<str>>,
}

/// An event to be pushed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NewEvent {
    /// Local time in the tenant's zone, `YYYY-MM-DD HH:MM:SS`; `None` = now.
    pub time: Option<String>,
    /// In an hour that comes twice, take the second one.
    pub second_pass: bool,
    /// Who acted.
    pub username: String,
    /// From where; empty = an address of a documentation network.
    pub ip_address: String,
    /// What was done.
    pub action: String,
    /// About what.
    pub data: String,
    /// Whether the filter `admin` keeps it.
    pub admin: bool,
}

/// Why an event was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidTime(pub(crate) String);

impl std::fmt::Display for InvalidTime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "not a local time of the form YYYY-MM-DD HH:MM:SS: {}", self.0)
    }
}

impl std::error::Error for InvalidTime {}

/// Events in ascending order of time.
#[derive(Clone, Debug)]
pub(crate) struct AuditLog {
    events: Vec<Event>,
    next_id: u64,
    zone: TimeZone,
}

impl AuditLog {
    pub(crate) fn new(zone: TimeZone) -> Self {
        Self { events: Vec::new(), next_id: 900_001, zone }
    }

    pub(crate) fn events(&self) -> &[Event] {
        &self.events
    }

    pub(crate) fn clear(&mut self) {
        self.events.clear();
    }

    /// Adds an event; one that falls on a taken microsecond moves to the next free one.
    pub(crate) fn push(&mut self, mut event: Event) {
        if self.events.last().is_none_or(|last| last.at < event.at) {
            event.id = self.next_id;
            self.next_id += 1;
            self.events.push(event);
        } else {
            self.push_many(event, 1);
        }
    }

    /// Adds the same event several times, a microsecond apart.
    pub(crate) fn push_many(&mut self, mut event: Event, times: usize) {
        let mut at = self.events.partition_point(|other| other.at < event.at);
        let mut added = Vec::with_capacity(times);
        for _ in 0..times {
            while self.events.get(at).is_some_and(|other| other.at == event.at) {
                event.at += 1;
                at += 1;
            }
            event.id = self.next_id;
            self.next_id += 1;
            added.push(event.clone());
            event.at += 1;
        }
        self.events.extend(added);
        // Nearly sorted, which this sort makes use of.
        self.events.sort_by_key(|event| event.at);
    }

    /// The first microsecond that a local time can mean.
    pub(crate) fn earliest(&self, time: &str) -> Option<i64> {
        let civil = parse(time)?;
        self.zone.to_ambiguous_timestamp(civil).earlier().ok().map(Timestamp::as_microsecond)
    }

    /// The last microsecond of the latest second that a local time can mean.
    pub(crate) fn latest(&self, time: &str) -> Option<i64> {
        Some(self.latest_start(time)? + 999_999)
    }

    pub(crate) fn latest_start(&self, time: &str) -> Option<i64> {
        let civil = parse(time)?;
        self.zone.to_ambiguous_timestamp(civil).later().ok().map(Timestamp::as_microsecond)
    }

    /// The local time of an instant, without its zone, whole seconds.
    pub(crate) fn local_time(&self, at: i64) -> String {
        let at = Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
        clock::text(self.zone.to_datetime(at))
    }
}

fn parse(time: &str) -> Option<DateTime> {
    DateTime::strptime("%Y-%m-%d %H:%M:%S", time).ok()
}
