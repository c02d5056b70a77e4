//! The header `Retry-After`.

use std::time::{Duration, SystemTime};

use lastpass_admin::fuzzing::retry_after;

const YEAR: u64 = 366 * 24 * 3600;

/// Runs one input.
pub fn run(data: &[u8]) {
    let Ok(value) = std::str::from_utf8(data) else { return };
    // Sun, 06 Nov 1994 08:49:37 GMT
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
    let wait = retry_after(value, now);
    assert!(wait.is_none_or(|wait| wait <= Duration::from_secs(YEAR)));
    if let Ok(seconds) = value.trim().parse::<u64>()
        && value.trim().bytes().all(|byte| byte.is_ascii_digit())
    {
        // Up to a year a float holds every whole second.
        let expected = (seconds <= YEAR).then(|| Duration::from_secs(seconds));
        assert_eq!(wait, expected, "{value:?}");
    }
    if value.trim().starts_with('-') {
        assert_eq!(wait, None, "{value:?}");
    }
}
