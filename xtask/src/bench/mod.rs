//! `cargo xtask bench …`: the surfaces beside their peers.
//!
//! Each cell is a fresh process against one sandbox, the clients take turns, and the median of the rounds' ratios is what
//! counts: machines are noisy, and a ratio within a round is less so.

mod all;
mod c;
mod charts;
mod contest;
mod core;
mod document;
mod figures;
mod go;
mod growth;
mod kotlin;
mod leaks;
mod limits;
mod measure;
mod network;
mod node;
mod one;
mod programs;
mod python;
mod report;
mod rows;
mod swift;
mod tables;

use std::path::Path;

use anyhow::Result;

use crate::surface::Surface;
use contest::Contest;
pub(crate) use figures::median;
pub(crate) use limits::{Limit, verdict};

/// What to measure.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

/// What can be measured.
#[derive(clap::Subcommand)]
enum What {
    /// Every surface beside its peers in one run; writes BENCHMARKS.md.
    All(all::Arguments),
    /// The Rust client beside a bare loop over reqwest and serde_json.
    Rust(one::Arguments),
    /// The Python package beside the stacks that a Python user would pick.
    Python(one::Arguments),
    /// The Node package beside the stacks that a Node user would pick.
    Node(one::Arguments),
    /// The C library beside what one would write with libcurl and cJSON.
    C(one::Arguments),
    /// The Go module beside what one would write with net/http and encoding/json.
    Go(one::Arguments),
    /// The Kotlin package beside OkHttp with Jackson, or with kotlinx.serialization.
    Kotlin(one::Arguments),
    /// The Swift package beside URLSession and Codable.
    Swift(one::Arguments),
}

/// Builds all that takes part on a surface, as it ships.
fn prepare(root: &Path, surface: Surface) -> Result<Contest> {
    match surface {
        Surface::Rust => core::prepare(root),
        Surface::Python => python::prepare(root),
        Surface::Node => node::prepare(root),
        Surface::C => c::prepare(root),
        Surface::Go => go::prepare(root),
        Surface::Kotlin => kotlin::prepare(root),
        Surface::Swift => swift::prepare(root),
    }
}

/// Measures, and prints tables.
pub fn run(arguments: &Arguments) -> Result<()> {
    let root = crate::root()?;
    match &arguments.what {
        What::All(arguments) => all::run(&root, arguments),
        What::Rust(arguments) => one::run(&root, Surface::Rust, arguments),
        What::Python(arguments) => one::run(&root, Surface::Python, arguments),
        What::Node(arguments) => one::run(&root, Surface::Node, arguments),
        What::C(arguments) => one::run(&root, Surface::C, arguments),
        What::Go(arguments) => one::run(&root, Surface::Go, arguments),
        What::Kotlin(arguments) => one::run(&root, Surface::Kotlin, arguments),
        What::Swift(arguments) => one::run(&root, Surface::Swift, arguments),
    }
}
