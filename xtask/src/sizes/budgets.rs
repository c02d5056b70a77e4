//! The budgets, which stand in `xtask/budgets.toml`.

use anyhow::{Context, Result};
use serde::Deserialize;

/// All of them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Budgets {
    pub(super) size: Vec<Size>,
    pub(super) start: Vec<Start>,
}

/// What a file or a folder may weigh.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Size {
    pub(super) name: String,
    pub(super) path: String,
    pub(super) bytes: u64,
    /// The command that builds it.
    pub(super) build: String,
}

/// What a program may take longer with something than without it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Start {
    pub(super) name: String,
    /// Looked for in the `PATH`, if it is no path.
    pub(super) program: String,
    /// Where it runs; that of the project if none is named.
    #[serde(default)]
    pub(super) folder: String,
    pub(super) with: Vec<String>,
    pub(super) without: Vec<String>,
    pub(super) milliseconds: f64,
    /// The command that builds what it takes.
    pub(super) build: String,
}

impl Budgets {
    pub(super) fn read() -> Result<Self> {
        toml::from_str(include_str!("../../budgets.toml")).context("budgets.toml")
    }
}

/// The bytes that something may weigh.
pub(crate) fn bytes(name: &str) -> Result<u64> {
    let budgets = Budgets::read()?;
    let size = budgets.size.iter().find(|size| size.name == name);
    Ok(size.with_context(|| format!("budgets.toml names no {name}"))?.bytes)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_budgets_that_tests_hold_packages_to_are_named() {
        for name in ["Python wheel", "npm package, unpacked", "UniFFI library, shared"] {
            assert!(super::bytes(name).is_ok_and(|bytes| bytes > 0), "{name}");
        }
        assert!(super::bytes("something else").is_err());
    }
}
