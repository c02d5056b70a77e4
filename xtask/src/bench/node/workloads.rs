//! The workloads, and who does them.

use anyhow::{Result, ensure};

use super::super::figures::Figures;
use super::super::limits::Limit;
use super::installed::Installed;
use super::results::Results;
use crate::sandbox::Sandbox;

/// While streaming, the peak stays below this, whatever the directory's size. An empty Node takes 45 MiB, and parses a page of
/// 1.1 MB at a time.
const STREAM_PEAK_MIB: f64 = 128.0;

/// The clients, as `workload.mjs` takes them and as the tables show them; ours first, then the peer that it is held against: it
/// takes the vendor's objects as they come, and the others make those that the package gives.
pub(super) const CLIENTS: [(&str, &str); 5] = [
    ("ours", "lastpass-admin"),
    ("undici", "undici pool, objects as they come"),
    ("undici-same", "undici pool"),
    ("fetch", "fetch"),
    ("axios", "axios"),
];

/// What is measured.
#[derive(Clone, Copy)]
pub(super) struct Workload {
    pub(super) name: &'static str,
    pub(super) members: &'static str,
    title: &'static str,
    /// How many times our wall time that of the undici pool has to be at least.
    pub(super) target: Option<f64>,
}

const fn workload(
    name: &'static str,
    members: &'static str,
    title: &'static str,
    target: Option<f64>,
) -> Workload {
    Workload { name, members, title, target }
}

/// A list is held to its target where a script reads three members of each user; what it costs to read every member is shown.
pub(super) const ALL: [Workload; 6] = [
    workload("w1", "three", "list users, Business API", Some(1.6)),
    workload("w1", "every", "list users, Business API", None),
    workload("w2", "every", "5,000 single reads, 32 in flight", Some(3.0)),
    workload("w3", "every", "2,000 single reads, one by one", Some(2.1)),
    workload("w4", "three", "list users, Provisioning API", Some(1.2)),
    workload("w4", "every", "list users, Provisioning API", None),
];

impl Workload {
    /// As the heading of a table.
    pub(super) fn heading(&self) -> String {
        let read = match self.members {
            "three" => "id, e-mail address and status are read of each",
            _ => "every member is read of each",
        };
        format!("{} {}; {read}", self.name.to_uppercase(), self.title)
    }

    /// Lets each client do it, in turns.
    pub(super) fn measure(self, installed: &Installed, server: &Sandbox, rounds: usize) -> Result<Results> {
        let clients = CLIENTS.len();
        let mut figures: [Vec<Figures>; CLIENTS.len()] = Default::default();
        // One that does not count: the server prints its pages when they are first asked for.
        let checksum = self.by("ours", installed, server)?.checksum;
        for round in 0..rounds {
            // Another one begins in each round: whoever comes first meets a machine that rested.
            for at in (0..clients).map(|at| (round + at) % clients) {
                let (name, title) = CLIENTS[at];
                let measured = self.by(name, installed, server)?;
                ensure!(
                    measured.checksum == checksum,
                    "{}: {title} did not read what the others read",
                    self.name
                );
                figures[at].push(measured);
            }
        }
        Ok(Results { workload: self, figures })
    }

    fn by(&self, client: &str, installed: &Installed, server: &Sandbox) -> Result<Figures> {
        Figures::of(installed.script("workload.mjs", server).args([self.name, client, self.members]))
    }
}

/// What lists take that keep nothing.
pub(super) fn streaming(installed: &Installed, server: &Sandbox) -> Result<Vec<Limit>> {
    let lists =
        ALL.iter().filter(|workload| ["w1", "w4"].contains(&workload.name) && workload.members == "every");
    lists
        .map(|workload| {
            Ok(Limit {
                name: format!("peak of {} without keeping the users", workload.name.to_uppercase()),
                value: workload.by("ours-streaming", installed, server)?.peak_mib,
                at_most: STREAM_PEAK_MIB,
                unit: "MiB",
            })
        })
        .collect()
}
