//! `cargo xtask …`: the chores of the project.
#![allow(clippy::print_stdout, reason = "a program that talks to the one who started it")]

mod audit;
mod bench;
mod bindings;
mod c;
mod ci;
mod codegen;
mod commands;
mod conformance;
mod crates;
mod dist;
mod documents;
mod folders;
mod fuzz;
mod go;
mod headers;
mod kotlin;
mod leaks;
mod licenses;
mod node;
mod openapi;
mod process;
mod programs;
mod python;
mod quickstart;
mod sandbox;
mod secrets;
mod sizes;
mod soak;
mod spec_diff;
mod steps;
mod surface;
mod swift;
mod test;
mod tools;
mod tree;
mod uniffi;
mod unsafe_code;
mod versions;
mod workflows;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};

/// The chores of the project.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Checks what the project is built of: licences, second versions, known weaknesses.
    Audit,
    /// Measures a surface beside its peers.
    Bench(bench::Arguments),
    /// Builds the native libraries for Android, and packs them with the Kotlin package as an AAR.
    Aar,
    /// Builds the C library and installs it: header, shared and static library, pkg-config file.
    CInstall(c::library::Arguments),
    /// Writes the generated code of every surface from `spec/`.
    Codegen(codegen::Arguments),
    /// Builds the C library and places it in the Go module.
    GoLibrary,
    /// Builds the native library and places it in the Kotlin package, with the code that calls it.
    KotlinLibrary(uniffi::Arguments),
    /// Builds the native library and places it in the Swift package, with the code that calls it.
    SwiftLibrary(uniffi::Arguments),
    /// Builds the native library for Apple's platforms, and places it in the Swift package as an XCFramework.
    Xcframework,
    /// Writes `LICENSE-THIRD-PARTY` of every package: whose crates are compiled into it, and under which terms.
    Licenses,
    /// Lists what differs between `spec/business.yaml` and the vendor's own document.
    SpecDiff(spec_diff::Arguments),
    /// Makes every package as it is given away, with checksums and bills of materials.
    Dist(dist::Arguments),
    /// Installs each package from where `dist` has put it into a clean place, and runs a program there.
    DistTest(dist::Arguments),
    /// Plays the scenarios of `tests/` through the drivers of the languages.
    Conformance(conformance::Arguments),
    /// Weighs the packages that are built, and times how they load, against `xtask/budgets.toml`.
    Sizes,
    /// Plays a great number of mixed operations through the drivers, with faults among them.
    Soak(soak::Arguments),
    /// Runs every fuzz target for some minutes.
    Fuzz(fuzz::Arguments),
    /// Searches what programs in each language print, and the memory that they leave, for secrets.
    Secrets(secrets::Arguments),
    /// Checks and tests everything, as a reviewer would.
    Test(test::Arguments),
    /// The same with the settings of a CI machine: what is missing is installed.
    Ci,
}

fn main() -> ExitCode {
    let chore = Arguments::parse().chore;
    match run(&chore) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(chore: &Chore) -> anyhow::Result<()> {
    let root = root()?;
    match chore {
        Chore::Audit => audit::run(&root),
        Chore::Bench(arguments) => bench::run(arguments),
        Chore::Aar => uniffi::aar(&root),
        Chore::CInstall(arguments) => c::library::install(&root, arguments),
        Chore::Codegen(arguments) => codegen::run(&root, arguments),
        Chore::GoLibrary => go::place(&root),
        Chore::KotlinLibrary(arguments) => uniffi::place(&root, arguments.profile),
        Chore::SwiftLibrary(arguments) => uniffi::place_for_swift(&root, arguments.profile),
        Chore::Xcframework => uniffi::xcframework(&root),
        Chore::Licenses => licenses::write(&root),
        Chore::SpecDiff(arguments) => spec_diff::run(&root, arguments),
        Chore::Conformance(arguments) => conformance::run(&root, arguments),
        Chore::Dist(arguments) => dist::run(&root, arguments),
        Chore::DistTest(arguments) => dist::test(&root, arguments),
        Chore::Sizes => sizes::run(&root),
        Chore::Soak(arguments) => soak::run(&root, arguments),
        Chore::Fuzz(arguments) => fuzz::run(&root, arguments),
        Chore::Secrets(arguments) => secrets::run(&root, arguments),
        Chore::Test(arguments) => test::run(&root, arguments),
        Chore::Ci => ci::run(&root),
    }
}

/// The root of the project.
fn root() -> anyhow::Result<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().map(Path::to_path_buf).context("xtask has to stand in the project's folder")
}
