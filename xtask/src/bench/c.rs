//! The C library, beside what one would write with libcurl and cJSON.

use std::path::Path;

use anyhow::Result;

use super::contest::{Client, Contest, LOOPS, Program, Workload, workloads};
use crate::c::{self, Build, Compiler, installed, require_peers};
use crate::process::{command, target};

/// While streaming, the peak stays below this, whatever the directory's size.
const STREAM_PEAK_MIB: f64 = 40.0;

/// The peer that ours is held against makes structs as ours does; the other one keeps the trees of cJSON as they come. 32 requests
/// are in flight on as many threads in ours, and on one thread in theirs, by the multi interface.
const CLIENTS: [Client; 3] = [
    Client::ours("ours", "lastpass-admin", Some("curl")),
    Client::nearest("curl", "libcurl + cJSON"),
    Client::peer("curl-trees", "libcurl + cJSON, trees as they come"),
];

/// No target was set for C: what is held is that it is no slower than its peer, and for W2 that threads cost little.
const WORKLOADS: [Workload; 6] = workloads([&[1.0], &[], &[], &[1.0]]);

/// Builds the library as it ships, and the programs.
pub(super) fn prepare(root: &Path) -> Result<Contest> {
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
        let program = c::Program { sources: &sources, includes: &[], packages, flags: &["-O2"] };
        compiler.compile(&program, &folder.join(name))?;
    }
    Ok(Contest {
        platform: "C".to_owned(),
        clients: &CLIENTS,
        workloads: &WORKLOADS,
        stream_peak: STREAM_PEAK_MIB,
        loops: &LOOPS,
        program: Box::new(move |program| {
            command(folder.join(match program {
                Program::Client(name) if name.starts_with("ours") => "ours",
                Program::Client(_) => "peers",
                Program::Leaks => "leaks",
            }))
        }),
    })
}
