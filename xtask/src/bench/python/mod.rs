//! `cargo xtask bench python`: the package beside the stacks that a Python user would pick.

mod import;
mod installed;
mod results;
mod workloads;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::Rounds;
use super::leaks;
use super::limits::Limit;
use super::programs::start_server;
use installed::Installed;

/// How to measure.
#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    rounds: Rounds,
    /// Writes every figure to this file as well.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Looks for leaks instead: memory has to stay flat over 100,000 calls and over 1,000 clients.
    #[arg(long)]
    leaks: bool,
}

const LOOPS: [(&str, &str); 4] = [
    ("calls", "100,000 calls"),
    ("calls-asyncio", "100,000 calls, asyncio"),
    ("clients", "1,000 clients"),
    ("clients-asyncio", "1,000 clients, asyncio"),
];

/// Measures and prints a table for each workload, and what is held to a limit.
pub(super) fn run(root: &Path, arguments: &Arguments) -> Result<()> {
    let rounds = &arguments.rounds;
    let installed = Installed::new(root)?;
    let server = start_server(root, rounds.users)?;
    if arguments.leaks {
        return leaks::look(&LOOPS, &|| installed.script("leaks.py", &server));
    }
    println!(
        "CPython {}, {} users, {} rounds, clients in turn, a fresh process each; medians, also of the ratios within a round.",
        installed.version, rounds.users, rounds.pairs
    );
    println!("Imports are not in the times. The target of a list is that for three members of each user.");
    let (mut missed, mut measured) = (Vec::new(), Vec::new());
    for workload in workloads::ALL {
        let results = workload.measure(&installed, &server, rounds.pairs)?;
        missed.extend(results.print());
        measured.push(results.to_json());
    }
    let mut limits = workloads::streaming(&installed, &server)?;
    limits.extend(import::measure(&installed)?);
    missed.extend(Limit::print_all(&limits));
    if let Some(file) = &arguments.json {
        let limits: Vec<Value> = limits.iter().map(Limit::to_json).collect();
        let all = json!({
            "python": installed.version, "users": rounds.users, "rounds": rounds.pairs,
            "workloads": measured, "limits": limits, "missed": missed,
        });
        std::fs::write(file, format!("{all:#}\n")).with_context(|| file.display().to_string())?;
    }
    rounds.judge(&missed)
}
