//! The source distribution: what pip builds where there is no wheel for the machine.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::{Environment, only_file};
use crate::process::{run, target};

/// Builds it, and says where it is.
pub(crate) fn build(root: &Path, environment: &Environment) -> Result<PathBuf> {
    let folder = target(root).join("python/sdist");
    let mut maturin = environment.command("maturin sdist --out");
    maturin.arg(&folder);
    only_file(maturin, root, &folder)
}

/// Builds it, and installs it into an empty environment.
pub(super) fn check(root: &Path, environment: &Environment) -> Result<()> {
    let sdist = build(root, environment)?;
    install(root, &sdist, environment)
}

/// Installs it into an empty environment.
pub(crate) fn install(root: &Path, sdist: &Path, environment: &Environment) -> Result<()> {
    let fresh = Environment::with(target(root).join("python/venv-sdist"), environment.interpreter(), &[])?;
    // The cache would give what an earlier archive of this name was built to.
    let mut install = fresh.module("pip install --quiet --no-cache-dir --force-reinstall");
    // Whether all is there shows without the optimizer, too.
    install.env("MATURIN_PEP517_ARGS", "--profile dev").env("CARGO_TARGET_DIR", target(root));
    run(install.arg(sdist))?;
    run(fresh.python().args(["-c", "import lastpass_admin"]))
}
