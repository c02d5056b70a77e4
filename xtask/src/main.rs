//! `cargo xtask …`: the chores of the project.
#![allow(clippy::print_stdout, reason = "a program that talks to the one who started it")]

mod bench;
mod bindings;
mod c;
mod ci;
mod codegen;
mod commands;
mod conformance;
mod documents;
mod folders;
mod go;
mod headers;
mod kotlin;
mod leaks;
mod node;
mod openapi;
mod process;
mod python;
mod quickstart;
mod sandbox;
mod spec_diff;
mod steps;
mod surface;
mod test;
mod tools;
mod tree;
mod uniffi;

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
    /// Lists what differs between `spec/business.yaml` and the vendor's own document.
    SpecDiff(spec_diff::Arguments),
    /// Plays the scenarios of `tests/` through the drivers of the languages.
    Conformance(conformance::Arguments),
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
        Chore::Bench(arguments) => bench::run(arguments),
        Chore::Aar => uniffi::aar(&root),
        Chore::CInstall(arguments) => c::library::install(&root, arguments),
        Chore::Codegen(arguments) => codegen::run(&root, arguments),
        Chore::GoLibrary => go::place(&root),
        Chore::KotlinLibrary(arguments) => uniffi::place(&root, arguments.profile),
        Chore::SpecDiff(arguments) => spec_diff::run(&root, arguments),
        Chore::Conformance(arguments) => conformance::run(&root, arguments),
        Chore::Test(arguments) => test::run(&root, arguments),
        Chore::Ci => ci::run(&root),
    }
}

/// The root of the project.
fn root() -> anyhow::Result<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().map(Path::to_path_buf).context("xtask has to stand in the project's folder")
}
