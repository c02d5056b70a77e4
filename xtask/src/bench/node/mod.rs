//! `cargo xtask bench node`: the package beside the stacks that a Node user would pick.

mod installed;
mod workloads;

use std::path::Path;

use anyhow::Result;

use super::Rounds;
use super::contest::Contest;
use super::leaks;
use super::programs::start_server;
use installed::Installed;

/// How to measure.
#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    rounds: Rounds,
    /// Looks for leaks instead: memory has to stay flat over 100,000 calls and over 10,000 clients.
    #[arg(long)]
    leaks: bool,
}

const LOOPS: [(&str, &str); 2] = [("calls", "100,000 calls"), ("clients", "10,000 clients")];

/// Measures and prints a table for each workload, and what is held to a limit.
pub(super) fn run(root: &Path, Arguments { rounds, leaks }: &Arguments) -> Result<()> {
    let installed = Installed::new(root)?;
    let server = start_server(root, rounds.users)?;
    if *leaks {
        return leaks::look(&LOOPS, &|| installed.script("--expose-gc leaks.mjs", &server));
    }
    println!(
        "Node {}, {} users, {} rounds, clients in turn, a fresh process each; medians, also of the ratios within a round.",
        installed.version, rounds.users, rounds.pairs
    );
    println!("Imports are not in the times. The target of a list is that for three members of each user.");
    let contest = Contest {
        clients: &workloads::CLIENTS,
        workloads: &workloads::ALL,
        stream_peak: workloads::STREAM_PEAK_MIB,
        program: &|_| installed.script("workload.mjs", &server),
    };
    rounds.judge(&contest.hold(rounds.pairs)?)
}
