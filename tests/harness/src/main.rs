//! `lastpass-conformance`: plays all scenarios through the drivers that it is given, and prints the matrix.
//! `cargo xtask conformance` builds the drivers and calls it.
#![allow(clippy::print_stdout, reason = "a program that talks to the one who started it")]

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use clap::Parser;
use lastpass_conformance::{Actions, Bounds, Driver, FaultMatrix, File, Matrix, Row, Stage, play, soak};
use serde_json::Value;

/// Plays the scenarios.
#[derive(Parser)]
struct Arguments {
    /// A surface and the command line of its driver, as a JSON list: `python=["python3", "driver.py"]`.
    #[arg(long = "driver", value_parser = driver, required = true)]
    drivers: Vec<(String, Vec<String>)>,
    /// The folder of the scenarios.
    #[arg(long, default_value = "tests/scenarios")]
    scenarios: PathBuf,
    /// The table of the actions that connectors offer.
    #[arg(long, default_value = "tests/connector_actions.yaml")]
    actions: PathBuf,
    /// Plays only scenarios whose file or name holds this text.
    #[arg(long)]
    matching: Option<String>,
    /// Writes the matrix to this file, as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
    /// Plays the fault matrix in place of the scenarios.
    #[arg(long, conflicts_with = "matching")]
    faults: bool,
    /// Plays so many mixed operations in place of the scenarios.
    #[arg(long, conflicts_with = "faults")]
    soak: Option<u64>,
    /// The most minutes that a soak takes on each surface.
    #[arg(long, default_value_t = 60.0)]
    minutes: f64,
    /// Counts a skipped scenario as a failure.
    #[arg(long)]
    no_skips: bool,
}

fn driver(text: &str) -> Result<(String, Vec<String>)> {
    let (surface, command) = text.split_once('=').ok_or_else(|| anyhow!("write `surface=command`"))?;
    let command = serde_json::from_str(command).context("the command line is no JSON list of texts")?;
    Ok((surface.to_owned(), command))
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<bool> {
    if arguments.faults {
        let matrix = FaultMatrix::play(&arguments.drivers)?;
        println!("{matrix}");
        write(arguments, &matrix.to_json())?;
        return Ok(matrix.holds());
    }
    if let Some(operations) = arguments.soak {
        return soak_all(arguments, operations);
    }
    let mut files = File::read_all(&arguments.scenarios)?;
    files.push(Actions::read(&arguments.actions)?.into_file()?);
    let stage = Stage::start()?;
    let mut matrix = Matrix::default();
    for (surface, command) in &arguments.drivers {
        let mut driver = Driver::new(surface, command.clone());
        for file in &files {
            for scenario in &file.scenarios {
                let wanted = |text: &String| file.name.contains(text) || scenario.name.contains(text);
                if !arguments.matching.as_ref().is_none_or(wanted) {
                    continue;
                }
                let verdict = play(&stage, &mut driver, scenario);
                let (file, scenario) = (file.name.clone(), scenario.name.clone());
                matrix.rows.push(Row { surface: surface.clone(), file, scenario, verdict });
            }
        }
    }
    println!("{matrix}");
    write(arguments, &matrix.to_json())?;
    Ok(matrix.holds(arguments.no_skips))
}

/// Soaks one surface after the other; each is told as soon as it has ended.
fn soak_all(arguments: &Arguments, operations: u64) -> Result<bool> {
    let bounds = Bounds { operations, time: Duration::from_secs_f64(arguments.minutes * 60.0) };
    let mut holds = true;
    for (surface, command) in &arguments.drivers {
        let soaked = soak(surface, command, bounds)?;
        println!("{soaked}");
        holds &= soaked.holds();
    }
    Ok(holds)
}

/// Writes the matrix where it was asked for.
fn write(arguments: &Arguments, matrix: &Value) -> Result<()> {
    let Some(path) = &arguments.json else { return Ok(()) };
    let text = serde_json::to_string_pretty(matrix)?;
    fs::write(path, text + "\n").with_context(|| path.display().to_string())
}
