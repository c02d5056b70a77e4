//! Programs in the project's documents: each document's blocks of Go, one after the other, are a program that runs.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::consumer::module;
use super::toolchain::go;
use crate::documents;
use crate::process::{output, run, target};
use crate::sandbox::Sandbox;

/// The documents, and the names of their programs.
const DOCUMENTS: [(&str, &str); 2] = [("README.md", "project"), ("bindings-go/README.md", "package")];

/// Runs each against a company of its own.
pub(super) fn check(root: &Path, sandbox: &Path) -> Result<()> {
    for (document, name) in DOCUMENTS {
        let folder = target(root).join("go/documents").join(name);
        module(root, &folder, "")?;
        let program = folder.join("main.go");
        documents::write(root, document, "go", &program)?;
        let text = fs::read_to_string(&program).with_context(|| program.display().to_string())?;
        anyhow::ensure!(text.contains("func main()"), "{document} holds no program in Go");
        run(&mut go(&folder, "vet ."))?;
        let company = Sandbox::start(sandbox, &[])?;
        output(go(&folder, "run .").envs(company.environment()))?;
    }
    Ok(())
}
