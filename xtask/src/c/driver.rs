//! The driver of the scenarios.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::library::Build;
use super::{Compiler, Program};
use crate::process::target;

/// Compiles the driver; none if the library is not installed.
pub(crate) fn driver(root: &Path) -> Result<Option<PathBuf>> {
    let prefix = Build::Shipped.prefix(root);
    if !prefix.join("lib/pkgconfig").exists() {
        return Ok(None);
    }
    let folder = root.join("tests/drivers/c");
    let driver = target(root).join("c/driver");
    let parts = Program {
        sources: &[folder.clone(), folder.join("generated")],
        includes: &[folder],
        packages: &["jansson"],
        flags: &[],
    };
    Compiler::new(&prefix).compile(&parts, &driver)?;
    Ok(Some(driver))
}
