//! Times that the vendor prints without a zone.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::zones;

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
        own_form(self.text).or_else(|| self.text.parse().ok())
    }

    /// The instant, in the zone that the client was built with; `None` without one, or if the text is not a time.
    ///
    /// Of the two instants of a repeated hour this is the earlier one, see [`is_ambiguous`](Self::is_ambiguous).
    pub fn instant(&self) -> Option<Timestamp> {
        self.in_zone(self.zone?)
    }

    /// Seconds by which the client's zone is ahead of UTC at this time: the time less these is the [`instant`](Self::instant).
    pub fn offset(&self) -> Option<i32> {
        Some(offset(self.zone?, self.civil()?))
    }

    /// The time in the form of ISO 8601, `2024-05-02 10:15:00-04:00`; without an offset where the zone is not known. `None` if the
    /// text is not a time, or one before the year 1, which not every language knows.
    pub fn iso(&self) -> Option<String> {
        let mut iso = String::with_capacity("2024-05-02 10:15:00.000000-04:56:02".len());
        let civil = match own_form(self.text) {
            Some(civil) => {
                iso.push_str(self.text);
                civil
            }
            None => {
                let civil: DateTime = self.text.parse().ok()?;
                iso.push_str(&civil.strftime("%Y-%m-%d %H:%M:%S.%6f").to_string());
                civil
            }
        };
        if civil.year() < 1 {
            return None;
        }
        if let Some(zone) = self.zone {
            let offset = offset(zone, civil);
            let seconds = offset.unsigned_abs();
            // By hand: lists are full of times, and `write!` takes longer than all the rest.
            let mut push = |mark, number: u32| {
                iso.push(mark);
                iso.extend(
                    [number / 10, number % 10].into_iter().filter_map(|digit| char::from_digit(digit, 10)),
                );
            };
            push(if offset < 0 { '-' } else { '+' }, seconds / 3600);
            push(':', seconds / 60 % 60);
            if !seconds.is_multiple_of(60) {
                push(':', seconds % 60);
            }
        }
        Some(iso)
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

/// Reads the form that the vendor prints, `YYYY-MM-DD HH:MM:SS`: it is ISO 8601 as it stands.
fn own_form(text: &str) -> Option<DateTime> {
    let text: &[u8; 19] = text.as_bytes().try_into().ok()?;
    if [text[4], text[7], text[10], text[13], text[16]] != *b"-- ::" {
        return None;
    }
    let digit = |at: usize| Some(text[at].wrapping_sub(b'0')).filter(|digit| *digit < 10);
    let two = |at: usize| Some((digit(at)? * 10 + digit(at + 1)?) as i8);
    let year = i16::from(two(0)?) * 100 + i16::from(two(2)?);
    DateTime::new(year, two(5)?, two(8)?, two(11)?, two(14)?, two(17)?, 0).ok()
}

/// Seconds by which a zone is ahead of UTC at a time; of the two of a repeated hour the earlier ones, as for the instant.
fn offset(zone: &TimeZone, civil: DateTime) -> i32 {
    let offset = match zone.to_ambiguous_timestamp(civil).offset() {
        AmbiguousOffset::Unambiguous { offset } => offset,
        AmbiguousOffset::Gap { before, .. } | AmbiguousOffset::Fold { before, .. } => before,
    };
    offset.seconds()
}

/// Reads an IANA zone name. What stands in its place is quoted only if it looks like one: a URL or a key may hold a secret.
pub(crate) fn time_zone(parameter: &str, name: &str) -> crate::Result<TimeZone> {
    zones::get(name).ok_or_else(|| {
        let is_quoted = name.bytes().all(|byte| byte.is_ascii_alphabetic() || b"/_-".contains(&byte));
        let quoted = if is_quoted { format!("`{name}` ") } else { String::new() };
        crate::Error::invalid_argument(
            parameter,
            format_args!(
                "{quoted}is not a time zone; give an IANA name such as `Europe/Berlin` or `US/Eastern`"
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
            let civil_less_offset = || {
                let offset = jiff::tz::Offset::from_seconds(time.offset()?).ok()?;
                offset.to_timestamp(time.civil()?).ok()
            };
            assert_eq!(civil_less_offset(), time.instant(), "{name}");
        }
    }

    #[test]
    fn a_time_is_written_with_the_offset_of_its_zone() {
        let zone = time_zone("time_zone", "US/Eastern").unwrap();
        let cases = [
            ("2024-05-02 10:15:00", Some(&zone), Some("2024-05-02 10:15:00-04:00")),
            ("2024-11-03 01:30:00", Some(&zone), Some("2024-11-03 01:30:00-04:00")),
            ("1800-01-01 00:00:00", Some(&zone), Some("1800-01-01 00:00:00-04:56:02")),
            ("2024-05-02 10:15:00", None, Some("2024-05-02 10:15:00")),
            ("2024-05-02 10:15:00.25", None, Some("2024-05-02 10:15:00.250000")),
            ("20240502T101500.123", None, Some("2024-05-02 10:15:00.123000")),
            ("2024-05-02T10:15:00", None, Some("2024-05-02 10:15:00.000000")),
            ("2024-12-31 23:59:60", None, Some("2024-12-31 23:59:59.000000")),
            ("2024-02-30 10:15:00", Some(&zone), None),
            ("2024-05-02 1a:15:00", Some(&zone), None),
            ("0000-00-00 00:00:00", Some(&zone), None),
            ("0000-01-01 00:00:00", Some(&zone), None),
            ("", Some(&zone), None),
            ("yesterday", Some(&zone), None),
        ];
        for (text, zone, iso) in cases {
            assert_eq!(LocalTime::new(text, zone).iso().as_deref(), iso, "{text}");
        }
    }

    #[test]
    fn an_unknown_zone_is_refused_by_name() {
        let error = time_zone("time_zone", "Mars/Olympus").unwrap_err();
        assert_eq!(error.parameter(), Some("time_zone"));
        assert!(error.to_string().contains("Mars/Olympus"));
    }

    #[test]
    fn what_stands_in_place_of_a_zone_is_not_quoted() {
        for misplaced in ["http://admin:Winter24@proxy", "lpkey_4f5a9", "6a2c0e"] {
            let error = time_zone("time_zone", misplaced).unwrap_err();
            assert!(!format!("{error} {error:?}").contains(misplaced), "{error}");
        }
    }
}
