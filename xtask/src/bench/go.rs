//! The Go module, beside what one would write with net/http and encoding/json.

use std::path::Path;

use anyhow::Result;

use super::contest::{Client, Contest, LOOPS, Program, Workload, workloads};
use crate::go::{go, place};
use crate::process::{command, output, run, target};

/// While streaming, the peak stays below this, whatever the directory's size.
const STREAM_PEAK_MIB: f64 = 48.0;

/// The peer that ours is held against takes the vendor's values as they come; the other one makes of them what the module gives.
const CLIENTS: [Client; 3] = [
    Client::ours("ours", "lastpass-admin", Some("json")),
    Client::nearest("json", "net/http + encoding/json, values as they come"),
    Client::peer("json-same", "net/http + encoding/json"),
];

/// A struct holds all members of a user, however many are read.
const WORKLOADS: [Workload; 6] = workloads([&[2.0], &[1.0], &[1.0], &[2.5]]);

/// Builds the module as it ships, and the programs.
pub(super) fn prepare(root: &Path) -> Result<Contest> {
    place(root)?;
    let folder = target(root).join("go/bench");
    let programs = root.join("bindings-go/benches");
    run(go(&programs, "build -o").arg(folder.join("")).arg("./..."))?;
    let version = output(&mut go(&programs, "env GOVERSION"))?;
    Ok(Contest {
        platform: version.trim().replacen("go", "Go ", 1),
        clients: &CLIENTS,
        workloads: &WORKLOADS,
        stream_peak: STREAM_PEAK_MIB,
        loops: &LOOPS,
        program: Box::new(move |program| {
            command(folder.join(match program {
                Program::Client(_) => "workload",
                Program::Leaks => "leaks",
            }))
        }),
    })
}
