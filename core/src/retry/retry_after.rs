//! The header `Retry-After`: whole seconds, seconds with a fraction, or an HTTP date.

use std::time::{Duration, SystemTime};

/// Reads a `Retry-After`; `None` for what is malformed, negative or absurd (more than a year).
pub(crate) fn retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    const YEAR: Duration = Duration::from_secs(366 * 24 * 3600);
    let value = value.trim();
    let wait = if value.starts_with(|first: char| first.is_ascii_digit()) && !value.contains([':', 'e', 'E'])
    {
        Duration::try_from_secs_f64(value.parse().ok()?).ok()?
    } else {
        // A date in the past means that the wait is over.
        httpdate::parse_http_date(value).ok()?.duration_since(now).unwrap_or_default()
    };
    (wait <= YEAR).then_some(wait)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form() {
        let now = httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").unwrap();
        let cases = [
            ("seconds", "7", Some(7.0)),
            ("zero", "0", Some(0.0)),
            ("a fraction", "0.25", Some(0.25)),
            ("white space", " 3 ", Some(3.0)),
            ("an HTTP date", "Sun, 06 Nov 1994 08:50:07 GMT", Some(30.0)),
            ("an RFC 850 date", "Sunday, 06-Nov-94 08:50:07 GMT", Some(30.0)),
            ("an asctime date", "Sun Nov  6 08:50:07 1994", Some(30.0)),
            ("a date in the past", "Sun, 06 Nov 1994 08:49:00 GMT", Some(0.0)),
            ("a day", "86400", Some(86_400.0)),
            ("absurd", "99999999999999999999", None),
            ("negative", "-1", None),
            ("exponent", "1e3", None),
            ("words", "soon", None),
            ("empty", "", None),
        ];
        for (name, value, expected) in cases {
            assert_eq!(retry_after(value, now).map(|wait| wait.as_secs_f64()), expected, "{name}");
        }
    }
}
