//! Lets clients do workloads in turns, a fresh process each.

use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};

use super::contest::{Client, Contest, Program, Workload};
use super::figures::Figures;
use super::limits::Limit;
use super::network::{Network, Server};
use super::rows::{Row, rows};

/// What a contest came to on one network.
#[derive(Deserialize, Serialize)]
pub(super) struct Measured {
    pub(super) platform: String,
    pub(super) network: Network,
    pub(super) users: u32,
    pub(super) rounds: usize,
    pub(super) works: Vec<Work>,
    pub(super) limits: Vec<Limit>,
    /// What could not be measured, and why.
    pub(super) failures: Vec<String>,
}

/// What a workload came to.
#[derive(Deserialize, Serialize)]
pub(super) struct Work {
    pub(super) workload: String,
    pub(super) members: String,
    pub(super) title: String,
    pub(super) clients: Vec<Turns>,
    /// How each of ours compares.
    pub(super) rows: Vec<Row>,
}

/// The rounds of a client.
#[derive(Deserialize, Serialize)]
pub(super) struct Turns {
    pub(super) title: String,
    pub(super) is_ours: bool,
    pub(super) rounds: Vec<Figures>,
}

impl Contest {
    /// Measures some of the workloads in so many rounds; one that fails leaves the others as they are.
    pub(super) fn measure(&self, server: &Server, workloads: &[Workload], rounds: usize) -> Measured {
        let mut measured = Measured {
            platform: self.platform.clone(),
            network: server.network,
            users: server.users,
            rounds,
            works: Vec::new(),
            limits: Vec::new(),
            failures: Vec::new(),
        };
        for workload in workloads {
            match self.work(server, workload, rounds) {
                Ok(work) => measured.works.push(work),
                Err(error) => measured.failures.push(format!("{error:#}")),
            }
        }
        if server.network == Network::Plain {
            match self.streaming(server) {
                Ok(limits) => measured.limits = limits,
                Err(error) => measured.failures.push(format!("{error:#}")),
            }
        }
        measured
    }

    fn work(&self, server: &Server, workload: &Workload, rounds: usize) -> Result<Work> {
        let takes_part =
            |client: &&Client| server.network.has(client) && !(client.is_sockets() && workload.is_list());
        let clients: Vec<Client> = self.clients.iter().filter(takes_part).copied().collect();
        let figures = self.turns(server, workload, &clients, rounds)?;
        let rows = rows(&clients, &figures, workload);
        Ok(Work {
            workload: workload.name.to_owned(),
            members: workload.members.to_owned(),
            title: workload.title.to_owned(),
            clients: Turns::of(&clients, figures),
            rows,
        })
    }

    /// The figures of all rounds of a workload, client by client.
    pub(super) fn turns(
        &self,
        server: &Server,
        workload: &Workload,
        clients: &[Client],
        rounds: usize,
    ) -> Result<Vec<Vec<Figures>>> {
        let mut figures = vec![Vec::new(); clients.len()];
        if server.network != Network::Slow {
            // One that does not count: the server prints its pages when they are first asked for. That is nothing beside a latency.
            self.by(server, "ours", workload)?;
        }
        let mut checksum = None;
        for round in 0..rounds {
            // Another one begins in each round: whoever comes first meets a machine that rested.
            for at in (0..clients.len()).map(|at| (round + at) % clients.len()) {
                let client = &clients[at];
                let Client { name, title, .. } = *client;
                let measured = self.by(server, name, workload)?;
                ensure!(
                    client.is_sockets() || *checksum.get_or_insert(measured.checksum) == measured.checksum,
                    "{}: {title} did not read what the others read",
                    workload.name
                );
                figures[at].push(measured);
            }
        }
        Ok(figures)
    }

    /// What lists take that keep nothing.
    fn streaming(&self, server: &Server) -> Result<Vec<Limit>> {
        let is_measured = |workload: &&Workload| workload.is_list() && workload.members == "every";
        let lists = self.workloads.iter().filter(is_measured);
        lists
            .map(|workload| {
                Ok(Limit {
                    name: format!("peak of {} without keeping the users", workload.name.to_uppercase()),
                    value: self.by(server, "ours-streaming", workload)?.peak_mib,
                    at_most: self.stream_peak,
                    unit: "MiB".to_owned(),
                })
            })
            .collect()
    }

    fn by(&self, server: &Server, client: &'static str, workload: &Workload) -> Result<Figures> {
        let mut program = self.command(server, Program::Client(client));
        Figures::of(program.args([workload.name, client, workload.members]))
            .with_context(|| format!("{} by {client}", workload.name.to_uppercase()))
    }

    /// A program with the server and the credentials in its environment.
    pub(super) fn command(&self, server: &Server, program: Program) -> Command {
        let mut command = (self.program)(program);
        command.envs(server.sandbox.environment());
        command
    }

    /// Looks for leaks, if there is a program that does.
    pub(super) fn look_for_leaks(&self, server: &Server) -> Result<()> {
        if self.loops.is_empty() {
            bail!("there is no loop that looks for leaks here");
        }
        super::leaks::look(self.loops, &|| self.command(server, Program::Leaks))
    }
}

impl Turns {
    /// The rounds of some clients, in their order.
    pub(super) fn of(clients: &[Client], figures: Vec<Vec<Figures>>) -> Vec<Self> {
        let turns = clients.iter().zip(figures).map(|(client, rounds)| Turns {
            title: client.title.to_owned(),
            is_ours: client.is_ours(),
            rounds,
        });
        turns.collect()
    }
}

impl Measured {
    /// What does not hold, or was not measured.
    pub(super) fn missed(&self) -> Vec<String> {
        let rows = self.works.iter().flat_map(|work| {
            let missed = work.rows.iter().filter(|row| !row.holds());
            missed.map(|row| {
                format!("{} ({} members) {}", work.workload.to_uppercase(), work.members, row.ours)
            })
        });
        let limits = self.limits.iter().filter(|limit| !limit.holds()).map(|limit| limit.name.clone());
        rows.chain(limits).chain(self.failures.iter().cloned()).collect()
    }
}
