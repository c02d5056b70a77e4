//! The library and what UniFFI makes of it, put into the Kotlin package, where Maven looks for them.

use std::env::consts::{ARCH, OS};
use std::fs;
use std::path::Path;

use anyhow::Result;

use super::bindgen::{TargetLanguage, generate};
use super::library::{Build, Library};
use crate::folders::{copy, empty};

/// The folder: sources below `kotlin`, the library below `resources`, in the folder that JNA looks into.
const FOLDER: &str = "uniffi/kotlin/native";

/// Arguments of the chore.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How the library is built: `dist` as it ships, `dev` without the optimizer.
    #[arg(long, value_enum, default_value_t = Build::Dist)]
    pub(crate) profile: Build,
}

/// Builds the library, and puts everything where the package has it.
pub(crate) fn place(root: &Path, build: Build) -> Result<()> {
    place_in(root, build, &root.join(FOLDER))
}

/// The same, for a copy of the package.
pub(crate) fn place_in(root: &Path, build: Build, folder: &Path) -> Result<()> {
    let library = Library::build(root, build)?;
    empty(folder)?;
    generate(root, &library, TargetLanguage::Kotlin, &folder.join("kotlin"))?;
    let (shared, resources) = (library.shared(), folder.join("resources").join(jna_platform()));
    fs::create_dir_all(&resources)?;
    copy(&shared, &resources.join(shared.file_name().unwrap_or_default()))
}

/// The name of this platform, as JNA has it.
fn jna_platform() -> String {
    let system = match OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    format!("{system}-{}", ARCH.replace('_', "-"))
}
