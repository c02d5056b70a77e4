//! Crates, by cargo-deny: those of the project, and those of its fuzzing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::SETTINGS;
use crate::process::{command, output, run, works};

/// The workspaces, each with a lock file.
const MANIFESTS: [&str; 2] = ["Cargo.toml", "fuzz/Cargo.toml"];

/// What the settings say for one workspace need not be so in the other.
const OF_THE_OTHER: [&str; 4] = ["-A", "license-exception-not-encountered", "-A", "unmatched-skip"];

/// Whether cargo-deny is there. Building it takes minutes.
pub(super) fn is_there() -> Result<bool> {
    works("cargo-deny", &["--version"])
}

pub(super) fn require() -> Result<()> {
    if is_there()? {
        return Ok(());
    }
    bail!("cargo-deny is missing; install it with `cargo install --locked cargo-deny`")
}

/// All that the lock files and the crates themselves say.
pub(super) fn check(root: &Path) -> Result<()> {
    for manifest in MANIFESTS {
        run(deny(root, manifest).arg("check").args(OF_THE_OTHER).args(["bans", "licenses", "sources"]))?;
    }
    Ok(())
}

/// What is known against the locked versions; without a network, as far as the copy of the database goes that an earlier run left.
pub(super) fn advisories(root: &Path) -> Result<()> {
    if !deny(root, MANIFESTS[0]).args(["fetch", "db"]).status()?.success() {
        println!("   the database of weaknesses cannot be fetched");
    }
    for database in databases()? {
        let mut date = command("git");
        let date = output(date.arg("-C").arg(&database).args(["log", "-1", "--format=%cs"]))?;
        println!("   what became known after {} is not looked for", date.trim());
    }
    for manifest in MANIFESTS {
        run(deny(root, manifest).args(["--offline", "check", "advisories"]))?;
    }
    Ok(())
}

/// Where cargo-deny keeps its copies.
fn databases() -> Result<Vec<PathBuf>> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let folder = home.context("there is no home of Cargo")?.join("advisory-dbs");
    // Where there is none, the check says so.
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    Ok(entries.map(|entry| entry.path()).filter(|path| path.join(".git").exists()).collect())
}

fn deny(root: &Path, manifest: &str) -> Command {
    let mut deny = command("cargo-deny");
    deny.current_dir(root).args(["--log-level", "warn", "--manifest-path", manifest, "--config", SETTINGS]);
    deny
}
