//! The README names two commands for a newcomer. They are the ones that run here and in CI.

use std::fs;
use std::path::Path;

use anyhow::{Context, bail};

/// Shows the library at work.
pub(crate) const QUICKSTART: &str = "cargo run --example quickstart";

/// Runs what you are looking at.
pub(crate) const TEST: &str = "cargo xtask test";

/// Where each command has to stand, as a line of its own.
const PLACES: [(&str, &str); 3] = [("README.md", QUICKSTART), ("README.md", TEST), (".ci/run", TEST)];

pub(crate) fn check(root: &Path) -> anyhow::Result<()> {
    for (path, command) in PLACES {
        let text = fs::read_to_string(root.join(path)).with_context(|| path.to_owned())?;
        if !text.lines().any(|line| line.trim() == command) {
            bail!("{path} does not hold the line `{command}`");
        }
    }
    Ok(())
}
