//! What a workload came to, and how the clients compare.

use serde_json::{Value, json};

use super::super::figures::{Figures, Part, middle, ratio};
use super::super::limits::verdict;
use super::workloads::{CLIENTS, Workload};

/// The places of our clients among all.
const BLOCKING: usize = 0;
const ASYNCIO: usize = 1;
const PEERS: std::ops::Range<usize> = 2..CLIENTS.len();

/// The peer that the client for asyncio is held against.
const ASYNCIO_PEER: usize = CLIENTS.len() - 1;

const WALL: Part = |figures| figures.wall_ms;
const CPU: Part = |figures| figures.cpu_ms;
const PEAK: Part = |figures| figures.peak_mib;

/// The figures of all rounds of a workload, client by client.
pub(super) struct Results {
    pub(super) workload: Workload,
    pub(super) figures: [Vec<Figures>; CLIENTS.len()],
}

/// One of our clients beside those it is held against.
struct Row {
    ours: usize,
    /// The peer that it is to be faster than, how many times faster it is, and has to be.
    rival: usize,
    speed: f64,
    target: Option<f64>,
    /// The part that ours takes of the memory of the peer of its kind, blocking or for asyncio, that takes least; more than all
    /// of it is a miss.
    leanest_of_kind: usize,
    memory: f64,
    /// The same of all peers, which is shown.
    leanest: usize,
    memory_of_all: f64,
}

impl Results {
    /// Prints the tables; gives the rows that do not hold.
    pub(super) fn print(&self) -> Vec<String> {
        println!("\n{}\n", self.workload.heading());
        println!("| client | wall ms | CPU ms | peak MiB | wall / ours | CPU | wall / ours, asyncio | CPU |");
        println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (client, figures) in CLIENTS.iter().zip(&self.figures) {
            let [blocking, asyncio] = [BLOCKING, ASYNCIO].map(|ours| &self.figures[ours]);
            println!(
                "| {} | {:.0} | {:.0} | {:.1} | {:.2} | {:.2} | {:.2} | {:.2} |",
                client.title,
                middle(figures, WALL),
                middle(figures, CPU),
                middle(figures, PEAK),
                ratio(figures, blocking, WALL),
                ratio(figures, blocking, CPU),
                ratio(figures, asyncio, WALL),
                ratio(figures, asyncio, CPU),
            );
        }
        println!("\n| | times as fast as | | target | | memory, of its kind | | | of all | |");
        println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        let rows = self.rows();
        for row in &rows {
            println!(
                "| {} | {} | {:.2} | {} | {} | {} | {:.2} | {} | {} | {:.2} |",
                CLIENTS[row.ours].title,
                CLIENTS[row.rival].title,
                row.speed,
                row.target.map_or("none".to_owned(), |target| format!("{target:.1}")),
                if row.target.is_some() { verdict(row.is_fast()) } else { "" },
                CLIENTS[row.leanest_of_kind].title,
                row.memory,
                verdict(row.is_lean()),
                CLIENTS[row.leanest].title,
                row.memory_of_all,
            );
        }
        let missed = rows.iter().filter(|row| !(row.is_fast() && row.is_lean()));
        let name = self.workload.name.to_uppercase();
        missed
            .map(|row| format!("{name} ({} members) {}", self.workload.members, CLIENTS[row.ours].title))
            .collect()
    }

    fn rows(&self) -> [Row; 2] {
        [BLOCKING, ASYNCIO].map(|ours| {
            let least = |part: Part, among: &dyn Fn(usize) -> bool| {
                let of = |peer: &usize| ratio(&self.figures[*peer], &self.figures[ours], part);
                let peers = PEERS.filter(|&peer| among(peer));
                peers.min_by(|one, other| of(one).total_cmp(&of(other))).unwrap_or(ASYNCIO_PEER)
            };
            let memory = |peer: usize| ratio(&self.figures[ours], &self.figures[peer], PEAK);
            let rival = if ours == ASYNCIO { ASYNCIO_PEER } else { least(WALL, &|_| true) };
            let leanest_of_kind = least(PEAK, &|peer| CLIENTS[peer].kind == CLIENTS[ours].kind);
            let leanest = least(PEAK, &|_| true);
            Row {
                ours,
                rival,
                speed: ratio(&self.figures[rival], &self.figures[ours], WALL),
                target: self.workload.targets.map(|targets| targets[ours]),
                leanest_of_kind,
                memory: memory(leanest_of_kind),
                leanest,
                memory_of_all: memory(leanest),
            }
        })
    }

    pub(super) fn to_json(&self) -> Value {
        let clients = CLIENTS.iter().zip(&self.figures).map(|(client, figures)| {
            let rounds: Vec<Value> = figures.iter().map(|figures| figures.to_json()).collect();
            (client.name.to_owned(), Value::from(rounds))
        });
        let targets = self.rows().map(|row| {
            json!({
                "client": CLIENTS[row.ours].name,
                "rival": CLIENTS[row.rival].name, "speed": row.speed, "target": row.target,
                "leanest_of_kind": CLIENTS[row.leanest_of_kind].name, "memory": row.memory,
                "leanest": CLIENTS[row.leanest].name, "memory_of_all": row.memory_of_all,
                "holds": row.is_fast() && row.is_lean(),
            })
        });
        json!({
            "workload": self.workload.name, "members": self.workload.members,
            "rounds": Value::Object(clients.collect()), "targets": targets,
        })
    }
}

impl Row {
    fn is_fast(&self) -> bool {
        self.target.is_none_or(|target| self.speed >= target)
    }

    fn is_lean(&self) -> bool {
        self.memory <= 1.0
    }
}
