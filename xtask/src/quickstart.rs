//! The quickstart as a test: it has to end well, and to have shown every section.

use std::path::Path;

use anyhow::{Context, bail};

use crate::commands;
use crate::process::{cargo, output};

/// The headings of its sections.
const HEADINGS: [&str; 10] = [
    "Credentials",
    "Users",
    "A new colleague",
    "Admin levels",
    "Managed companies",
    "The last bill",
    "Shared folders",
    "Yesterday's audit events",
    "A colleague leaves",
    "A wrong key",
];

pub(crate) fn check(root: &Path) -> anyhow::Result<()> {
    let arguments = commands::QUICKSTART.strip_prefix("cargo ").context("the command is not one of cargo")?;
    let printed = output(&mut cargo(root, arguments))?;
    let missing: Vec<&str> =
        HEADINGS.into_iter().filter(|heading| !printed.lines().any(|line| line.ends_with(heading))).collect();
    if !missing.is_empty() {
        bail!("the quickstart did not show {missing:?}; it printed\n{printed}");
    }
    println!("   {} lines, {} sections", printed.lines().count(), HEADINGS.len());
    Ok(())
}
