//! `cargo xtask codegen`: brings the generated files up to date, or says which are not.

use std::io::Write;
use std::path::Path;

use anyhow::bail;
use lastpass_codegen::Output;

/// Arguments of the chore.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing; list the files that are not up to date, and fail if there are any.
    #[arg(long)]
    check: bool,
}

impl Arguments {
    /// Those of a check.
    pub(crate) fn check() -> Self {
        Arguments { check: true }
    }
}

pub(crate) fn run(root: &Path, arguments: &Arguments) -> anyhow::Result<()> {
    let output = Output::generate(root)?;
    let stale = if arguments.check { output.stale(root)? } else { output.write(root)? };
    let mut out = std::io::stdout().lock();
    for change in &stale {
        writeln!(out, "{change}")?;
    }
    if arguments.check && !stale.is_empty() {
        bail!("the generated code is not up to date; run `cargo xtask codegen`");
    }
    if !arguments.check {
        writeln!(out, "files brought up to date: {}", stale.len())?;
    }
    Ok(())
}
