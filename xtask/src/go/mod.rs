//! The Go module: built with the C library in it, used as a user would, and held to what it promises.

mod consumer;
mod documents;
mod library;
mod toolchain;

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

pub(crate) use consumer::MODULE;
pub(crate) use library::place;
pub(crate) use toolchain::go;

use crate::process::{command, output, run, target};
use crate::sandbox;
use crate::steps::Steps;

/// Our modules.
const MODULES: [&str; 4] = ["bindings-go", "bindings-go/benches", "examples/go", "tests/drivers/go"];

/// Takes the steps. What needs the library is left out if it cannot be built.
pub(crate) fn check(steps: &mut Steps, root: &Path) {
    let mut built = None;
    steps.step("Go library", || {
        toolchain::require(root)?;
        place(root)?;
        built = Some(sandbox::build(root)?);
        Ok(())
    });
    let Some(sandbox) = built else { return };
    steps.step("Go format", || format(root));
    steps.step("Go vet", || {
        MODULES.iter().try_for_each(|module| run(&mut go(&root.join(module), "vet ./...")))
    });
    let test = |module: &str, line: &str| run(go(&root.join(module), line).env("LASTPASS_SANDBOX", &sandbox));
    steps.step("Go tests", || test("bindings-go", "test -race ./..."));
    steps.step("Go tests with the oldest Go", || {
        let oldest = format!("go{}.0", toolchain::OLDEST);
        let mut version = go(root, "version");
        if !version.env("GOTOOLCHAIN", &oldest).output()?.status.success() {
            println!("   {oldest} is not here");
            return Ok(());
        }
        let mut tests = go(&root.join("bindings-go"), "test ./...");
        run(tests.env("GOTOOLCHAIN", &oldest).env("LASTPASS_SANDBOX", &sandbox))
    });
    steps.step("Go examples", || test("examples/go", "test -race ./..."));
    steps.step("Go in documents", || documents::check(root, &sandbox));
    steps.step("Go module of a user", || consumer::check(root, &sandbox));
}

/// Builds the driver of the scenarios or a package below it; none if the library is not placed in the module.
pub(crate) fn program(root: &Path, package: &str) -> Result<Option<PathBuf>> {
    if !library::placed(root) {
        return Ok(None);
    }
    let drivers = root.join("tests/drivers/go");
    let name = Path::new(package).file_name().unwrap_or("driver".as_ref());
    let program = target(root).join("go").join(name);
    run(go(&drivers, "build -o").arg(&program).arg(package))?;
    Ok(Some(program))
}

/// All Go as gofmt writes it, generated code too.
fn format(root: &Path) -> Result<()> {
    let folders = MODULES.into_iter().chain(["codegen/tests/golden/bindings-go"]);
    let unlike = output(command("gofmt").arg("-l").args(folders).current_dir(root))?;
    ensure!(unlike.is_empty(), "not as gofmt writes it:\n{unlike}");
    Ok(())
}
