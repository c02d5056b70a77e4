//! `cargo xtask bench SURFACE`: one surface, with every client and every figure.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::limits::Limit;
use super::network::{Network, Server};
use super::{prepare, tables};
use crate::surface::Surface;

/// How to measure.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Users in the directory.
    #[arg(long, default_value_t = 100_000)]
    users: u32,
    /// Rounds of each workload; in a round each client has its turn.
    #[arg(long, default_value_t = 5)]
    pairs: usize,
    /// The network. On a slow one, and over TLS, ours stand beside the nearest peers, in W1 and W2.
    #[arg(long, value_enum, default_value_t = Network::Plain)]
    network: Network,
    /// Writes every figure to this file as well.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Looks for leaks instead: memory has to stay flat over many calls, and over many clients.
    #[arg(long)]
    leaks: bool,
    /// Fails if a target is missed.
    #[arg(long)]
    strict: bool,
}

/// Measures a surface and prints a table for each workload, and what is held to a limit.
pub(super) fn run(root: &Path, surface: Surface, arguments: &Arguments) -> Result<()> {
    let Arguments { users, pairs, network, .. } = *arguments;
    let contest = prepare(root, surface)?;
    let server = Server::start(root, &Server::build(root)?, network, users)?;
    if arguments.leaks {
        return contest.look_for_leaks(&server);
    }
    println!(
        "{}, {users} users, {pairs} rounds, clients in turn, a fresh process each; medians, also of the ratios within a round.",
        contest.platform
    );
    let measured = contest.measure(&server, &network.workloads(contest.workloads), pairs);
    for work in &measured.works {
        print!("{}", tables::work(work));
    }
    if !measured.limits.is_empty() {
        Limit::print_all(&measured.limits);
    }
    if let Some(file) = &arguments.json {
        let text = serde_json::to_string_pretty(&measured)?;
        fs::write(file, text + "\n").with_context(|| file.display().to_string())?;
    }
    ensure!(measured.failures.is_empty(), "not measured: {}", measured.failures.join("; "));
    let missed = measured.missed();
    ensure!(!arguments.strict || missed.is_empty(), "missed: {}", missed.join(", "));
    Ok(())
}
