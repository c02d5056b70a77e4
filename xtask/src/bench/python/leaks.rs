//! `cargo xtask bench python --leaks`: resident memory stays flat, however many calls and clients there were.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::Limit;
use super::installed::Installed;
use crate::sandbox::Sandbox;

/// What may come after warming up: some 13 bytes a call.
const GROWTH_MIB: f64 = 1.0;

const LOOPS: [(&str, &str); 4] = [
    ("calls", "100,000 calls"),
    ("calls-asyncio", "100,000 calls, asyncio"),
    ("clients", "1,000 clients"),
    ("clients-asyncio", "1,000 clients, asyncio"),
];

pub(super) fn look(installed: &Installed, server: &Sandbox) -> Result<Vec<Limit>> {
    LOOPS
        .iter()
        .map(|(name, title)| {
            Ok(Limit {
                name: format!("growth over {title}"),
                value: growth(installed, server, name)?,
                at_most: GROWTH_MIB,
                unit: "MiB",
            })
        })
        .collect()
}

/// By how much the memory grew after the first part of a loop.
fn growth(installed: &Installed, server: &Sandbox, name: &str) -> Result<f64> {
    let output = installed.script("leaks.py", server).arg(name).output()?;
    ensure!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr).trim());
    let samples: Value = serde_json::from_slice(&output.stdout)?;
    let samples: Vec<f64> =
        samples.as_array().context("no samples")?.iter().filter_map(Value::as_f64).collect();
    let shown: Vec<String> = samples.iter().map(|sample| format!("{sample:.1}")).collect();
    println!("{name}: {} MiB", shown.join(" "));
    let (first, last) = samples.first().zip(samples.last()).context("no samples")?;
    Ok(last - first)
}
