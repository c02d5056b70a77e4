//! `--leaks`: resident memory stays flat, however many calls and clients there were.

use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::limits::Limit;

/// What may come after warming up: some 13 bytes a call.
const GROWTH_MIB: f64 = 1.0;

/// Runs the loops, each named as the program takes it and as the table shows it; an error if memory grew in one of them. Unlike a
/// time, a leak does not depend on what else the machine does.
pub(super) fn look(loops: &[(&str, &str)], program: &dyn Fn() -> Command) -> Result<()> {
    let limits: Result<Vec<_>> =
        loops.iter().map(|(name, title)| growth(name, title, &mut program())).collect();
    match Limit::print_all(&limits?) {
        grew if grew.is_empty() => Ok(()),
        grew => bail!("missed: {}", grew.join(", ")),
    }
}

/// By how much the memory grew after the first part of a loop, which prints samples of it.
fn growth(name: &str, title: &str, program: &mut Command) -> Result<Limit> {
    let output = program.arg(name).output()?;
    ensure!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr).trim());
    let samples: Value = serde_json::from_slice(&output.stdout)?;
    let samples: Vec<f64> =
        samples.as_array().context("no samples")?.iter().filter_map(Value::as_f64).collect();
    let shown: Vec<String> = samples.iter().map(|sample| format!("{sample:.1}")).collect();
    println!("{name}: {} MiB", shown.join(" "));
    let (first, last) = samples.first().zip(samples.last()).context("no samples")?;
    Ok(Limit {
        name: format!("growth over {title}"),
        value: last - first,
        at_most: GROWTH_MIB,
        unit: "MiB".to_owned(),
    })
}
