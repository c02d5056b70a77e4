//! The documents in `spec/` against the OpenAPI standard, by a validator that is not ours.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

use crate::process::{is_ci, run, target, works};

/// The validator, a Python package: there is none in Rust that knows OpenAPI 3.1 whole.
const VALIDATOR: &str = "openapi-spec-validator==0.9.0";

/// What installs Python on Debian and its like.
const INSTALL: &str = "apt-get install -y --no-install-recommends python3 python3-venv";

pub(crate) fn check(root: &Path) -> anyhow::Result<()> {
    let python = environment(&target(root).join("tools"))?;
    let documents = documents(root)?;
    run(Command::new(python)
        .current_dir(root)
        .args(["-m", "openapi_spec_validator", "--subschema-errors", "all"])
        .args(documents))
}

/// The OpenAPI documents among the files of `spec/`.
fn documents(root: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut documents = Vec::new();
    for entry in fs::read_dir(root.join("spec"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "yaml")
            && fs::read_to_string(&path)?.lines().any(|line| line.starts_with("openapi:"))
        {
            documents.push(path.strip_prefix(root)?.to_path_buf());
        }
    }
    if documents.is_empty() {
        bail!("spec/ holds no OpenAPI document");
    }
    documents.sort();
    Ok(documents)
}

/// The interpreter of a virtual environment that holds the validator; made on the first run.
fn environment(tools: &Path) -> anyhow::Result<PathBuf> {
    let folder = tools.join(VALIDATOR.replace("==", "-"));
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let complete = folder.join("complete");
    if complete.exists() {
        return Ok(python);
    }
    require_python()?;
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    run(Command::new(&python).args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        VALIDATOR,
    ]))?;
    fs::write(&complete, "").with_context(|| complete.display().to_string())?;
    Ok(python)
}

fn require_python() -> anyhow::Result<()> {
    // Debian's python3 has the module `venv` without what it needs, which is in another package.
    let has_python = || works("python3", &["-c", "import ensurepip, venv"]);
    if has_python()? {
        return Ok(());
    }
    if is_ci() {
        let mut words = INSTALL.split_whitespace();
        run(Command::new(words.next().unwrap_or_default()).args(words))?;
        if has_python()? {
            return Ok(());
        }
    }
    bail!("Python 3 with venv is missing; install it with `{INSTALL}`")
}
