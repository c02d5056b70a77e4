//! The library for Apple's platforms: an XCFramework, which the Swift package takes as a binary target.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::library::Build;
use super::{swift, targets};
use crate::folders::{copy, empty};
use crate::process::{cargo, command, run, target, works};

/// The platforms, each with the targets of Rust that one library of it holds.
const PLATFORMS: [(&str, &[&str]); 3] = [
    ("ios", &["aarch64-apple-ios"]),
    ("ios-simulator", &["aarch64-apple-ios-sim", "x86_64-apple-ios"]),
    ("macos", &["aarch64-apple-darwin", "x86_64-apple-darwin"]),
];

/// The oldest systems that the package runs on, as the manifest of the package has them.
const OLDEST: [(&str, &str); 2] =
    [("IPHONEOS_DEPLOYMENT_TARGET", "16.0"), ("MACOSX_DEPLOYMENT_TARGET", "13.0")];

const ARCHIVE: &str = "liblastpass_admin_uniffi.a";

/// Builds the framework, and puts it into the Swift package, beside the code that calls it.
pub(crate) fn build(root: &Path) -> Result<()> {
    ensure!(
        works("xcodebuild", &["-version"])?,
        "Xcode is missing; an XCFramework is built on a Mac that has it"
    );
    targets::require(&PLATFORMS.map(|(_, triples)| triples).concat())?;
    // What calls the library is the same on all machines.
    swift::place(root, Build::Dev)?;
    let native = root.join(swift::FOLDER);
    let folder = target(root).join("apple");
    empty(&folder)?;
    let mut create = command("xcodebuild");
    create.arg("-create-xcframework");
    for (platform, triples) in PLATFORMS {
        let archive = library(root, &folder.join(platform), triples)?;
        create.arg("-library").arg(archive).arg("-headers").arg(native.join("LastPassAdminFFI"));
    }
    run(create.arg("-output").arg(native.join("LastPassAdminFFI.xcframework")))
}

/// One library of all processors of a platform.
fn library(root: &Path, folder: &Path, triples: &[&str]) -> Result<PathBuf> {
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let archive = folder.join(ARCHIVE);
    let mut parts = Vec::new();
    for triple in triples {
        let line = "build --package lastpass-admin-uniffi --lib --profile dist --target";
        run(cargo(root, line).arg(triple).envs(OLDEST))?;
        parts.push(target(root).join(triple).join("dist").join(ARCHIVE));
    }
    match &parts[..] {
        [part] => copy(part, &archive)?,
        parts => run(command("lipo").arg("-create").args(parts).arg("-output").arg(&archive))?,
    }
    Ok(archive)
}
