//! `cargo xtask codegen`: brings the generated files up to date, or says which are not.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use lastpass_codegen::{Output, Stale};

use crate::c::header;

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

pub(crate) fn run(root: &Path, arguments: &Arguments) -> Result<()> {
    let output = Output::generate(root)?;
    let mut stale = if arguments.check { output.stale(root)? } else { output.write(root)? };
    stale.extend(header(root, arguments.check)?);
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

/// Brings the header of the C library up to date, which is made of generated code and of code written by hand; gives what had to be
/// changed.
fn header(root: &Path, check: bool) -> Result<Option<Stale>> {
    let (text, path) = (header::text(root)?, root.join(header::PATH));
    if fs::read_to_string(&path).is_ok_and(|found| found == text) {
        return Ok(None);
    }
    if !check {
        fs::write(&path, text).with_context(|| path.display().to_string())?;
    }
    Ok(Some(Stale::Different(PathBuf::from(header::PATH))))
}
