//! What a workload came to, and how the clients compare.

use super::super::figures::{Figures, Part, middle, ratio};
use super::super::limits::verdict;
use super::workloads::{CLIENTS, Workload};

/// The places of our client among all, and of the peer that it is held against.
const OURS: usize = 0;
const RIVAL: usize = 1;

const WALL: Part = |figures| figures.wall_ms;
const CPU: Part = |figures| figures.cpu_ms;
const PEAK: Part = |figures| figures.peak_mib;

/// The figures of all rounds of a workload, client by client.
pub(super) struct Results {
    pub(super) workload: Workload,
    pub(super) figures: [Vec<Figures>; CLIENTS.len()],
}

impl Results {
    /// Prints the tables; gives what does not hold.
    pub(super) fn print(&self) -> Vec<String> {
        println!("\n{}\n", self.workload.heading());
        println!("| client | wall ms | CPU ms | peak MiB | wall / ours | CPU / ours | peak / ours |");
        println!("| --- | --- | --- | --- | --- | --- | --- |");
        for (at, (_, title)) in CLIENTS.iter().enumerate() {
            let figures = &self.figures[at];
            let [wall, cpu, peak] = [WALL, CPU, PEAK].map(|part| middle(figures, part));
            let [walls, cpus, peaks] = [WALL, CPU, PEAK].map(|part| self.to_ours(at, part));
            println!("| {title} | {wall:.0} | {cpu:.0} | {peak:.1} | {walls:.2} | {cpus:.2} | {peaks:.2} |");
        }
        let speed = self.to_ours(RIVAL, WALL);
        let is_fast = self.workload.target.is_none_or(|target| speed >= target);
        // Never more than the peer that takes least.
        let is_lean = (1..CLIENTS.len()).all(|peer| self.to_ours(peer, PEAK) >= 1.0);
        let target = self
            .workload
            .target
            .map_or("none".to_owned(), |target| format!("{target:.1} {}", verdict(is_fast)));
        println!(
            "\ntimes as fast as {}: {speed:.2}, target: {target}; memory: {}",
            CLIENTS[RIVAL].1,
            verdict(is_lean)
        );
        let name = format!("{} ({} members)", self.workload.name.to_uppercase(), self.workload.members);
        (!(is_fast && is_lean)).then_some(name).into_iter().collect()
    }

    /// A figure of a client by that of ours.
    fn to_ours(&self, client: usize, part: Part) -> f64 {
        ratio(&self.figures[client], &self.figures[OURS], part)
    }
}
