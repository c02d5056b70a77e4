//! The tarballs: that of the package, and that of its part for this platform; and what they are held to.

use std::env::consts::{ARCH, DLL_PREFIX, DLL_SUFFIX, OS};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::Workshop;
use crate::folders::empty;
use crate::process::{cargo, command, output, run, target};
use crate::sizes::budgets;

/// A tarball.
pub(crate) struct Packed {
    pub(crate) path: PathBuf,
    /// What it takes when it is unpacked, in bytes.
    size: u64,
}

/// Builds both as they ship: the package, and its part for this platform.
pub(crate) fn build(root: &Path, workshop: &Workshop) -> Result<[Packed; 2]> {
    build_for(root, workshop, &[])
}

/// The same, with a package that names the parts for further platforms, which others build.
pub(crate) fn build_for(root: &Path, workshop: &Workshop, further: &[String]) -> Result<[Packed; 2]> {
    run(&mut cargo(root, "build --package lastpass-admin-node --profile dist-node"))?;
    let addon = target(root).join(format!("dist-node/{DLL_PREFIX}lastpass_admin_node{DLL_SUFFIX}"));
    let folders = ["node/platform", "node/tarballs"].map(|name| target(root).join(name));
    let [platform, tarballs] = &folders;
    for folder in [platform, tarballs, &workshop.folder.join("dist")] {
        empty(folder)?;
    }
    let mut script = command("node");
    script.arg("scripts/platform.mjs").arg(name()).arg(&addon).arg(platform).args(further);
    run(script.current_dir(&workshop.folder))?;
    run(&mut workshop.npm("run build"))?;
    Ok([pack(workshop, &workshop.folder, tarballs)?, pack(workshop, platform, tarballs)?])
}

fn pack(workshop: &Workshop, folder: &Path, tarballs: &Path) -> Result<Packed> {
    let mut npm = workshop.npm("pack --json --pack-destination");
    let said: Value = serde_json::from_str(&output(npm.arg(tarballs).current_dir(folder))?)?;
    let (name, size) = (said[0]["filename"].as_str(), said[0]["unpackedSize"].as_u64());
    let path = tarballs.join(name.context("npm names no tarball")?);
    Ok(Packed { path, size: size.context("npm names no size")? })
}

/// Checks the size of both, and that each kind of module finds the types.
pub(crate) fn check(packed: &[Packed; 2], workshop: &Workshop) -> Result<()> {
    let size: u64 = packed.iter().map(|packed| packed.size).sum();
    println!("   {size} bytes unpacked");
    run(workshop.tool("attw").arg(&packed[0].path))?;
    let largest = budgets::bytes("npm package, unpacked")?;
    ensure!(size <= largest, "the package takes {size} bytes, more than {largest}");
    Ok(())
}

/// The name of this platform, as Node and its C library have it.
fn name() -> String {
    let system = match OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    let processor = match ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    };
    let library = match (OS, cfg!(target_env = "musl")) {
        ("linux", true) => "-musl",
        ("linux", false) => "-gnu",
        _ => "",
    };
    format!("{system}-{processor}{library}")
}
