//! The documents in `spec/` against the OpenAPI standard, by a validator that is not ours: there is none in Rust that knows OpenAPI 3.1 whole.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::bail;

use crate::process::{run, target};
use crate::python::Environment;

pub(crate) fn check(root: &Path) -> anyhow::Result<()> {
    let requirements = root.join("xtask/requirements.txt");
    let environment = Environment::with(target(root).join("tools"), "python3".into(), &[requirements])?;
    let mut validator = environment.module("openapi_spec_validator --subschema-errors all");
    run(validator.current_dir(root).args(documents(root)?))
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
