//! `cargo xtask conformance`: plays the scenarios through the drivers of the languages, and prints the matrix.

use std::path::{Path, PathBuf};

use crate::process::{cargo, is_ci, run as start, target};
use crate::surface::Surface;

/// Arguments of the chore.
#[derive(Default, clap::Args)]
pub(crate) struct Arguments {
    /// Play them through one language alone.
    #[arg(long, value_enum)]
    only: Option<Surface>,
    /// Play only scenarios whose file or name holds this text.
    #[arg(long)]
    matching: Option<String>,
    /// Write the matrix to this file, as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
}

pub(crate) fn run(root: &Path, arguments: &Arguments) -> anyhow::Result<()> {
    arguments.only.map_or(Ok(()), Surface::require)?;
    start(&mut cargo(root, "build --package lastpass-driver-rust --package lastpass-conformance"))?;
    let mut harness = cargo(root, "run --quiet --package lastpass-conformance --");
    let program = format!("debug/lastpass-driver-rust{}", std::env::consts::EXE_SUFFIX);
    harness.arg("--driver").arg(format!("rust={}", target(root).join(program).display()));
    if let Some(text) = &arguments.matching {
        harness.arg("--matching").arg(text);
    }
    if let Some(path) = &arguments.json {
        // Where the one who asks for it stands, not where the harness runs.
        harness.arg("--json").arg(std::path::absolute(path)?);
    }
    if is_ci() {
        harness.arg("--no-skips");
    }
    start(&mut harness)
}
