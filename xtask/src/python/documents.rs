//! The Python programs in the project's documents.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::Environment;
use crate::documents;
use crate::folders::empty;
use crate::process::{output, run, target};
use crate::sandbox::Sandbox;

/// The documents, and the names of their programs.
const DOCUMENTS: [(&str, &str); 2] =
    [("README.md", "project.py"), ("bindings-python/README.md", "package.py")];

pub(super) fn check(root: &Path, environment: &Environment, sandbox: &Path) -> Result<()> {
    let folder = target(root).join("python/documents");
    empty(&folder)?;
    // Not as strict as with our own programs: pandas and pyarrow come without types.
    fs::write(folder.join("pyrightconfig.json"), r#"{ "typeCheckingMode": "standard" }"#)?;
    for (document, name) in DOCUMENTS {
        documents::write(root, document, "python", &folder.join(name))?;
        let company = Sandbox::start(sandbox, &[])?;
        let mut python = environment.python();
        output(python.arg(name).current_dir(&folder).envs(company.environment()))
            .with_context(|| format!("the Python of {document}, with the line numbers of the document"))?;
    }
    run(environment.module("pyright --project .").current_dir(&folder))
}
