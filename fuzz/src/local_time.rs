//! Times that the vendor prints without a zone.

use lastpass_admin::fuzzing::local_time;

const ZONES: [Option<&str>; 5] =
    [None, Some("US/Eastern"), Some("Europe/Berlin"), Some("Asia/Kathmandu"), Some("UTC")];

/// The first byte is the zone, the rest the text.
pub fn run(data: &[u8]) {
    let [zone, text @ ..] = data else { return };
    let zone = ZONES[usize::from(zone.wrapping_sub(b'0')) % ZONES.len()];
    let Ok(text) = std::str::from_utf8(text) else { return };
    let read = local_time(text, zone);
    assert_eq!(read.offset.is_some(), zone.is_some() && read.civil.is_some(), "{text:?}");
    assert!(zone.is_some() || (read.instant.is_none() && !read.is_ambiguous), "{text:?}");
    let Some(civil) = &read.civil else {
        assert_eq!((read.instant, read.iso), (None, None), "{text:?}");
        return;
    };
    // What is written in one form is the same time in another one.
    assert_eq!(local_time(civil, zone).instant, read.instant, "{text:?}");
    if let Some(iso) = &read.iso {
        assert_eq!((&iso[..10], &iso[11..19]), (&civil[..10], &civil[11..19]), "{text:?}");
    }
}
