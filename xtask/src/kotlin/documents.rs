//! The program in the package's document: its blocks of Kotlin, one after the other. It is compiled with the tests of the examples.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::class_path;
use crate::documents;
use crate::folders::empty;
use crate::process::{command, output, target};
use crate::sandbox::Sandbox;

/// Where Maven leaves the classes; what they need stands beside them.
const CLASSES: &str = "examples/kotlin/target/test-classes";

/// Writes the program, and says in which folder.
pub(super) fn write(root: &Path) -> Result<PathBuf> {
    let folder = target(root).join("kotlin/documents");
    empty(&folder)?;
    documents::write(root, "uniffi/kotlin/README.md", "kotlin", &folder.join("README.kt"))?;
    Ok(folder)
}

/// Runs it against a company of its own, in a folder of its own: it keeps a file.
pub(super) fn check(root: &Path, sandbox: &Path) -> Result<()> {
    let folder = target(root).join("kotlin/company");
    empty(&folder)?;
    let company = Sandbox::start(sandbox, &[])?;
    let mut java = command("java");
    java.current_dir(&folder).args(["-cp", &class_path(root, CLASSES)?, "READMEKt"]);
    output(java.envs(company.environment()))?;
    Ok(())
}
