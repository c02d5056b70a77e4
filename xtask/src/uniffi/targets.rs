//! The parts of Rust that build for other machines.

use std::env;
use std::path::Path;

use anyhow::{Result, ensure};

use crate::process::{command, output};

/// Fails if Rust cannot build for one of these targets, and says what lets it.
pub(super) fn require(triples: &[&str]) -> Result<()> {
    let mut rustc = command(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let sysroot = output(rustc.args(["--print", "sysroot"]))?;
    let libraries = Path::new(sysroot.trim()).join("lib/rustlib");
    let missing: Vec<&str> =
        triples.iter().copied().filter(|triple| !libraries.join(triple).exists()).collect();
    let missing = missing.join(" ");
    ensure!(missing.is_empty(), "parts of Rust are missing; install them with `rustup target add {missing}`");
    Ok(())
}
