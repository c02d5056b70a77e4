//! Programs as they ship.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::process::cargo;

/// Builds a program, and says where it is.
pub(super) fn build(root: &Path, what: &str) -> Result<PathBuf> {
    let output = cargo(root, "build --profile dist --message-format json-render-diagnostics")
        .args(what.split_whitespace())
        .stderr(Stdio::inherit())
        .output()?;
    ensure!(output.status.success(), "the build failed");
    let messages = output.stdout.split(|byte| *byte == b'\n');
    let artifacts = messages.filter_map(|line| serde_json::from_slice::<Value>(line).ok());
    let mut executables =
        artifacts.filter_map(|artifact| Some(PathBuf::from(artifact["executable"].as_str()?)));
    executables.next_back().context("the build made no executable")
}
