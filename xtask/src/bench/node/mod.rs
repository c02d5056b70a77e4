//! The Node package, beside the stacks that a Node user would pick.

mod installed;

use std::path::Path;

use anyhow::Result;

use super::contest::{Client, Contest, Program, Workload};
use installed::Installed;

const LOOPS: [(&str, &str); 2] = [("calls", "100,000 calls"), ("clients", "10,000 clients")];

/// While streaming, the peak stays below this: an empty Node takes 45 MiB, and parses a page of 1.1 MB at a time.
const STREAM_PEAK_MIB: f64 = 128.0;

/// The undici pool, which ours is held against, takes the vendor's objects as they come; the others make those that the package
/// gives.
const CLIENTS: [Client; 5] = [
    Client::ours("ours", "lastpass-admin", Some("undici")),
    Client::nearest("undici", "undici pool, objects as they come"),
    Client::peer("undici-same", "undici pool"),
    Client::peer("fetch", "fetch"),
    Client::peer("axios", "axios"),
];

/// A list is held to its target where a script reads three members of each user; what it costs to read every member is shown.
const WORKLOADS: [Workload; 6] = [
    Workload::new("w1", "three", "list users, Business API", &[1.6]),
    Workload::new("w1", "every", "list users, Business API", &[]),
    Workload::new("w2", "every", "5,000 single reads, 32 in flight", &[3.0]),
    Workload::new("w3", "every", "2,000 single reads, one by one", &[2.1]),
    Workload::new("w4", "three", "list users, Provisioning API", &[1.2]),
    Workload::new("w4", "every", "list users, Provisioning API", &[]),
];

/// Builds the package as it ships, and installs it beside the peers. Imports are not in the times.
pub(super) fn prepare(root: &Path) -> Result<Contest> {
    let installed = Installed::new(root)?;
    Ok(Contest {
        platform: format!("Node {}", installed.version),
        clients: &CLIENTS,
        workloads: &WORKLOADS,
        stream_peak: STREAM_PEAK_MIB,
        loops: &LOOPS,
        program: Box::new(move |program| {
            installed.script(match program {
                Program::Client(_) => "workload.mjs",
                Program::Leaks => "--expose-gc leaks.mjs",
            })
        }),
    })
}
