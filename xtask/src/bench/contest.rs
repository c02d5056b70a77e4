//! A surface beside its peers: each of them does each workload, in turns.

use std::process::Command;

use anyhow::{Result, ensure};

use super::figures::{Figures, Part, middle, ratio};
use super::limits::{Limit, verdict};

/// The places of our client among all, and of the peer that it is held against.
const OURS: usize = 0;
const RIVAL: usize = 1;

const WALL: Part = |figures| figures.wall_ms;
const CPU: Part = |figures| figures.cpu_ms;
const PEAK: Part = |figures| figures.peak_mib;

/// Who does what.
pub(super) struct Contest<'a> {
    /// The clients, as the program takes them and as the tables show them; ours first, then the peer that it is held against.
    pub(super) clients: &'static [(&'static str, &'static str)],
    /// What is measured.
    pub(super) workloads: &'static [Workload],
    /// While streaming, the peak in MiB stays below this, whatever the directory's size.
    pub(super) stream_peak: f64,
    /// The program of a client, which takes a workload, the client and the members that it reads: `w1 ours every`. As
    /// `ours-streaming` it lists without keeping the users.
    pub(super) program: &'a dyn Fn(&str) -> Command,
}

/// What is measured.
#[derive(Clone, Copy)]
pub(super) struct Workload {
    name: &'static str,
    members: &'static str,
    title: &'static str,
    /// How many times our wall time that of the rival has to be at least.
    target: Option<f64>,
}

impl Workload {
    /// A workload, as the program takes it and as the tables show it.
    pub(super) const fn new(
        name: &'static str,
        members: &'static str,
        title: &'static str,
        target: Option<f64>,
    ) -> Self {
        Workload { name, members, title, target }
    }

    /// As the heading of a table.
    fn heading(&self) -> String {
        let read = match self.members {
            "three" => "id, e-mail address and status are read of each",
            _ => "every member is read of each",
        };
        format!("{} {}; {read}", self.name.to_uppercase(), self.title)
    }
}

impl Contest<'_> {
    /// Measures, and prints a table for each workload, and what is held to a limit; gives what does not hold.
    pub(super) fn hold(&self, rounds: usize) -> Result<Vec<String>> {
        let mut missed = Vec::new();
        for workload in self.workloads {
            missed.extend(self.print(workload, &self.measure(workload, rounds)?));
        }
        missed.extend(Limit::print_all(&self.streaming()?));
        Ok(missed)
    }

    /// The figures of all rounds of a workload, client by client.
    fn measure(&self, workload: &Workload, rounds: usize) -> Result<Vec<Vec<Figures>>> {
        let clients = self.clients.len();
        let mut figures = vec![Vec::new(); clients];
        // One that does not count: the server prints its pages when they are first asked for.
        let checksum = self.by("ours", workload)?.checksum;
        for round in 0..rounds {
            // Another one begins in each round: whoever comes first meets a machine that rested.
            for at in (0..clients).map(|at| (round + at) % clients) {
                let (name, title) = self.clients[at];
                let measured = self.by(name, workload)?;
                ensure!(
                    measured.checksum == checksum,
                    "{}: {title} did not read what the others read",
                    workload.name
                );
                figures[at].push(measured);
            }
        }
        Ok(figures)
    }

    /// Prints the table of a workload; gives its name if it does not hold.
    fn print(&self, workload: &Workload, figures: &[Vec<Figures>]) -> Option<String> {
        let to_ours = |client: usize, part: Part| ratio(&figures[client], &figures[OURS], part);
        println!("\n{}\n", workload.heading());
        println!("| client | wall ms | CPU ms | peak MiB | wall / ours | CPU / ours | peak / ours |");
        println!("| --- | --- | --- | --- | --- | --- | --- |");
        for (at, (_, title)) in self.clients.iter().enumerate() {
            let [wall, cpu, peak] = [WALL, CPU, PEAK].map(|part| middle(&figures[at], part));
            let [walls, cpus, peaks] = [WALL, CPU, PEAK].map(|part| to_ours(at, part));
            println!("| {title} | {wall:.0} | {cpu:.0} | {peak:.1} | {walls:.2} | {cpus:.2} | {peaks:.2} |");
        }
        let speed = to_ours(RIVAL, WALL);
        let is_fast = workload.target.is_none_or(|target| speed >= target);
        // Never more than the peer that takes least.
        let is_lean = (1..self.clients.len()).all(|peer| to_ours(peer, PEAK) >= 1.0);
        let target =
            workload.target.map_or("none".to_owned(), |target| format!("{target:.1} {}", verdict(is_fast)));
        println!(
            "\ntimes as fast as {}: {speed:.2}, target: {target}; memory: {}",
            self.clients[RIVAL].1,
            verdict(is_lean)
        );
        (!(is_fast && is_lean))
            .then(|| format!("{} ({} members)", workload.name.to_uppercase(), workload.members))
    }

    /// What lists take that keep nothing.
    fn streaming(&self) -> Result<Vec<Limit>> {
        let is_list =
            |workload: &&Workload| ["w1", "w4"].contains(&workload.name) && workload.members == "every";
        let lists = self.workloads.iter().filter(is_list);
        lists
            .map(|workload| {
                Ok(Limit {
                    name: format!("peak of {} without keeping the users", workload.name.to_uppercase()),
                    value: self.by("ours-streaming", workload)?.peak_mib,
                    at_most: self.stream_peak,
                    unit: "MiB",
                })
            })
            .collect()
    }

    fn by(&self, client: &str, workload: &Workload) -> Result<Figures> {
        Figures::of((self.program)(client).args([workload.name, client, workload.members]))
    }
}
