//! `cargo xtask bench core`: the client beside a bare loop over reqwest and serde_json that does the same work.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, ensure};

use super::Rounds;
use super::figures::{Figures, middle, ratio};
use super::programs::{build, start_server};

/// The ratios to hold: wall time of ours divided by the bare loop's; and whether CPU time and peak are held too. The last one is
/// measured beside reading both APIs one after another, which keeps nothing.
const TARGETS: [(&str, &str, f64, bool); 5] = [
    ("w1", "list users, Business API", 1.00, true),
    ("w2", "5,000 single reads, 32 in flight", 1.15, true),
    ("w3", "2,000 single reads, one by one", 1.15, true),
    ("w4", "list users, Provisioning API", 1.00, true),
    ("w5", "list users of both APIs, joined", 1.15, false),
];

/// While streaming, the peak stays below this, whatever the directory's size.
const STREAM_PEAK_MIB: f64 = 40.0;

/// Measures, prints one table, and gives the workloads that missed their target.
pub(super) fn run(root: &Path, &Rounds { users, pairs, .. }: &Rounds) -> Result<Vec<String>> {
    let bench = build(root, "--package lastpass-admin --bench workloads")?;
    let server = start_server(root, users)?;
    let measure = |workload: &str, client: &str| {
        Figures::of(Command::new(&bench).args([workload, client]).envs(server.environment()))
    };
    println!("{users} users, {pairs} interleaved pairs, a fresh process each; medians\n");
    println!("| workload | ours wall/CPU/peak | bare wall/CPU/peak | wall | CPU | peak | target | |");
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    let mut missed = Vec::new();
    for (workload, title, target, all) in TARGETS {
        // One of each that does not count: the server prints its pages when they are first asked for.
        measure(workload, "bare")?;
        let (mut ours, mut bare) = (Vec::new(), Vec::new());
        for _ in 0..pairs {
            ours.push(measure(workload, "ours")?);
            bare.push(measure(workload, "bare")?);
        }
        let same = ours.iter().zip(&bare).all(|(ours, bare)| ours.checksum == bare.checksum);
        ensure!(same, "{workload}: the two clients did not read the same");
        let wall = ratio(&ours, &bare, |row| row.wall_ms);
        let cpu = ratio(&ours, &bare, |row| row.cpu_ms);
        let peak = ratio(&ours, &bare, |row| row.peak_mib);
        let holds = wall <= target && (!all || cpu <= target && peak <= 1.0);
        println!(
            "| {} {title} | {} | {} | {wall:.2} | {cpu:.2} | {peak:.2} | {target:.2} | {} |",
            workload.to_uppercase(),
            cell(&ours),
            cell(&bare),
            if holds { "holds" } else { "MISSED" },
        );
        if !holds {
            missed.push(workload.to_owned());
        }
    }
    for workload in ["w1", "w4"] {
        let peak = measure(workload, "stream")?.peak_mib;
        println!("\nstreaming {}: peak {peak:.1} MiB of {STREAM_PEAK_MIB:.0}", workload.to_uppercase());
        if peak >= STREAM_PEAK_MIB {
            missed.push("stream".to_owned());
        }
    }
    Ok(missed)
}

fn cell(rounds: &[Figures]) -> String {
    format!(
        "{:.0} ms / {:.0} ms / {:.1} MiB",
        middle(rounds, |row| row.wall_ms),
        middle(rounds, |row| row.cpu_ms),
        middle(rounds, |row| row.peak_mib)
    )
}
