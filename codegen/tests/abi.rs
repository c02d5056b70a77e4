//! The layouts of C's structs are part of a version: programs are compiled with them.

// clippy.toml allows it in test functions; helpers of tests are none.
#![allow(clippy::unwrap_used)]

/// The versions, and the fingerprints of their listings. One that was released is never changed: a struct that changes gets
/// the listing a new version, `ABI_VERSION` in `src/c/mod.rs`, and a line here.
const VERSIONS: &[(u32, u64)] = &[(1, 0x09ad_2893_5868_dc4f)];

/// FNV-1a, which is the same everywhere.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[test]
fn layouts_change_with_their_version_alone() {
    let listing = include_str!("../../bindings-c/abi.txt");
    let lines: Vec<&str> = listing.lines().filter(|line| !line.starts_with('#')).collect();
    let version = lines.iter().find_map(|line| line.strip_prefix("LPA_ABI_VERSION ")).unwrap();
    let version: u32 = version.parse().unwrap();
    let layouts: Vec<&str> = lines.into_iter().filter(|line| !line.starts_with("LPA_ABI_VERSION")).collect();
    let found = fingerprint(&layouts.join("\n"));
    let latest = VERSIONS.last().unwrap();
    assert_eq!(
        (version, format!("{found:#018x}")),
        (latest.0, format!("{:#018x}", latest.1)),
        "raise `ABI_VERSION`, and write the new version with its fingerprint behind the others"
    );
    assert!(VERSIONS.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 != pair[1].1));
}
