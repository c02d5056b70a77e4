//! The Swift package, beside what one would write with URLSession and Codable.

use std::path::Path;

use anyhow::Result;

use super::contest::{Client, Contest, LOOPS, Program, Workload, workloads};
use crate::process::{output, run};
use crate::swift::{Toolchain, built, package};
use crate::uniffi::{Build, place_for_swift};

/// While streaming, the peak stays below this, whatever the directory's size. Swift and its Foundation take half of it before a call.
const STREAM_PEAK_MIB: f64 = 64.0;

/// The peer that ours is held against takes the vendor's values as they come; the other one makes of them what the package gives. On Linux,
/// URLSession takes no authority but the system's.
const CLIENTS: [Client; 3] = [
    Client::ours("ours", "lastpass-admin", Some("codable")),
    Client::nearest("codable", "URLSession + Codable, values as they come").without_tls(),
    Client::peer("codable-same", "URLSession + Codable").without_tls(),
];

/// A struct holds all members of a user, however many are read.
const WORKLOADS: [Workload; 6] = workloads([&[3.0], &[2.0], &[2.0], &[3.0]]);

/// Builds the package as it ships, and the programs.
pub(super) fn prepare(root: &Path) -> Result<Contest> {
    let swift = Toolchain::require(root)?;
    place_for_swift(root, Build::Dist)?;
    for program in ["Workload", "Leaks"] {
        run(package(&swift, root, "build --configuration release --product").arg(program))?;
    }
    let version = output(swift.command(root, "swift").arg("--version"))?;
    let version = version.split_whitespace().skip_while(|word| *word != "version").nth(1).unwrap_or_default();
    let (folder, root) = (built(root).join("release"), root.to_owned());
    Ok(Contest {
        platform: format!("Swift {version}"),
        clients: &CLIENTS,
        workloads: &WORKLOADS,
        stream_peak: STREAM_PEAK_MIB,
        loops: &LOOPS,
        program: Box::new(move |program| {
            let name = match program {
                Program::Client(_) => "Workload",
                Program::Leaks => "Leaks",
            };
            swift.command(&root, folder.join(name))
        }),
    })
}
