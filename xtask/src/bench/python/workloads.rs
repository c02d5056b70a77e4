//! The workloads, and who does them.

use anyhow::{Result, ensure};

use super::super::figures::Figures;
use super::super::limits::Limit;
use super::installed::Installed;
use super::results::Results;
use crate::sandbox::Sandbox;

/// While streaming, the peak stays below this, whatever the directory's size.
const STREAM_PEAK_MIB: f64 = 40.0;

/// A client.
#[derive(Clone, Copy)]
pub(super) struct Client {
    /// As `workload.py` takes it.
    pub(super) name: &'static str,
    /// As the tables show it.
    pub(super) title: &'static str,
    pub(super) kind: Kind,
}

/// How a client waits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Blocking,
    Asyncio,
}

const fn blocking(name: &'static str, title: &'static str) -> Client {
    Client { name, title, kind: Kind::Blocking }
}

const fn asyncio(name: &'static str, title: &'static str) -> Client {
    Client { name, title, kind: Kind::Asyncio }
}

/// All of them, our two first.
pub(super) const CLIENTS: [Client; 8] = [
    blocking("ours", "lastpass-admin"),
    asyncio("ours-asyncio", "lastpass-admin, asyncio"),
    blocking("requests-dataclasses", "requests + dataclasses"),
    blocking("httpx-pydantic", "httpx + pydantic"),
    asyncio("httpx-pydantic-asyncio", "httpx + pydantic, asyncio"),
    blocking("urllib3-msgspec", "urllib3 + msgspec"),
    asyncio("aiohttp-orjson", "aiohttp + orjson, asyncio"),
    asyncio("aiohttp-msgspec", "aiohttp + msgspec, asyncio"),
];

/// What is measured.
#[derive(Clone, Copy)]
pub(super) struct Workload {
    pub(super) name: &'static str,
    pub(super) members: &'static str,
    title: &'static str,
    /// How many times our wall time that of a peer has to be at least: of the fastest peer of any kind for the client that
    /// blocks, of aiohttp + msgspec for the client for asyncio.
    pub(super) targets: Option<[f64; 2]>,
}

const fn workload(
    name: &'static str,
    members: &'static str,
    title: &'static str,
    targets: Option<[f64; 2]>,
) -> Workload {
    Workload { name, members, title, targets }
}

/// A list is held to its target where a script reads three members of each user; the peers make all of them in any case. What
/// it costs to read every member of ours, too, is shown.
pub(super) const ALL: [Workload; 6] = [
    workload("w1", "three", "list users, Business API", Some([1.4, 1.1])),
    workload("w1", "every", "list users, Business API", None),
    workload("w2", "every", "5,000 single reads, 32 in flight", Some([2.5, 4.5])),
    workload("w3", "every", "2,000 single reads, one by one", Some([3.3, 1.6])),
    workload("w4", "three", "list users, Provisioning API", Some([1.8, 1.5])),
    workload("w4", "every", "list users, Provisioning API", None),
];

impl Workload {
    /// As the heading of a table.
    pub(super) fn heading(&self) -> String {
        let read = match self.members {
            "three" => {
                "id, e-mail address and status are read of each; the peers make every member all the same"
            }
            _ => "every member is read of each",
        };
        format!("{} {}; {read}", self.name.to_uppercase(), self.title)
    }

    /// Lets each client do it, in turns.
    pub(super) fn measure(self, installed: &Installed, server: &Sandbox, rounds: usize) -> Result<Results> {
        let clients = CLIENTS.len();
        let mut figures: [Vec<Figures>; CLIENTS.len()] = Default::default();
        // One that does not count: the server prints its pages when they are first asked for.
        let checksum = self.by(CLIENTS[0], installed, server)?.checksum;
        for round in 0..rounds {
            // Another one begins in each round: whoever comes first meets a machine that rested.
            for at in (0..clients).map(|at| (round + at) % clients) {
                let measured = self.by(CLIENTS[at], installed, server)?;
                ensure!(
                    measured.checksum == checksum,
                    "{}: {} did not read what the others read",
                    self.name,
                    CLIENTS[at].title
                );
                figures[at].push(measured);
            }
        }
        Ok(Results { workload: self, figures })
    }

    fn by(&self, client: Client, installed: &Installed, server: &Sandbox) -> Result<Figures> {
        let mut command = installed.script("workload.py", server);
        Figures::of(command.args([self.name, client.name, self.members]))
    }
}

/// What lists take that keep nothing.
pub(super) fn streaming(installed: &Installed, server: &Sandbox) -> Result<Vec<Limit>> {
    let lists =
        ALL.iter().filter(|workload| ["w1", "w4"].contains(&workload.name) && workload.members == "every");
    let streaming = blocking("ours-streaming", "lastpass-admin, nothing kept");
    lists
        .map(|workload| {
            Ok(Limit {
                name: format!("peak of {} without keeping the users", workload.name.to_uppercase()),
                value: workload.by(streaming, installed, server)?.peak_mib,
                at_most: STREAM_PEAK_MIB,
                unit: "MiB",
            })
        })
        .collect()
}
