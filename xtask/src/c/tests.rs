//! The tests in C: a program for each file, against a sandbox that the program starts.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::compiler::{Compiler, Program, c_files};
use crate::process::{command, run as start, target};

/// What the tests share.
const SUPPORT: &str = "bindings-c/tests/support";

/// How the programs are run.
#[derive(Clone, Copy)]
pub(super) enum How {
    /// As they are.
    Plain,
    /// Under valgrind, which sees what is read and written and what is never freed, in the library too.
    Valgrind,
    /// With AddressSanitizer in the programs: what they do with the memory of the library, and leaks of both.
    Sanitizer,
}

pub(super) fn run(root: &Path, prefix: &Path, sandbox: &Path, how: How) -> Result<()> {
    let tests = root.join("bindings-c/tests");
    let mut failed = Vec::new();
    for source in c_files(&tests)? {
        let program = compile(root, prefix, &source, "programs", how)?;
        if let Err(error) = start(run_program(&mut how.command(&program), sandbox)) {
            println!("   {error:#}");
            failed.push(source.file_stem().unwrap_or_default().to_string_lossy().into_owned());
        }
    }
    ensure!(failed.is_empty(), "failed: {}", failed.join(", "));
    Ok(())
}

/// Compiles a program of tests, with what all of them share.
pub(super) fn compile(root: &Path, prefix: &Path, source: &Path, folder: &str, how: How) -> Result<PathBuf> {
    let name = source.file_stem().context("a source has a name")?;
    let program = target(root).join("c").join(folder).join(how.folder()).join(name);
    let support = root.join(SUPPORT);
    let parts = Program {
        sources: &[source.to_path_buf(), support.clone()],
        includes: &[support],
        packages: &["jansson"],
        flags: how.flags(),
    };
    Compiler::new(prefix).compile(&parts, &program)?;
    Ok(program)
}

/// Takes what a developer's shell may say of a client out of a program's environment, and tells it where the sandbox is.
pub(super) fn run_program<'a>(program: &'a mut Command, sandbox: &Path) -> &'a mut Command {
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("LASTPASS_") || name.to_ascii_lowercase().ends_with("_proxy") {
            program.env_remove(&*name);
        }
    }
    // One test lets the library panic, which would tell of it at length.
    program.env("LASTPASS_SANDBOX", sandbox).env("RUST_BACKTRACE", "0")
}

impl How {
    fn folder(self) -> &'static str {
        match self {
            How::Plain | How::Valgrind => "plain",
            How::Sanitizer => "sanitized",
        }
    }

    /// What the compiler is told.
    pub(super) fn flags(self) -> &'static [&'static str] {
        match self {
            How::Plain | How::Valgrind => &["-DLPA_TEST_HOOKS"],
            How::Sanitizer => {
                &["-DLPA_TEST_HOOKS", "-fsanitize=address,undefined", "-fno-sanitize-recover=undefined"]
            }
        }
    }

    fn command(self, program: &Path) -> Command {
        match self {
            How::Plain => command(program),
            How::Sanitizer => {
                let mut command = command(program);
                command.env("ASAN_OPTIONS", "detect_stack_use_after_return=1:strict_string_checks=1");
                command
            }
            How::Valgrind => {
                let mut valgrind = command("valgrind");
                valgrind.args(["--quiet", "--error-exitcode=9", "--child-silent-after-fork=yes"]);
                // What the library keeps for as long as the process runs is reached by pointers into its middle: possibly lost.
                let kinds = "definite,indirect";
                valgrind.args(["--leak-check=full", &format!("--show-leak-kinds={kinds}")]);
                valgrind.arg(format!("--errors-for-leak-kinds={kinds}"));
                valgrind.arg(program);
                valgrind
            }
        }
    }
}
