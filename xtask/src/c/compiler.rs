//! Compiles programs as a user would: with `cc`, and what pkg-config says of the installed library.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::process::{command, run};

/// No warning is let pass.
const WARNINGS: [&str; 4] = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"];

/// A compiler that finds the library where it is installed.
pub(crate) struct Compiler {
    prefix: PathBuf,
}

/// What is made of which files.
pub(crate) struct Program<'a> {
    /// Files, and folders whose files of C are all taken.
    pub(crate) sources: &'a [PathBuf],
    /// Where headers are looked for, beside the library's.
    pub(crate) includes: &'a [PathBuf],
    /// Further libraries, as pkg-config knows them.
    pub(crate) packages: &'a [&'a str],
    /// Further words for the compiler.
    pub(crate) flags: &'a [&'a str],
}

impl Compiler {
    /// One for the library below this folder.
    pub(crate) fn new(prefix: &Path) -> Self {
        Compiler { prefix: prefix.to_path_buf() }
    }

    /// Makes a program, which finds the library when it is run.
    pub(crate) fn compile(&self, program: &Program, to: &Path) -> Result<()> {
        let folder = to.parent().context("a program stands in a folder")?;
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        let mut cc = command("cc");
        cc.args(["-std=c11", "-g", "-O1", "-pthread"]).args(WARNINGS).args(program.flags);
        for folder in program.includes {
            cc.arg("-I").arg(folder);
        }
        for source in program.sources {
            cc.args(c_files(source)?);
        }
        let packages = [&["lastpass-admin"], program.packages].concat();
        cc.args(self.packages(&["--cflags", "--libs"], &packages)?);
        cc.arg(format!("-Wl,-rpath,{}", self.prefix.join("lib").display()));
        cc.arg("-o").arg(to);
        println!("   $ cc … -o {}", to.display());
        ensure!(cc.status().context("`cc` could not be started")?.success(), "{cc:?} failed");
        Ok(())
    }

    /// Checks that a file compiles in this language, a standard of C or of C++.
    pub(super) fn check(&self, file: &Path, language: &str) -> Result<()> {
        let (program, dialect) = if language.contains("++") { ("c++", "c++") } else { ("cc", "c") };
        let mut compiler = command(program);
        compiler.args(["-x", dialect, "-fsyntax-only"]).arg(format!("-std={language}")).args(WARNINGS);
        run(compiler.args(self.packages(&["--cflags"], &["lastpass-admin"])?).arg(file))
    }

    /// What pkg-config says of packages.
    pub(super) fn packages(&self, arguments: &[&str], packages: &[&str]) -> Result<Vec<String>> {
        let mut words = Command::new("pkg-config");
        words.env("PKG_CONFIG_PATH", self.prefix.join("lib/pkgconfig")).args(arguments).args(packages);
        let said = words.output().context("`pkg-config` could not be started")?;
        ensure!(said.status.success(), "{words:?}: {}", String::from_utf8_lossy(&said.stderr).trim());
        Ok(String::from_utf8(said.stdout)?.split_whitespace().map(str::to_owned).collect())
    }
}

/// A file, or those of C in a folder, in the order of their names.
pub(super) fn c_files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path).with_context(|| path.display().to_string())? {
        files.push(entry?.path());
    }
    files.retain(|file| file.extension().is_some_and(|extension| extension == "c"));
    files.sort();
    Ok(files)
}
