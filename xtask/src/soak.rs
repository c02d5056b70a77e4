//! `cargo xtask soak`: mixed operations in great number through the drivers, some of which meet a fault.

use std::path::Path;

use crate::conformance::{Wanted, drivers, harness};
use crate::process::run as start;
use crate::programs::Profile;

/// Arguments of the chore.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    wanted: Wanted,
    /// How many operations are played on each surface.
    #[arg(long, default_value_t = 1_000_000)]
    operations: u64,
    /// The most minutes that it takes on each surface.
    #[arg(long, default_value_t = 60.0)]
    minutes: f64,
}

pub(crate) fn run(root: &Path, arguments: &Arguments) -> anyhow::Result<()> {
    let (drivers, left_out) = drivers(root, &arguments.wanted, Profile::Release)?;
    let mut harness = harness(root, &drivers, Profile::Release);
    harness.arg("--soak").arg(arguments.operations.to_string());
    harness.arg("--minutes").arg(arguments.minutes.to_string());
    let soaked = start(&mut harness);
    left_out.iter().for_each(|line| println!("{line}"));
    soaked
}
