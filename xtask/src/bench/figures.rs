//! What one process measures of itself, and what many of them come to.

use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

/// What one process measured of itself.
#[derive(Clone, Copy, Deserialize, Serialize)]
pub(super) struct Figures {
    pub(super) wall_ms: f64,
    /// Of the client alone.
    pub(super) cpu_ms: f64,
    /// The most memory that was resident.
    pub(super) peak_mib: f64,
    /// A sum over what was read.
    pub(super) checksum: u64,
}

/// One that hangs must not keep the others from being measured.
const LONGEST: Duration = Duration::from_secs(300);

/// One of the figures.
pub(super) type Part = fn(&Figures) -> f64;

pub(super) const WALL: Part = |figures| figures.wall_ms;
pub(super) const CPU: Part = |figures| figures.cpu_ms;
pub(super) const PEAK: Part = |figures| figures.peak_mib;

impl Figures {
    /// Runs a process to its end and reads the line it prints.
    pub(super) fn of(command: &mut Command) -> Result<Self> {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process =
            command.spawn().with_context(|| format!("{:?} does not start", command.get_program()))?;
        let start = Instant::now();
        while process.try_wait()?.is_none() {
            if start.elapsed() > LONGEST {
                process.kill()?;
            }
            sleep(Duration::from_millis(20));
        }
        let output = process.wait_with_output()?;
        // What failed stands before this; paths of the machine have no place in what is written.
        ensure!(output.status.success(), "failed ({}): {}", output.status, first_line(&output.stderr));
        serde_json::from_slice(&output.stdout)
            .with_context(|| format!("printed no figures: {}", first_line(&output.stdout)))
    }
}

fn first_line(printed: &[u8]) -> String {
    String::from_utf8_lossy(printed).trim().lines().next().unwrap_or_default().to_owned()
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
pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
