//! `cargo xtask bench node`: the package beside the stacks that a Node user would pick.

mod installed;
mod results;
mod workloads;

use std::path::Path;

use anyhow::Result;

use super::Rounds;
use super::leaks::growth;
use super::limits::Limit;
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
        let loops = LOOPS.iter();
        let limits: Result<Vec<_>> = loops
            .map(|(name, title)| growth(name, title, &mut installed.script("--expose-gc leaks.mjs", &server)))
            .collect();
        // Unlike a time, a leak does not depend on what else the machine does.
        return Rounds { strict: true, ..*rounds }.judge(&Limit::print_all(&limits?));
    }
    println!(
        "Node {}, {} users, {} rounds, clients in turn, a fresh process each; medians, also of the ratios within a round.",
        installed.version, rounds.users, rounds.pairs
    );
    println!("Imports are not in the times. The target of a list is that for three members of each user.");
    let mut missed = Vec::new();
    for workload in workloads::ALL {
        missed.extend(workload.measure(&installed, &server, rounds.pairs)?.print());
    }
    missed.extend(Limit::print_all(&workloads::streaming(&installed, &server)?));
    rounds.judge(&missed)
}
