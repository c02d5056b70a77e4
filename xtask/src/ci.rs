//! `cargo xtask ci`: all tests, with the settings of a CI machine.

use std::path::Path;
use std::process::Command;

use crate::process;

pub(crate) fn run(root: &Path) -> anyhow::Result<()> {
    let program = std::env::current_exe()?;
    // What is built is built once, so nothing is kept for the next time.
    process::run(
        Command::new(program).current_dir(root).arg("test").env("CI", "true").env("CARGO_INCREMENTAL", "0"),
    )
}
