//! The Swift package: built with the library in it, tested, used as a user would, and played by the driver of the scenarios.

mod debian;
mod documents;
mod toolchain;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::process::{run, target};
use crate::sandbox;
use crate::steps::Steps;
use crate::uniffi::{self, Build};
pub(crate) use documents::manifest;
pub(crate) use toolchain::Toolchain;

/// All that is written in Swift, by hand or by codegen.
const SOURCES: [&str; 6] = [
    "Package.swift",
    "examples/swift",
    "tests/drivers/swift",
    "uniffi/swift/Sources",
    "uniffi/swift/Tests",
    "uniffi/swift/benches",
];

/// Takes the steps. What needs the library is left out if it cannot be built.
pub(crate) fn check(steps: &mut Steps, root: &Path) {
    let mut built = None;
    steps.step("Swift library", || {
        let swift = Toolchain::require(root)?;
        uniffi::place_for_swift(root, Build::Dist)?;
        built = Some((swift, sandbox::build(root)?));
        Ok(())
    });
    let Some((swift, sandbox)) = built else { return };
    let here = |line: &str| package(&swift, root, line);
    steps.step("Swift format", || run(here("format lint --strict --parallel --recursive").args(SOURCES)));
    steps.step("Swift build", || run(here("build --build-tests").args(["-Xswiftc", "-warnings-as-errors"])));
    steps.step("Swift tests", || {
        // One after the other: some look at all that the process holds.
        let mut test = here("test --skip-build --no-parallel --disable-xctest");
        run(test.args(["-Xswiftc", "-warnings-as-errors"]).env("LASTPASS_SANDBOX", &sandbox))
    });
    steps.step("Swift in documents", || documents::check(&swift, root, &sandbox));
}

/// What starts the driver of the scenarios, if it is built.
pub(crate) fn driver(root: &Path) -> Result<Option<Vec<String>>> {
    let driver = built(root).join("debug/Driver");
    let Some(swift) = Toolchain::find(root)?.filter(|_| driver.exists()) else { return Ok(None) };
    let command = swift.command(root, driver);
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    Ok(Some(words.map(|word| word.to_string_lossy().into_owned()).collect()))
}

/// SwiftPM with the project's package.
pub(crate) fn package(swift: &Toolchain, root: &Path, line: &str) -> Command {
    let (subcommand, rest) = line.split_once(' ').unwrap_or((line, ""));
    let mut command = swift.command(root, "swift");
    command.arg(subcommand);
    if subcommand != "format" {
        command.arg("--scratch-path").arg(built(root));
    }
    command.args(rest.split_whitespace());
    command
}

/// Where SwiftPM builds.
pub(crate) fn built(root: &Path) -> PathBuf {
    target(root).join("swift/build")
}
