//! The Swift package: built with the library in it, tested, used as a user would, and played by the driver of the scenarios.

mod debian;
mod documents;
mod toolchain;

use std::fs;
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

/// What starts the driver of the scenarios; none if the package is not built.
pub(crate) fn driver(root: &Path) -> Result<Option<Vec<String>>> {
    let swift = toolchain_if_built(root)?;
    Ok(swift.map(|swift| words(&swift.command(root, driver_in(root)))))
}

/// What starts the program that holds secrets, with a heap of its own for Swift; none if the package is not built.
pub(crate) fn holder(root: &Path) -> Result<Option<Vec<String>>> {
    let Some(swift) = toolchain_if_built(root)? else { return Ok(None) };
    let program = built(root).join("debug/Holder");
    run(&mut package(&swift, root, "build --product Holder"))?;
    let (source, heap) = (root.join("tests/secrets/swift_heap.c"), target(root).join("swift/heap.so"));
    let mut cc = swift.command(root, "cc");
    cc.args(["-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror"]).arg(source).arg("-o").arg(&heap);
    run(&mut cc)?;
    let mut holder = swift.command(root, "env");
    holder.arg(format!("LD_PRELOAD={}", heap.display())).arg(program);
    Ok(Some(words(&holder)))
}

/// Removes what was linked: SwiftPM never looks at an archive to see what it has to link anew.
pub(crate) fn remove_linked(root: &Path) -> Result<()> {
    let folders = ["debug", "release"].map(|configuration| fs::read_dir(built(root).join(configuration)));
    for entry in folders.into_iter().flatten().flatten() {
        let path = entry?.path();
        if path.is_file() && path.extension().is_none_or(|extension| extension == "xctest") {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

fn driver_in(root: &Path) -> PathBuf {
    built(root).join("debug/Driver")
}

fn toolchain_if_built(root: &Path) -> Result<Option<Toolchain>> {
    Ok(Toolchain::find(root)?.filter(|_| driver_in(root).exists()))
}

fn words(command: &Command) -> Vec<String> {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect()
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
