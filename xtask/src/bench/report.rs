//! What `cargo xtask bench all` measured: the file that tables and charts are made from.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::growth::Point;
use super::measure::Measured;

/// Everything that was measured in one run.
#[derive(Deserialize, Serialize)]
pub(super) struct Report {
    pub(super) machine: Machine,
    /// Measuring alone, without building.
    pub(super) minutes: f64,
    pub(super) surfaces: Vec<OfSurface>,
}

/// Where it was measured; not which one it was.
#[derive(Deserialize, Serialize)]
pub(super) struct Machine {
    pub(super) system: String,
    pub(super) cores: usize,
}

/// What was measured of a surface.
#[derive(Deserialize, Serialize)]
pub(super) struct OfSurface {
    pub(super) title: String,
    /// A part for each network.
    pub(super) parts: Vec<Measured>,
    /// How cost grows with the directory.
    pub(super) growth: Vec<Point>,
    /// What could not be built or measured apart from these, and why.
    pub(super) failures: Vec<String>,
}

impl Machine {
    pub(super) fn this() -> Result<Self> {
        let cores = std::thread::available_parallelism().context("the number of cores is not known")?;
        let system = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
        Ok(Machine { system, cores: cores.get() })
    }
}

impl Report {
    pub(super) fn read(file: &Path) -> Result<Self> {
        let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
        serde_json::from_str(&text).with_context(|| file.display().to_string())
    }

    pub(super) fn write(&self, file: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(self)?;
        fs::write(file, text + "\n").with_context(|| file.display().to_string())
    }

    /// What does not hold, or was not measured.
    pub(super) fn missed(&self) -> Vec<String> {
        let of = |surface: &OfSurface| {
            let missed = surface.parts.iter().flat_map(Measured::missed);
            let all = missed.chain(surface.failures.iter().cloned());
            all.map(|missed| format!("{}: {missed}", surface.title)).collect::<Vec<_>>()
        };
        self.surfaces.iter().flat_map(of).collect()
    }
}
