//! A project of a user's: it has the package as npm installs it, and programs that use it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::Workshop;
use super::package::Packed;
use super::workshop::npm;
use crate::documents;
use crate::folders::{copy, empty};
use crate::process::{command, run, target};

const PACKAGE: &str = r#"{ "private": true, "type": "module" }"#;

/// As strict as a user's compiler may be. The types of Node are those that the package is built with.
const SETTINGS: &str = r#"{
  "compilerOptions": {
    "target": "es2022",
    "lib": ["es2022", "esnext.disposable"],
    "module": "nodenext",
    "rootDir": ".",
    "typeRoots": ["../package/node_modules/@types"],
    "types": ["node"],
    "strict": true,
    "exactOptionalPropertyTypes": true,
    "noImplicitOverride": true,
    "noUncheckedIndexedAccess": true
  }
}
"#;

/// The programs: where they stand in our project, and where in the user's.
const PROGRAMS: [(&str, &str); 3] =
    [("bindings-node/tests", "tests"), ("examples/node", "examples"), ("tests/drivers/node", "driver")];

/// The documents with programs, and the names of these.
const DOCUMENTS: [(&str, &str); 2] = [("README.md", "project"), ("bindings-node/README.md", "package")];

/// The user's project.
pub(crate) struct Project {
    folder: PathBuf,
}

impl Project {
    /// Where it is, or will be.
    pub(crate) fn at(root: &Path) -> Self {
        Project { folder: target(root).join("node/project") }
    }

    /// Makes it anew with what was packed. No registry is asked: the package needs no other.
    pub(super) fn new(root: &Path, packed: &[Packed]) -> Result<Self> {
        Project::of(root, "node/project", &tarballs(packed))
    }

    /// Makes one with these tarballs and nothing else.
    pub(crate) fn of(root: &Path, name: &str, tarballs: &[PathBuf]) -> Result<Self> {
        let project = Project { folder: target(root).join(name) };
        empty(&project.folder)?;
        project.write("package.json", PACKAGE)?;
        project.install(tarballs)?;
        Ok(project)
    }

    /// Makes one of a folder of ours that names packages, with these and with what was packed.
    pub(crate) fn with(root: &Path, name: &str, programs: &str, packed: &[Packed]) -> Result<Self> {
        let project = Project { folder: target(root).join(name) };
        copy(&root.join(programs), &project.folder)?;
        run(&mut npm(&project.folder, "ci --ignore-scripts"))?;
        project.install(&tarballs(packed))?;
        Ok(project)
    }

    fn install(&self, tarballs: &[PathBuf]) -> Result<()> {
        let line = "install --offline --no-save --no-package-lock --ignore-scripts";
        run(npm(&self.folder, line).args(tarballs))
    }

    /// Brings the programs, and compiles those that are written in TypeScript.
    pub(super) fn compile(&self, root: &Path, workshop: &Workshop) -> Result<()> {
        for (from, to) in PROGRAMS {
            copy(&root.join(from), &self.folder.join(to))?;
        }
        let folder = self.folder.join("documents");
        empty(&folder)?;
        for (document, name) in DOCUMENTS {
            documents::write(root, document, "ts", &folder.join(format!("{name}.ts")))?;
        }
        self.compile_all(workshop)
    }

    /// Brings one program, and compiles it.
    pub(crate) fn compile_one(&self, root: &Path, workshop: &Workshop, program: &str) -> Result<()> {
        let program = root.join(program);
        copy(&program, &self.folder.join(program.file_name().context("a program has a name")?))?;
        self.compile_all(workshop)
    }

    fn compile_all(&self, workshop: &Workshop) -> Result<()> {
        self.write("tsconfig.json", SETTINGS)?;
        run(workshop.tool("tsc --project").arg(&self.folder))
    }

    /// Runs the tests of a folder against the sandbox.
    pub(super) fn test(&self, node: &Path, folder: &str, sandbox: &Path) -> Result<()> {
        let mut tests = Vec::new();
        find_tests(&self.folder.join(folder), &mut tests)?;
        ensure!(!tests.is_empty(), "{folder} holds no tests");
        tests.sort();
        let mut node = self.program(node, "--test");
        run(node.args(tests).env("LASTPASS_SANDBOX", sandbox))
    }

    /// The names of the programs in the documents.
    pub(super) fn documents(&self) -> impl Iterator<Item = String> {
        DOCUMENTS.iter().map(|(_, name)| format!("documents/{name}.js"))
    }

    /// A program run with these arguments.
    pub(crate) fn program(&self, runtime: &Path, line: &str) -> Command {
        let mut program = command(runtime);
        program.args(line.split_whitespace()).current_dir(&self.folder);
        program
    }

    /// The folder of the driver of the scenarios and its like; none if the package is not installed.
    pub(crate) fn drivers(&self, root: &Path) -> Result<Option<PathBuf>> {
        if !self.folder.join("node_modules/lastpass-admin").exists() {
            return Ok(None);
        }
        let folder = self.folder.join("driver");
        copy(&root.join("tests/drivers/node"), &folder)?;
        Ok(Some(folder))
    }

    fn write(&self, name: &str, text: &str) -> Result<()> {
        fs::write(self.folder.join(name), text).with_context(|| name.to_owned())
    }
}

fn tarballs(packed: &[Packed]) -> Vec<PathBuf> {
    packed.iter().map(|packed| packed.path.clone()).collect()
}

/// The files of tests in a folder and those in it.
fn find_tests(folder: &Path, tests: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            find_tests(&path, tests)?;
        } else if [".test.js", ".test.mjs", ".test.cjs"].iter().any(|ending| name.ends_with(ending)) {
            tests.push(path);
        }
    }
    Ok(())
}
