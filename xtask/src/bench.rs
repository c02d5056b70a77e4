//! `cargo xtask bench core`: the client beside a bare loop over reqwest and serde_json that does the same work.
//!
//! Each cell is a fresh process against one sandbox, the two clients take turns, and the median of the pairs' ratios is
//! what counts: machines are noisy, and a ratio within a pair is less so.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// The ratios to hold: wall and CPU time of ours divided by the bare loop's.
const TARGETS: [(&str, &str, f64); 4] = [
    ("w1", "list users, Business API", 1.00),
    ("w2", "5,000 single reads, 32 in flight", 1.15),
    ("w3", "2,000 single reads, one by one", 1.15),
    ("w4", "list users, Provisioning API", 1.00),
];

/// While streaming, the peak stays below this, whatever the directory's size.
const STREAM_PEAK_MIB: f64 = 40.0;

/// How to measure.
#[derive(clap::Args)]
pub struct Arguments {
    /// The surface to measure.
    #[arg(value_enum)]
    surface: Surface,
    /// Users in the directory.
    #[arg(long, default_value_t = 100_000)]
    users: u32,
    /// Interleaved pairs of each workload.
    #[arg(long, default_value_t = 5)]
    pairs: usize,
    /// Fails if a target is missed.
    #[arg(long)]
    strict: bool,
}

/// The surfaces that have a benchmark.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Surface {
    /// The Rust client beside a bare loop over reqwest and serde_json.
    Core,
}

/// Measures a surface and prints its table.
pub fn run(arguments: &Arguments) -> Result<()> {
    match arguments.surface {
        Surface::Core => core(arguments),
    }
}

/// What one process measured of itself.
#[derive(Clone, Copy)]
struct Figures {
    wall_ms: f64,
    cpu_ms: f64,
    peak_mib: f64,
    checksum: u64,
}

/// A server of its own process with one bulk tenant.
struct Server {
    process: Child,
    environment: Vec<(String, String)>,
}

impl Server {
    fn start(binary: &Path, users: u32) -> Result<Self> {
        let mut process = Command::new(binary)
            .args(["--users", &users.to_string(), "--companies", "20", "--port", "0", "--until-stdin-closes"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{} does not start", binary.display()))?;
        let mut line = String::new();
        BufReader::new(process.stdout.take().context("the sandbox has no output")?).read_line(&mut line)?;
        let started: Value = serde_json::from_str(&line).context("the sandbox did not say where it is")?;
        let environment = started["environment"].as_object().context("the sandbox named no environment")?;
        let environment =
            environment.iter().filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
        Ok(Server { process, environment: environment.collect() })
    }

    fn run(&self, bench: &Path, workload: &str, client: &str) -> Result<Figures> {
        let output =
            Command::new(bench).args([workload, client]).envs(self.environment.iter().cloned()).output()?;
        ensure!(
            output.status.success(),
            "{workload} {client} failed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
        let figures: Value = serde_json::from_slice(&output.stdout)?;
        let number = |name: &str| figures[name].as_f64().with_context(|| format!("no `{name}` was measured"));
        Ok(Figures {
            wall_ms: number("wall_ms")?,
            cpu_ms: number("cpu_ms")?,
            peak_mib: number("peak_mib")?,
            checksum: figures["checksum"].as_u64().context("no checksum was made")?,
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It ends by itself when its input closes; this makes sure of it.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Measures and prints one table; fails if a target does not hold and `strict` asks for it.
fn core(&Arguments { users, pairs, strict, .. }: &Arguments) -> Result<()> {
    let (sandbox, bench) = build()?;
    let server = Server::start(&sandbox, users)?;
    println!("{users} users, {pairs} interleaved pairs, a fresh process each; medians\n");
    println!("| workload | ours wall/CPU/peak | bare wall/CPU/peak | wall | CPU | peak | target | |");
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    let mut missed = Vec::new();
    for (workload, title, target) in TARGETS {
        // One of each that does not count: the server prints its pages when they are first asked for.
        server.run(&bench, workload, "bare")?;
        let mut rows = Vec::new();
        for _ in 0..pairs {
            let ours = server.run(&bench, workload, "ours")?;
            let bare = server.run(&bench, workload, "bare")?;
            ensure!(ours.checksum == bare.checksum, "{workload}: the two clients did not read the same");
            rows.push((ours, bare));
        }
        let ratio = |of: fn(&Figures) -> f64| median(rows.iter().map(|(ours, bare)| of(ours) / of(bare)));
        let ratios = [ratio(|row| row.wall_ms), ratio(|row| row.cpu_ms), ratio(|row| row.peak_mib)];
        let holds = ratios[0] <= target && ratios[1] <= target && ratios[2] <= 1.0;
        let ours = cell(rows.iter().map(|row| row.0));
        let bare = cell(rows.iter().map(|row| row.1));
        println!(
            "| {} {title} | {ours} | {bare} | {:.2} | {:.2} | {:.2} | {target:.2} | {} |",
            workload.to_uppercase(),
            ratios[0],
            ratios[1],
            ratios[2],
            if holds { "holds" } else { "MISSED" },
        );
        if !holds {
            missed.push(workload);
        }
    }
    for workload in ["w1", "w4"] {
        let peak = server.run(&bench, workload, "stream")?.peak_mib;
        let holds = peak < STREAM_PEAK_MIB;
        println!("\nstreaming {}: peak {peak:.1} MiB of {STREAM_PEAK_MIB:.0}", workload.to_uppercase());
        if !holds {
            missed.push("stream");
        }
    }
    ensure!(!strict || missed.is_empty(), "missed: {}", missed.join(", "));
    Ok(())
}

fn cell(figures: impl Iterator<Item = Figures> + Clone) -> String {
    let of = |part: fn(Figures) -> f64| median(figures.clone().map(part));
    format!(
        "{:.0} ms / {:.0} ms / {:.1} MiB",
        of(|row| row.wall_ms),
        of(|row| row.cpu_ms),
        of(|row| row.peak_mib)
    )
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Builds the server and the benchmark as they ship, and says where they are.
fn build() -> Result<(PathBuf, PathBuf)> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let executable = |arguments: &[&str]| -> Result<PathBuf> {
        let output = Command::new(&cargo)
            .args(["build", "--profile", "dist", "--message-format", "json-render-diagnostics"])
            .args(arguments)
            .stderr(Stdio::inherit())
            .output()?;
        ensure!(output.status.success(), "the build failed");
        let messages = output.stdout.split(|byte| *byte == b'\n');
        let artifacts = messages.filter_map(|line| serde_json::from_slice::<Value>(line).ok());
        let mut executables =
            artifacts.filter_map(|artifact| Some(PathBuf::from(artifact["executable"].as_str()?)));
        executables.next_back().context("the build made no executable")
    };
    Ok((
        executable(&["--package", "lastpass-sandbox", "--bin", "lastpass-sandbox"])?,
        executable(&["--package", "lastpass-admin", "--bench", "workloads"])?,
    ))
}
