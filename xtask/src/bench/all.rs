//! `cargo xtask bench all`: every surface beside its peers in one run, on three networks, and in directories of four sizes.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Result, ensure};
use clap::ValueEnum;

use super::contest::Contest;
use super::document;
use super::growth::sizes;
use super::network::{Network, Server, firsts};
use super::report::{Machine, OfSurface, Report};
use super::tables;
use crate::process::target;
use crate::surface::Surface;

/// Users in the directory; BENCHMARKS.md shows no other size.
const USERS: u32 = 100_000;

/// How to measure. What is not built is built first; after that it takes some twelve minutes.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Users in the directory. On the slow network there are a fifth as many; the directories that grow have from a hundredth to
    /// ten times as many.
    #[arg(long, default_value_t = USERS)]
    users: u32,
    /// Rounds of each workload; in a round each client has its turn. The slow network and the largest directory have one.
    #[arg(long, default_value_t = 3)]
    pairs: usize,
    /// Measures these surfaces alone.
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Surface>,
    /// Writes every figure to this file as well.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Measures nothing: prints the tables of such a file, and writes BENCHMARKS.md and its charts.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["users", "pairs", "only", "json"])]
    from: Option<PathBuf>,
    /// Fails if a target is missed, or a surface cannot be measured.
    #[arg(long)]
    strict: bool,
}

/// Measures, prints the tables, and writes BENCHMARKS.md with its charts. A run of some surfaces, or of another size, leaves that
/// as it is.
pub(super) fn run(root: &Path, arguments: &Arguments) -> Result<()> {
    let report = match &arguments.from {
        Some(file) => Report::read(file)?,
        None => {
            let report = measure(root, arguments)?;
            // A run is long: its figures are kept, whatever becomes of the tables.
            report.write(&target(root).join("bench.json"))?;
            arguments.json.iter().try_for_each(|file| report.write(file))?;
            report
        }
    };
    let is_whole = arguments.only.is_empty() && arguments.users == USERS;
    if arguments.from.is_some() || is_whole {
        document::write(root, &report)?;
    }
    println!("\n{}", tables::report(&report));
    let missed = report.missed();
    for missed in &missed {
        println!("missed: {missed}");
    }
    ensure!(!arguments.strict || missed.is_empty(), "{} missed", missed.len());
    Ok(())
}

/// A surface whose parts are measured one after another.
struct Entry {
    contest: Option<Contest>,
    report: OfSurface,
}

fn measure(root: &Path, arguments: &Arguments) -> Result<Report> {
    let Arguments { users, pairs, .. } = *arguments;
    let surfaces = Surface::value_variants().iter();
    let chosen = surfaces.filter(|surface| arguments.only.is_empty() || arguments.only.contains(surface));
    let mut entries: Vec<Entry> = chosen.map(|surface| prepare(root, *surface)).collect();
    let program = Server::build(root)?;
    let start = Instant::now();
    for (network, users, rounds) in
        [(Network::Plain, users, pairs), (Network::Slow, users / 5, 1), (Network::Tls, users, pairs)]
    {
        let server = Server::start(root, &program, network, users)?;
        for entry in &mut entries {
            let Some(contest) = &entry.contest else { continue };
            println!("   {network:?} network: {}", entry.report.title);
            let measured = contest.measure(&server, &firsts(&network.workloads(contest.workloads)), rounds);
            entry.report.parts.push(measured);
        }
    }
    for size in sizes(users) {
        let server = Server::start(root, &program, Network::Plain, size)?;
        for entry in &mut entries {
            let Some(contest) = &entry.contest else { continue };
            println!("   directory of {size}: {}", entry.report.title);
            match contest.point(&server, if size > users { 1 } else { pairs }) {
                Ok(point) => entry.report.growth.push(point),
                Err(error) => entry.report.failures.push(format!("directory of {size}: {error:#}")),
            }
        }
    }
    let minutes = start.elapsed().as_secs_f64() / 60.0;
    let surfaces = entries.into_iter().map(|entry| entry.report).collect();
    Ok(Report { machine: Machine::this()?, minutes, surfaces })
}

/// Builds a surface; one that cannot be built is left out, and says why.
fn prepare(root: &Path, surface: Surface) -> Entry {
    let title = format!("{surface:?}");
    let (contest, failures) = match super::prepare(root, surface) {
        Ok(contest) => (Some(contest), Vec::new()),
        Err(error) => {
            println!("   {title} is left out: {error:#}");
            (None, vec![format!("not measured: {error:#}")])
        }
    };
    Entry { contest, report: OfSurface { title, parts: Vec::new(), growth: Vec::new(), failures } }
}
