//! `cargo xtask conformance`: plays the scenarios through the drivers of the languages, and prints the matrix.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::bail;
use clap::builder::PossibleValuesParser;

use crate::process::{cargo, is_ci, run as start};
use crate::programs::{DRIVER, Profile};
use crate::surface::Surface;

/// The columns of the matrix: the name, the language of the driver, and its arguments.
const DRIVERS: [(&str, Surface, &[&str]); 8] = [
    ("rust", Surface::Rust, &[]),
    ("python", Surface::Python, &[]),
    ("python-async", Surface::Python, &["--async"]),
    ("node", Surface::Node, &[]),
    ("c", Surface::C, &[]),
    ("go", Surface::Go, &[]),
    ("kotlin", Surface::Kotlin, &[]),
    ("swift", Surface::Swift, &[]),
];

/// Which drivers play.
#[derive(Default, clap::Args)]
pub(crate) struct Wanted {
    /// Play through this surface alone; may be given several times.
    #[arg(long, value_parser = PossibleValuesParser::new(DRIVERS.map(|(name, ..)| name)))]
    only: Vec<String>,
    /// The interpreter that has the Python package; by default the one that `cargo xtask test --only python` makes.
    #[arg(long)]
    python: Option<PathBuf>,
}

/// Arguments of the chore.
#[derive(Default, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    wanted: Wanted,
    /// Play the fault matrix in place of the scenarios.
    #[arg(long, conflicts_with = "matching")]
    faults: bool,
    /// Play only scenarios whose file or name holds this text.
    #[arg(long)]
    matching: Option<String>,
    /// Write the matrix to this file, as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
}

impl Arguments {
    /// All scenarios through these surfaces.
    pub(crate) fn only(surfaces: &[&str]) -> Self {
        let only = surfaces.iter().copied().map(str::to_owned).collect();
        Arguments { wanted: Wanted { only, python: None }, ..Arguments::default() }
    }

    /// The fault matrix of these surfaces.
    pub(crate) fn faults(surfaces: &[&str]) -> Self {
        Arguments { faults: true, ..Arguments::only(surfaces) }
    }
}

impl Wanted {
    fn wants(&self, surface: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == surface)
    }
}

pub(crate) fn run(root: &Path, arguments: &Arguments) -> anyhow::Result<()> {
    let (drivers, left_out) = drivers(root, &arguments.wanted, Profile::Dev)?;
    let mut harness = harness(root, &drivers, Profile::Dev);
    if arguments.faults {
        harness.arg("--faults");
    }
    if let Some(text) = &arguments.matching {
        harness.arg("--matching").arg(text);
    }
    if let Some(path) = &arguments.json {
        // Where the one who asks for it stands, not where the harness runs.
        harness.arg("--json").arg(std::path::absolute(path)?);
    }
    if is_ci() {
        harness.arg("--no-skips");
    }
    let played = start(&mut harness);
    left_out.iter().for_each(|line| println!("{line}"));
    played
}

/// The drivers that are wanted, as the harness takes them; and beside them those that cannot be had, with the reason.
pub(crate) fn drivers(
    root: &Path,
    wanted: &Wanted,
    profile: Profile,
) -> anyhow::Result<(Vec<String>, Vec<String>)> {
    let (mut drivers, mut left_out) = (Vec::new(), Vec::new());
    for (name, surface, arguments) in DRIVERS.iter().filter(|(name, ..)| wanted.wants(name)) {
        match DRIVER.line(root, *surface, profile, wanted.python.as_deref())? {
            Some(mut line) => {
                line.extend(arguments.iter().copied().map(str::to_owned));
                drivers.push(format!("{name}={}", serde_json::to_string(&line)?));
            }
            None => left_out.push(format!("{name} cannot be played: {}", surface.missing())),
        }
    }
    if !left_out.is_empty() && (is_ci() || !wanted.only.is_empty()) {
        bail!(left_out.join("; "));
    }
    Ok((drivers, left_out))
}

/// The harness with these drivers.
pub(crate) fn harness(root: &Path, drivers: &[String], profile: Profile) -> Command {
    let line = format!("run --quiet {} --package lastpass-conformance --", profile.flag());
    let mut harness = cargo(root, &line);
    for driver in drivers {
        harness.arg("--driver").arg(driver);
    }
    harness
}
