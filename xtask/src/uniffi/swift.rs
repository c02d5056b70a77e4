//! The library and what UniFFI makes of it, put into the Swift package: a folder for each module, and the library beside them.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::bindgen::{TargetLanguage, generate};
use super::library::{Build, Library};
use crate::folders::{copy, empty};
use crate::process::target;
use crate::swift::remove_linked;

/// The folder, from which the package's manifest takes them.
pub(super) const FOLDER: &str = "uniffi/swift/Native";

/// What is written: a source, and the header and the module map of what it calls.
const MODULES: [(&str, &str, &str); 3] = [
    ("LastPassAdminNative.swift", "LastPassAdminNative", "LastPassAdminNative.swift"),
    ("LastPassAdminFFI.h", "LastPassAdminFFI", "LastPassAdminFFI.h"),
    // The name that compilers look for.
    ("LastPassAdminFFI.modulemap", "LastPassAdminFFI", "module.modulemap"),
];

/// Builds the library, and puts everything where the package has it.
pub(crate) fn place(root: &Path, build: Build) -> Result<()> {
    if place_in(root, build, root)? {
        remove_linked(root)?;
    }
    Ok(())
}

/// The same, for a copy of the package. Says whether the library is another one than was there.
pub(crate) fn place_in(root: &Path, build: Build, package: &Path) -> Result<bool> {
    let (library, folder) = (Library::build(root, build)?, package.join(FOLDER));
    let archive = library.described();
    let placed = folder.join(archive.file_name().unwrap_or_default());
    let is_another = fs::read(&placed).ok() != fs::read(&archive).ok();
    let written = target(root).join("uniffi/swift");
    empty(&written)?;
    generate(root, &library, TargetLanguage::Swift, &written)?;
    empty(&folder)?;
    for (file, module, name) in MODULES {
        let module = folder.join(module);
        fs::create_dir_all(&module).with_context(|| module.display().to_string())?;
        copy(&written.join(file), &module.join(name))?;
    }
    copy(&archive, &placed)?;
    Ok(is_another)
}
