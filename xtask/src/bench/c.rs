//! `cargo xtask bench c`: the library beside what one would write with libcurl and cJSON.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::Rounds;
use super::contest::{Contest, Workload};
use super::leaks;
use super::programs::start_server;
use crate::c::{Build, Compiler, Program, installed, require_peers};
use crate::process::{command, target};

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
const STREAM_PEAK_MIB: f64 = 40.0;

/// The clients: ours first, then the peer that it is held against, which makes structs as ours does; the other one keeps the trees
/// of cJSON as they come. 32 requests are in flight on as many threads in ours, and on one thread in theirs, by the multi
/// interface.
const CLIENTS: [(&str, &str); 3] = [
    ("ours", "lastpass-admin"),
    ("curl", "libcurl + cJSON"),
    ("curl-trees", "libcurl + cJSON, trees as they come"),
];

/// No target was set for C: what is held is that it is no slower than its peer, and for W2 that threads cost little.
const WORKLOADS: [Workload; 6] = [
    Workload::new("w1", "three", "list users, Business API", Some(1.0)),
    Workload::new("w1", "every", "list users, Business API", None),
    Workload::new("w2", "every", "5,000 single reads, 32 in flight", None),
    Workload::new("w3", "every", "2,000 single reads, one by one", None),
    Workload::new("w4", "three", "list users, Provisioning API", Some(1.0)),
    Workload::new("w4", "every", "list users, Provisioning API", None),
];

/// Measures and prints a table for each workload, and what is held to a limit.
pub(super) fn run(root: &Path, Arguments { rounds, leaks }: &Arguments) -> Result<()> {
    require_peers()?;
    let compiler = Compiler::new(&installed(root, Build::Shipped)?);
    let (sources, folder) = (root.join("bindings-c/benches"), target(root).join("c/bench"));
    // The peers stand in a program of their own: ours has no use for their libraries, and does not load them.
    let programs = [
        ("ours", &["workload.c", "ours.c"] as &[&str], &[] as &[&str]),
        ("peers", &["workload.c", "peers"], &["libcurl", "libcjson"]),
        ("leaks", &["leaks.c"], &[]),
    ];
    for (name, files, packages) in programs {
        let sources: Vec<_> = files.iter().map(|file| sources.join(file)).collect();
        let program = Program { sources: &sources, includes: &[], packages, flags: &["-O2"] };
        compiler.compile(&program, &folder.join(name))?;
    }
    let server = start_server(root, rounds.users)?;
    let program = |name: &str| -> Command {
        let mut program = command(folder.join(name));
        program.envs(server.environment());
        program
    };
    if *leaks {
        return leaks::look(&LOOPS, &|| program("leaks"));
    }
    println!(
        "{} users, {} rounds, clients in turn, a fresh process each; medians, also of the ratios within a round.",
        rounds.users, rounds.pairs
    );
    let contest = Contest {
        clients: &CLIENTS,
        workloads: &WORKLOADS,
        stream_peak: STREAM_PEAK_MIB,
        program: &|client| program(if client.starts_with("ours") { "ours" } else { "peers" }),
    };
    rounds.judge(&contest.hold(rounds.pairs)?)
}
