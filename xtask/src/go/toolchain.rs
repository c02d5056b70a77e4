//! Go: the one that is here, and the oldest that the module is for.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::process::{command, output, works};

/// The oldest one.
pub(super) const OLDEST: &str = "1.24";

/// Fails if there is no Go, or one that is too old.
pub(super) fn require(root: &Path) -> Result<()> {
    if !works("go", &["version"])? {
        bail!(
            "Go is missing; install {OLDEST} or later with `apt-get install -y --no-install-recommends golang-go` \
             where that is as new, or from go.dev/dl"
        );
    }
    ensure!(
        works("gcc", &["--version"])?,
        "gcc is missing; install it with `apt-get install -y gcc libc6-dev`"
    );
    // In the module: there, Go gets the version that it asks for.
    let version = output(&mut go(&root.join("bindings-go"), "env GOVERSION"))?;
    println!("   {}", version.trim());
    let (minor, oldest) = (minor(&version).context("Go does not say its version")?, minor(OLDEST));
    ensure!(Some(minor) >= oldest, "this Go is too old; install {OLDEST} or later");
    Ok(())
}

/// Go in a folder, with these arguments.
pub(crate) fn go(folder: &Path, line: &str) -> Command {
    let mut go = command("go");
    go.current_dir(folder).args(line.split_whitespace()).env("CGO_ENABLED", "1");
    go
}

/// 24 of `go1.24.3` and of `1.24`.
fn minor(version: &str) -> Option<u32> {
    version.trim().trim_start_matches("go").split('.').nth(1)?.parse().ok()
}
