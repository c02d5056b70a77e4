//! `cargo xtask fuzz`: every target for some minutes, and how far each came.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};

use crate::process::{command, target, works};

/// Whatever an input makes it allocate.
const MEGABYTES: &str = "-rss_limit_mb=2048";

/// Arguments of the chore.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Minutes for each target.
    #[arg(long, default_value_t = 1.0)]
    minutes: f64,
    /// Run this target alone; may be given several times.
    #[arg(long)]
    only: Vec<String>,
}

/// How far a target came.
struct Ran {
    minutes: f64,
    executions: u64,
    /// Inputs that reach something that no other one does.
    kept: u64,
    finding: Option<String>,
}

pub(crate) fn run(root: &Path, arguments: &Arguments) -> Result<()> {
    require()?;
    let targets = targets(root)?;
    if let Some(unknown) = arguments.only.iter().find(|name| !targets.contains(name)) {
        bail!("there is no target {unknown}; there are {}", targets.join(", "));
    }
    let (mut table, mut findings) = (Vec::new(), Vec::new());
    for name in targets.iter().filter(|name| arguments.only.is_empty() || arguments.only.contains(name)) {
        let ran = fuzz(root, name, arguments.minutes)?;
        println!("   {name}: {} executions", ran.executions);
        findings.extend(ran.finding.as_ref().map(|finding| format!("{name}: {finding}")));
        table.push((name, ran));
    }
    println!("{:22} {:>8} {:>12} {:>8} {:>7}", "target", "minutes", "executions", "a second", "inputs");
    for (name, Ran { minutes, executions, kept, .. }) in &table {
        let rate = *executions as f64 / (minutes * 60.0).max(1.0);
        println!("{name:22} {minutes:>8.1} {executions:>12} {rate:>8.0} {kept:>7}");
    }
    ensure!(findings.is_empty(), "{}", findings.join("\n"));
    Ok(())
}

fn require() -> Result<()> {
    if !works("rustc", &["+nightly", "--version"])? {
        bail!("fuzzing takes a nightly Rust; install it with `rustup toolchain install nightly`");
    }
    if !works("cargo-fuzz", &["--version"])? {
        bail!("cargo-fuzz is missing; install it with `cargo install --locked cargo-fuzz`");
    }
    Ok(())
}

/// The names of the targets.
fn targets(root: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root.join("fuzz/fuzz_targets"))? {
        names.extend(entry?.path().file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}

/// Runs a target from its seeds on. What it finds to reach more is kept beside what is built, so that the next run goes on from there.
fn fuzz(root: &Path, name: &str, minutes: f64) -> Result<Ran> {
    let built = target(root).join("fuzz");
    let corpus = built.join("corpus").join(name);
    fs::create_dir_all(&corpus)?;
    let mut fuzz = cargo_fuzz(root, "run");
    fuzz.arg("--target-dir").arg(&built).arg(name).arg(&corpus).arg(root.join("fuzz/corpus").join(name));
    fuzz.args(["--", "-dict=fuzz/members.dict", "-print_final_stats=1", MEGABYTES]);
    fuzz.arg(format!("-max_total_time={:.0}", minutes * 60.0));
    println!("   $ cargo fuzz run {name}");
    build(root, &built, name)?;
    let start = Instant::now();
    let output = fuzz.stdout(Stdio::null()).output().context("cargo-fuzz does not start")?;
    let log = String::from_utf8_lossy(&output.stderr);
    let executions = figure(&log, "stat::number_of_executed_units:");
    let finding = (!output.status.success()).then(|| finding(&log));
    ensure!(
        finding.is_some() || executions.is_some_and(|executions| executions > 0),
        "{name} ran nothing:\n{log}"
    );
    Ok(Ran {
        minutes: start.elapsed().as_secs_f64() / 60.0,
        executions: executions.unwrap_or_default(),
        kept: fs::read_dir(&corpus)?.count() as u64,
        finding,
    })
}

/// Builds a target first, so that the minutes are those of its running.
fn build(root: &Path, built: &Path, name: &str) -> Result<()> {
    let status = cargo_fuzz(root, "build").arg("--target-dir").arg(built).arg(name).status()?;
    ensure!(status.success(), "{name} does not build");
    Ok(())
}

fn cargo_fuzz(root: &Path, what: &str) -> Command {
    let mut fuzz = command("cargo");
    // The toolchain is named here, whichever one runs this program.
    fuzz.current_dir(root)
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("CARGO")
        .args(["+nightly", "fuzz", what]);
    fuzz
}

/// The number behind a name.
fn figure(log: &str, name: &str) -> Option<u64> {
    log.lines().rev().find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
}

/// What a run that failed says: what does not hold, and where the input is that shows it.
fn finding(log: &str) -> String {
    let tells = |line: &&str| {
        ["panicked at", "does not hold", "ERROR:", "Test unit written to"]
            .iter()
            .any(|words| line.contains(words))
    };
    let lines: Vec<&str> = log.lines().filter(tells).map(str::trim).collect();
    if lines.is_empty() { log.to_owned() } else { lines.join("; ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_says_how_far_a_run_came() {
        let log = "#9 DONE\nstat::number_of_executed_units: 1234\nstat::average_exec_per_sec:     61\n";
        assert_eq!(figure(log, "stat::number_of_executed_units:"), Some(1234));
        assert_eq!(figure("", "stat::number_of_executed_units:"), None);
    }

    #[test]
    fn a_finding_names_its_input() {
        let log = "INFO: seed\nthread 'x' panicked at src/a.rs:1\nartifact_prefix='a/'; Test unit written to a/crash-1\n";
        assert_eq!(
            finding(log),
            "thread 'x' panicked at src/a.rs:1; artifact_prefix='a/'; Test unit written to a/crash-1"
        );
    }
}
