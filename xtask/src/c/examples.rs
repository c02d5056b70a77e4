//! The examples, and the programs of the documents: each compiled with `cc` and pkg-config alone, and run.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::compiler::{Compiler, Program, c_files};
use super::tests::{self, How};
use crate::documents;
use crate::process::{command, output, run, target};
use crate::sandbox::Sandbox;

/// The documents with programs, and the names of these.
const DOCUMENTS: [(&str, &str); 1] = [("bindings-c/README.md", "package")];

/// Compiles the examples, and runs their tests against them.
pub(super) fn check(root: &Path, prefix: &Path, sandbox: &Path) -> Result<()> {
    let folder = target(root).join("c/examples");
    for source in c_files(&root.join("examples/c"))? {
        compile(prefix, &source, &folder, How::Sanitizer)?;
    }
    let mut failed = Vec::new();
    for source in c_files(&root.join("examples/c/tests"))? {
        let program = tests::compile(root, prefix, &source, "programs/examples", How::Plain)?;
        let mut test = command(&program);
        if let Err(error) = run(tests::run_program(test.env("EXAMPLES", &folder), sandbox)) {
            println!("   {error:#}");
            failed.push(source.display().to_string());
        }
    }
    ensure!(failed.is_empty(), "failed: {}", failed.join(", "));
    Ok(())
}

/// Compiles the programs of the documents, and runs each against a company of its own.
pub(super) fn check_documents(root: &Path, prefix: &Path, sandbox: &Path) -> Result<()> {
    let folder = target(root).join("c/documents");
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    for (document, name) in DOCUMENTS {
        let source = folder.join(format!("{name}.c"));
        documents::write(root, document, "c", &source)?;
        let program = compile(prefix, &source, &folder, How::Plain)?;
        let company = Sandbox::start(sandbox, &[])?;
        output(Command::new(&program).envs(company.environment()))?;
    }
    Ok(())
}

fn compile(prefix: &Path, source: &Path, folder: &Path, how: How) -> Result<PathBuf> {
    let program = folder.join(source.file_stem().context("a source has a name")?);
    let parts =
        Program { sources: &[source.to_path_buf()], includes: &[], packages: &[], flags: how.flags() };
    Compiler::new(prefix).compile(&parts, &program)?;
    Ok(program)
}
