//! The Node package, beside the stacks that a Node user would pick.

mod installed;

use std::path::Path;

use anyhow::Result;

use super::contest::{Client, Contest, LOOPS, Program, Workload, workloads};
use installed::Installed;

/// While streaming, the peak stays below this: an empty Node takes 45 MiB, and parses a page of 1.1 MB at a time.
const STREAM_PEAK_MIB: f64 = 128.0;

/// The undici pool, which ours is held against, takes the vendor's objects as they come; the others make those that the package
/// gives.
const CLIENTS: [Client; 6] = [
    Client::ours("ours", "lastpass-admin", Some("undici")),
    Client::nearest("undici", "undici pool, objects as they come"),
    Client::peer("undici-same", "undici pool"),
    Client::peer("fetch", "fetch"),
    Client::peer("axios", "axios"),
    Client::sockets("sockets", "sockets alone"),
];

const WORKLOADS: [Workload; 6] = workloads([&[1.6], &[3.0], &[2.1], &[1.2]]);

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
