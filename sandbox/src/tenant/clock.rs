//! Times as the Provisioning API prints them: whole seconds, no zone.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

use super::events::InvalidTime;

/// `YYYY-MM-DD HH:MM:SS`.
pub(crate) fn text(time: DateTime) -> String {
    format!(
        "{:04}-{:02}-{:02} {:02}:{:02}:{:02}",
        time.year(),
        time.month(),
        time.day(),
        time.hour(),
        time.minute(),
        time.second()
    )
}

/// The text of seconds of civil time (see [`Details`](super::Details)).
pub(crate) fn seconds_text(seconds: i64) -> String {
    text(TimeZone::UTC.to_datetime(Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH)))
}

/// Seconds of civil time of an instant in a zone.
pub(crate) fn civil_seconds(at: Timestamp, zone: &TimeZone) -> i64 {
    seconds(zone.to_datetime(at))
}

/// Seconds of civil time; 0 for a time outside the range of the calendar.
pub(crate) fn seconds(time: DateTime) -> i64 {
    TimeZone::UTC.to_timestamp(time).map_or(0, Timestamp::as_second)
}

/// Seconds of a civil time that is known when the program is written.
pub(crate) fn at(year: i16, month: i8, day: i8, hour: i8, minute: i8, second: i8) -> i64 {
    seconds(civil::datetime(year, month, day, hour, minute, second, 0))
}

/// Seconds of civil time of a text `YYYY-MM-DD HH:MM:SS`, as the times of [`Details`](super::Details) are counted.
pub fn local_time(text: &str) -> Result<i64, InvalidTime> {
    let time = DateTime::strptime("%Y-%m-%d %H:%M:%S", text).map_err(|_| InvalidTime(text.to_owned()))?;
    Ok(seconds(time))
}
