//! What one process measures of itself, and what many of them come to.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

/// What one process measured of itself.
#[derive(Clone, Copy)]
pub(super) struct Figures {
    pub(super) wall_ms: f64,
    pub(super) cpu_ms: f64,
    pub(super) peak_mib: f64,
    pub(super) checksum: u64,
}

/// One of the figures.
pub(super) type Part = fn(&Figures) -> f64;

impl Figures {
    /// Runs a process to its end and reads the line it prints.
    pub(super) fn of(command: &mut Command) -> Result<Self> {
        let output =
            command.output().with_context(|| format!("{:?} does not start", command.get_program()))?;
        let complaint = String::from_utf8_lossy(&output.stderr);
        let arguments: Vec<_> = command.get_args().collect();
        ensure!(output.status.success(), "{arguments:?} failed: {}", complaint.trim());
        let figures: Value = serde_json::from_slice(&output.stdout)?;
        let number = |name: &str| figures[name].as_f64().with_context(|| format!("no `{name}` was measured"));
        Ok(Figures {
            wall_ms: number("wall_ms")?,
            cpu_ms: number("cpu_ms")?,
            peak_mib: number("peak_mib")?,
            checksum: figures["checksum"].as_u64().context("no checksum was made")?,
        })
    }

    pub(super) fn to_json(self) -> Value {
        json!({ "wall_ms": self.wall_ms, "cpu_ms": self.cpu_ms, "peak_mib": self.peak_mib })
    }
}

/// The median of one figure over the rounds.
pub(super) fn middle(rounds: &[Figures], part: Part) -> f64 {
    median(rounds.iter().map(part))
}

/// The median of a figure of one client divided by that of another in the same round.
pub(super) fn ratio(ones: &[Figures], others: &[Figures], part: Part) -> f64 {
    median(ones.iter().zip(others).map(|(one, other)| part(one) / part(other)))
}

/// The value in the middle; of an even number the upper one.
pub(super) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
