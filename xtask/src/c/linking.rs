//! A program that has the library in it: linked by plain gcc, with the system libraries that pkg-config names.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::Compiler;
use crate::folders::{copy, empty};
use crate::process::{command, output, run, target};
use crate::sandbox::Sandbox;

const PROGRAM: &str = "examples/c/quickstart.c";

pub(crate) fn check(root: &Path, prefix: &Path, sandbox: &Path) -> Result<()> {
    // A folder without the shared library, so that the linker takes the other one; what pkg-config says goes along with it.
    let moved = target(root).join("c/static");
    empty(&moved.join("lib"))?;
    copy(&prefix.join("include"), &moved.join("include"))?;
    copy(&prefix.join("lib/pkgconfig"), &moved.join("lib/pkgconfig"))?;
    copy(&prefix.join("lib/liblastpass_admin.a"), &moved.join("lib/liblastpass_admin.a"))?;

    let program = moved.join("quickstart");
    let here = format!("--define-variable=prefix={}", moved.display());
    let words =
        Compiler::new(&moved).packages(&[&here, "--static", "--cflags", "--libs"], &["lastpass-admin"])?;
    run(command("gcc").arg(root.join(PROGRAM)).args(words).arg("-o").arg(&program))?;
    let needed = output(Command::new("ldd").arg(&program))?;
    ensure!(!needed.contains("lastpass"), "{} is not linked statically:\n{needed}", program.display());

    let company = Sandbox::start(sandbox, &[])?;
    let printed = output(Command::new(&program).envs(company.environment()))?;
    let size = program.metadata().with_context(|| program.display().to_string())?.len();
    println!("   {size} bytes; {} lines", printed.lines().count());
    Ok(())
}
