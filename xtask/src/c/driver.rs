//! The driver of the scenarios, and the program that holds secrets.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::library::Build;
use super::{Compiler, Program};
use crate::process::target;

/// Compiles the driver; none if the library is not installed.
pub(crate) fn driver(root: &Path) -> Result<Option<PathBuf>> {
    let folder = root.join("tests/drivers/c");
    let sources = [folder.clone(), folder.join("generated")];
    program(
        root,
        "driver",
        &Program { sources: &sources, includes: &[folder], packages: &["jansson"], flags: &[] },
    )
}

/// Compiles the program that holds secrets; none if the library is not installed.
pub(crate) fn holder(root: &Path) -> Result<Option<PathBuf>> {
    let sources = [root.join("tests/secrets/holder.c")];
    program(root, "holder", &Program { sources: &sources, includes: &[], packages: &[], flags: &[] })
}

fn program(root: &Path, name: &str, parts: &Program) -> Result<Option<PathBuf>> {
    let prefix = Build::Shipped.prefix(root);
    if !prefix.join("lib/pkgconfig").exists() {
        return Ok(None);
    }
    let program = target(root).join("c").join(name);
    Compiler::new(&prefix).compile(parts, &program)?;
    Ok(Some(program))
}
