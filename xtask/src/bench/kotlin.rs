//! The Kotlin package, beside what one would write with OkHttp.

use std::path::Path;

use anyhow::{Context, Result};

use super::contest::{Client, Contest, LOOPS, Program, Workload, workloads};
use crate::kotlin::{class_path, maven, require};
use crate::process::{command, output, run};
use crate::uniffi::{Build, place};

/// While streaming, the peak stays below this, whatever the directory's size: it is what the JVM lets its heap grow to before it looks
/// for garbage.
const STREAM_PEAK_MIB: f64 = 256.0;

/// What ours is held against is the fastest of these. The first two take the vendor's values as they come; the last one makes of them
/// what the package gives.
const CLIENTS: [Client; 4] = [
    Client::ours("ours", "lastpass-admin", None),
    Client::nearest("serialization", "OkHttp + kotlinx.serialization, values as they come"),
    Client::peer("jackson", "OkHttp + Jackson, values as they come"),
    Client::peer("serialization-same", "OkHttp + kotlinx.serialization"),
];

/// A data class holds all members of a user, however many are read.
const WORKLOADS: [Workload; 6] = workloads([&[1.2], &[1.0], &[1.0], &[1.2]]);

/// Builds the package as it ships, and the programs. The start of the JVM is not in their times; what a client loads, and what is
/// compiled meanwhile, is.
pub(super) fn prepare(root: &Path) -> Result<Contest> {
    require()?;
    place(root, Build::Dist)?;
    let programs = "--activate-profiles benches --projects :lastpass-admin-benches --also-make";
    run(&mut maven(root, &format!("{programs} -Dmaven.test.skip=true package")))?;
    let classes = class_path(root, "uniffi/kotlin/benches/target/benches.jar")?;
    let version = output(command("java").arg("--version"))?;
    let version = version.split_whitespace().nth(1).context("Java does not tell its version")?;
    Ok(Contest {
        platform: format!("Java {version}"),
        clients: &CLIENTS,
        workloads: &WORKLOADS,
        stream_peak: STREAM_PEAK_MIB,
        loops: &LOOPS,
        program: Box::new(move |program| {
            let (options, name): (&[&str], _) = match program {
                Program::Client(_) => (&[], "workload.WorkloadKt"),
                // All of the heap from the start: what the process grows by is held outside of it.
                Program::Leaks => (&["-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch"], "leaks.LeaksKt"),
            };
            let mut java = command("java");
            java.args(options).args(["-cp", &classes, name]);
            java
        }),
    })
}
