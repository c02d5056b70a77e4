//! The Android library: what Gradle takes as `lastpass-admin-<version>.aar`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::android;
use crate::folders::{copy, empty};
use crate::process::{run, target};

/// Where Maven leaves our classes, and those that UniFFI wrote.
const CLASSES: &str = "uniffi/kotlin/target/classes";

/// Builds the libraries for Android, and packs them with the classes of the Kotlin package.
pub(crate) fn build(root: &Path) -> Result<()> {
    ensure!(
        root.join(CLASSES).exists(),
        "the Kotlin package is not built; `cargo xtask test --only kotlin` does that"
    );
    let folder = target(root).join("android/aar");
    empty(&folder)?;
    android::build(root, &folder.join("jni"))?;
    let archive = pack(root, &folder)?;
    println!("   {}", archive.display());
    Ok(())
}

/// Packs a folder that holds the libraries.
fn pack(root: &Path, folder: &Path) -> Result<PathBuf> {
    for file in ["AndroidManifest.xml", "proguard.txt"] {
        copy(&root.join("uniffi/kotlin/android").join(file), &folder.join(file))?;
    }
    // It lists the resources, of which there are none.
    fs::write(folder.join("R.txt"), "").context("R.txt")?;
    // Without the folder that holds the library of the machine that built it.
    let classes = folder.join("classes.jar");
    run(jar(&classes).current_dir(root.join(CLASSES)).args(["com", "META-INF"]))?;
    let archive = target(root).join(format!("android/lastpass-admin-{}.aar", env!("CARGO_PKG_VERSION")));
    run(jar(&archive).current_dir(folder).arg("."))?;
    Ok(archive)
}

/// Packs what follows.
fn jar(file: &Path) -> Command {
    let mut jar = Command::new("jar");
    jar.args(["--create", "--no-manifest", "--file"]).arg(file);
    jar
}
