//! `cargo xtask bench go`: the module beside what one would write with net/http and encoding/json.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::Rounds;
use super::contest::{Contest, Workload};
use super::leaks;
use super::programs::start_server;
use crate::go::{go, place};
use crate::process::{command, output, run as start, target};

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

/// While streaming, the peak stays below this, whatever the directory's size.
const STREAM_PEAK_MIB: f64 = 48.0;

/// The clients: ours first, then the peer that it is held against, which takes the vendor's values as they come; the other one
/// makes of them what the module gives.
const CLIENTS: [(&str, &str); 3] = [
    ("ours", "lastpass-admin"),
    ("json", "net/http + encoding/json, values as they come"),
    ("json-same", "net/http + encoding/json"),
];

/// A list is held to its target where a program reads three members of each user; either way a struct holds all of them.
const WORKLOADS: [Workload; 6] = [
    Workload::new("w1", "three", "list users, Business API", Some(2.0)),
    Workload::new("w1", "every", "list users, Business API", None),
    Workload::new("w2", "every", "5,000 single reads, 32 in flight", Some(1.0)),
    Workload::new("w3", "every", "2,000 single reads, one by one", Some(1.0)),
    Workload::new("w4", "three", "list users, Provisioning API", Some(2.5)),
    Workload::new("w4", "every", "list users, Provisioning API", None),
];

/// Measures and prints a table for each workload, and what is held to a limit.
pub(super) fn run(root: &Path, Arguments { rounds, leaks }: &Arguments) -> Result<()> {
    place(root)?;
    let folder = target(root).join("go/bench");
    let programs = root.join("bindings-go/benches");
    start(go(&programs, "build -o").arg(folder.join("")).arg("./..."))?;
    let server = start_server(root, rounds.users)?;
    let program = |name: &str| -> Command {
        let mut program = command(folder.join(name));
        program.envs(server.environment());
        program
    };
    if *leaks {
        return leaks::look(&LOOPS, &|| program("leaks"));
    }
    let version = output(&mut go(&programs, "env GOVERSION"))?;
    println!(
        "{}, {} users, {} rounds, clients in turn, a fresh process each; medians, also of the ratios within a round.",
        version.trim(),
        rounds.users,
        rounds.pairs
    );
    let contest = Contest {
        clients: &CLIENTS,
        workloads: &WORKLOADS,
        stream_peak: STREAM_PEAK_MIB,
        program: &|_| program("workload"),
    };
    rounds.judge(&contest.hold(rounds.pairs)?)
}
