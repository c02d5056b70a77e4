//! The bounds of an event report: an instant, or a local time in the zone of the account.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::error::{Error, Result};

/// One end of a span of time, inclusive, in whole seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeBound {
    /// An instant, whatever the zone.
    Instant(Timestamp),
    /// A time in the zone of the account.
    Local(DateTime),
}

impl TimeBound {
    /// The local time in a zone, as the vendor takes it.
    pub(crate) fn in_zone(self, zone: &TimeZone) -> DateTime {
        match self {
            TimeBound::Instant(instant) => zone.to_datetime(instant),
            TimeBound::Local(local) => local,
        }
    }
}

impl From<Timestamp> for TimeBound {
    fn from(instant: Timestamp) -> Self {
        TimeBound::Instant(instant)
    }
}

impl From<DateTime> for TimeBound {
    fn from(local: DateTime) -> Self {
        TimeBound::Local(local)
    }
}

impl FromStr for TimeBound {
    type Err = Error;

    /// Reads `2024-05-02T10:15:00Z` or with an offset as an instant, `2024-05-02 10:15:00` as a local time.
    fn from_str(text: &str) -> Result<Self> {
        if let Ok(instant) = text.parse::<Timestamp>() {
            return Ok(TimeBound::Instant(instant));
        }
        text.parse().map(TimeBound::Local).map_err(|_| {
            Error::invalid_argument(
                "time",
                format_args!(
                    "`{text}` is neither `YYYY-MM-DD HH:MM:SS` nor an instant such as `2024-05-02T10:15:00Z`"
                ),
            )
        })
    }
}
