//! Starting other programs.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

/// A `cargo` command in the project's folder, with the toolchain that runs this program.
pub(crate) fn cargo(root: &Path, arguments: &str) -> Command {
    let mut command = command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root).args(arguments.split_whitespace());
    command
}

/// A command that may run cargo. What cargo told this program about itself would make build scripts run again, and then
/// once more outside of it.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_")
            || name.starts_with("CARGO_MANIFEST_")
            || name.starts_with("CARGO_BIN_")
        {
            command.env_remove(&*name);
        }
    }
    command
}

/// Runs a command; an error if it cannot be started or fails.
pub(crate) fn run(command: &mut Command) -> anyhow::Result<()> {
    let line = line(command);
    println!("   $ {line}");
    let status = command.status().with_context(|| format!("`{line}` could not be started"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// Runs a command and gives what it printed on standard output.
pub(crate) fn output(command: &mut Command) -> anyhow::Result<String> {
    let line = line(command);
    println!("   $ {line}");
    let output = command.output().with_context(|| format!("`{line}` could not be started"))?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("`{line}` failed ({}):\n{printed}{complaint}", output.status);
    }
    Ok(printed)
}

/// Whether a program is there and runs.
pub(crate) fn works(program: impl AsRef<Path>, arguments: &[&str]) -> anyhow::Result<bool> {
    let program = program.as_ref();
    match Command::new(program).args(arguments).output() {
        Ok(output) => Ok(output.status.success()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error).with_context(|| format!("`{}` could not be started", program.display())),
    }
}

/// Whether this is a CI machine, on which what is missing is installed.
pub(crate) fn is_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true" || value == "1")
}

/// The folder for what is built and installed: that of cargo.
pub(crate) fn target(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |target| root.join(target))
}

/// The date of what is packed, in seconds since 1970. It is not that of the machine: the same sources give the same bytes.
pub(crate) fn source_date() -> anyhow::Result<u64> {
    /// The earliest that a zip can tell, 1980.
    const EARLIEST: u64 = 315_532_800;
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(date) => date.parse().context("SOURCE_DATE_EPOCH is no number of seconds"),
        Err(_) => Ok(EARLIEST),
    }
}

/// A command as one would type it.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
