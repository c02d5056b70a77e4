//! The wheel: built as it ships, so that what is tested is what users get, and held to its size and its start.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use super::{Environment, only_file};
use crate::process::{output, run, target};
use crate::sizes::budgets;

/// What its name promises: it fits all versions of Python from 3.10 on, and on Linux every distribution since 2014.
const TAGS: &str = if cfg!(target_os = "linux") { "-cp310-abi3-manylinux2014_" } else { "-cp310-abi3-" };

/// Prints the modules that come with the package and are no part of it.
const LOADED: &str = "import sys; before = set(sys.modules); import lastpass_admin; \
    print(*sorted(name for name in set(sys.modules) - before if name.split('.')[0] != 'lastpass_admin'))";

/// What an import may load: a handful of assignments. Other modules cost milliseconds, which a script in cron pays each time.
const LIGHT: [&str; 1] = ["__future__"];

/// Builds the wheel, and says where it is.
pub(crate) fn build(root: &Path, environment: &Environment) -> Result<PathBuf> {
    let folder = target(root).join("python/wheel");
    let mut maturin = environment.command("maturin build --quiet --profile dist --out");
    maturin.arg(&folder);
    if cfg!(all(target_os = "linux", target_env = "gnu")) {
        // Links against an old C library, and fails if the result needs a newer one.
        maturin.args(["--zig", "--compatibility", "manylinux2014"]);
        // Zig would link an unwinder of its own, which crashes where Python ends a daemon thread inside of a call: that unwinds
        // by the system's one. The linker takes the system's where it is given.
        let unwinder = output(Command::new("cc").arg("-print-file-name=libgcc_s.so.1"))?;
        maturin.args(["--", "-C"]).arg(format!("link-arg={}", unwinder.trim()));
    }
    only_file(maturin, root, &folder)
}

/// Installs it as a user would, but without an index: the package needs no other.
pub(crate) fn install(wheel: &Path, environment: &Environment) -> Result<()> {
    run(environment.module("pip install --quiet --no-index --force-reinstall").arg(wheel))
}

/// Checks its name and its size.
pub(super) fn check(wheel: &Path) -> Result<()> {
    let name = wheel.file_name().unwrap_or_default().to_string_lossy();
    let size = fs::metadata(wheel)?.len();
    println!("   {name}: {size} bytes");
    ensure!(name.contains(TAGS), "the name of the wheel lacks `{TAGS}`");
    let heaviest = budgets::bytes("Python wheel")?;
    ensure!(size <= heaviest, "the wheel weighs more than {heaviest} bytes");
    Ok(())
}

/// Checks that the package is alone when it is imported.
pub(super) fn check_import(environment: &Environment) -> Result<()> {
    let loaded = output(environment.python().args(["-I", "-c", LOADED]))?;
    let heavy: Vec<&str> = loaded.split_whitespace().filter(|name| !LIGHT.contains(name)).collect();
    ensure!(heavy.is_empty(), "`import lastpass_admin` also imports {}", heavy.join(", "));
    Ok(())
}
