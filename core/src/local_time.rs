//! Times that the vendor prints without a zone.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// A time as the vendor sent it, `YYYY-MM-DD HH:MM:SS` without a zone, and an instant where the caller named the zone.
#[derive(Clone, Copy, Debug)]
pub struct LocalTime<'a> {
    text: &'a str,
    zone: Option<&'a TimeZone>,
}

impl<'a> LocalTime<'a> {
    pub(crate) fn new(text: &'a str, zone: Option<&'a TimeZone>) -> Self {
        LocalTime { text, zone }
    }

    /// The text as the vendor sent it.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The time as it stands, without a zone; `None` if the text is not a time.
    pub fn civil(&self) -> Option<DateTime> {
        self.text.parse().ok()
    }

    /// The instant, in the zone that the client was built with; `None` without one, or if the text is not a time.
    ///
    /// Of the two instants of a repeated hour this is the earlier one, see [`is_ambiguous`](Self::is_ambiguous).
    pub fn instant(&self) -> Option<Timestamp> {
        self.in_zone(self.zone?)
    }

    /// The instant, if the time is meant in this zone.
    pub fn in_zone(&self, zone: &TimeZone) -> Option<Timestamp> {
        zone.to_timestamp(self.civil()?).ok()
    }

    /// Whether the text names two instants, or none, in the client's zone: the hour that daylight saving repeats or skips.
    pub fn is_ambiguous(&self) -> bool {
        match (self.zone, self.civil()) {
            (Some(zone), Some(civil)) => zone.to_ambiguous_timestamp(civil).is_ambiguous(),
            _ => false,
        }
    }
}

/// Reads an IANA zone name.
pub(crate) fn time_zone(parameter: &str, name: &str) -> crate::Result<TimeZone> {
    TimeZone::get(name).map_err(|_| {
        crate::Error::invalid_argument(
            parameter,
            format_args!(
                "`{name}` is not a time zone; give an IANA name such as `Europe/Berlin` or `US/Eastern`"
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_without_a_named_zone_stays_a_text() {
        let time = LocalTime::new("2024-05-02 10:15:00", None);
        assert_eq!((time.text(), time.instant()), ("2024-05-02 10:15:00", None));
    }

    #[test]
    fn the_repeated_hour_is_marked() {
        let zone = time_zone("time_zone", "US/Eastern").unwrap();
        let cases = [
            ("summer", "2024-05-02 10:15:00", Some("2024-05-02T14:15:00Z"), false),
            ("repeated hour", "2024-11-03 01:30:00", Some("2024-11-03T05:30:00Z"), true),
            ("skipped hour", "2024-03-10 02:30:00", Some("2024-03-10T07:30:00Z"), true),
            ("not a time", "yesterday", None, false),
        ];
        for (name, text, instant, ambiguous) in cases {
            let time = LocalTime::new(text, Some(&zone));
            assert_eq!(time.instant().map(|at| at.to_string()).as_deref(), instant, "{name}");
            assert_eq!(time.is_ambiguous(), ambiguous, "{name}");
        }
    }

    #[test]
    fn an_unknown_zone_is_refused_by_name() {
        let error = time_zone("time_zone", "Mars/Olympus").unwrap_err();
        assert_eq!(error.parameter(), Some("time_zone"));
        assert!(error.to_string().contains("Mars/Olympus"));
    }
}
