//! The Swift package, unpacked somewhere, in a package of a user's, which takes it from its folder.

use std::fs;

use anyhow::{Context, Result};

use super::User;
use crate::dist::archive;
use crate::folders::copy;
use crate::process::run;
use crate::swift::{Toolchain, manifest};

pub(super) fn check(user: &User) -> Result<()> {
    let swift = Toolchain::require(user.root)?;
    let place = user.place("swift")?;
    let tarball = user.package("swift", ".tar.gz")?;
    archive::unpack(&tarball, &place)?;
    let name = tarball.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let ours = place.join(name.trim_end_matches(".tar.gz"));
    fs::write(place.join("Package.swift"), manifest(&ours, &["Quickstart"])).context("Package.swift")?;
    let sources = place.join("Sources");
    fs::create_dir_all(&sources).with_context(|| sources.display().to_string())?;
    copy(&user.root.join("examples/swift/Sources/Quickstart"), &sources.join("Quickstart"))?;
    let mut build = swift.command(user.root, "swift");
    run(build.arg("build").arg("--package-path").arg(&place))?;
    user.show(&mut swift.command(user.root, place.join(".build/debug/Quickstart")))
}
