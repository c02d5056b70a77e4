//! The client in Rust, beside a bare loop over reqwest and serde_json that does the same work.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::contest::{Client, Contest, Held, Workload};
use super::programs::build;

/// While streaming, the peak stays below this, whatever the directory's size.
const STREAM_PEAK_MIB: f64 = 40.0;

/// The bare loop has no TLS: reqwest would bring a provider of its own, which all that is built beside it would get too.
const CLIENTS: [Client; 2] = [
    Client::ours("ours", "lastpass-admin", Some("bare")),
    Client::nearest("bare", "reqwest + serde_json, bare loop").without_tls(),
];

/// Ours may take 1.15 times as long where the requests are what counts, for retries, time limits and checks. Reading both
/// directories joined is measured beside reading both APIs one after another, which keeps nothing.
const WORKLOADS: [Workload; 5] = [
    Workload::new("w1", "every", "list users, Business API", &[1.0]).holding(Held::MemoryAndCpu),
    Workload::new("w2", "every", "5,000 single reads, 32 in flight", &[1.0 / 1.15])
        .holding(Held::MemoryAndCpu),
    Workload::new("w3", "every", "2,000 single reads, one by one", &[1.0 / 1.15]).holding(Held::MemoryAndCpu),
    Workload::new("w4", "every", "list users, Provisioning API", &[1.0]).holding(Held::MemoryAndCpu),
    Workload::new("w5", "every", "list users of both APIs, joined", &[1.0 / 1.15]).holding(Held::WallAlone),
];

/// Builds the program as it ships.
pub(super) fn prepare(root: &Path) -> Result<Contest> {
    let program = build(root, "--package lastpass-admin --bench workloads")?;
    Ok(Contest {
        platform: "Rust".to_owned(),
        clients: &CLIENTS,
        workloads: &WORKLOADS,
        stream_peak: STREAM_PEAK_MIB,
        loops: &[],
        program: Box::new(move |_| Command::new(&program)),
    })
}
