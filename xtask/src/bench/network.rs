//! The networks that clients are measured on, and the server at their end.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::contest::{Client, Held, Side, Workload};
use super::programs::build;
use crate::process::target;
use crate::sandbox::Sandbox;

/// What a client's packets go through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Network {
    /// Loopback, plain HTTP/1.1.
    Plain,
    /// The same with 50 ms to the server and back.
    Slow,
    /// Loopback, HTTPS.
    Tls,
}

/// There and back, in milliseconds.
const LATENCY_MS: &str = "50";

/// Where a client looks for the certificate of the authority: most of them, requests, and Node.
const AUTHORITY: [&str; 3] = ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"];

impl Network {
    /// As a heading.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Network::Plain => "Plain HTTP on loopback",
            Network::Slow => "A slow network: 50 ms to the server and back",
            Network::Tls => "HTTPS on loopback",
        }
    }

    /// Who is measured on it: everyone, or ours beside the nearest peers.
    pub(super) fn has(self, client: &Client) -> bool {
        match self {
            Network::Plain => true,
            Network::Slow => !matches!(client.side, Side::Peer { nearest: false } | Side::Sockets),
            Network::Tls => client.speaks_tls && Network::Slow.has(client),
        }
    }

    /// What is measured on it: everything, or where connections and reading ahead decide. The plain one alone is held to something.
    pub(super) fn workloads(self, workloads: &[Workload]) -> Vec<Workload> {
        if self == Network::Plain {
            return workloads.to_vec();
        }
        let mut chosen = firsts(workloads);
        chosen.retain(|workload| ["w1", "w2"].contains(&workload.name));
        let unheld = |workload: &Workload| Workload { targets: &[], held: Held::WallAlone, ..*workload };
        chosen.iter().map(unheld).collect()
    }
}

/// The first of each name: that which has the target.
pub(super) fn firsts(workloads: &[Workload]) -> Vec<Workload> {
    let mut chosen: Vec<Workload> = Vec::new();
    for workload in workloads {
        if chosen.iter().all(|other| other.name != workload.name) {
            chosen.push(*workload);
        }
    }
    chosen
}

/// The server that all clients are measured against, with one tenant of many users.
pub(super) struct Server {
    pub(super) sandbox: Sandbox,
    pub(super) network: Network,
    pub(super) users: u32,
}

impl Server {
    /// Builds its program, and says where it is.
    pub(super) fn build(root: &Path) -> Result<PathBuf> {
        build(root, "--package lastpass-sandbox --bin lastpass-sandbox --features lastpass-sandbox/tls")
    }

    /// Starts it; the authority's certificate is kept among what is built.
    pub(super) fn start(root: &Path, program: &Path, network: Network, users: u32) -> Result<Self> {
        let users_text = users.to_string();
        let mut arguments = vec!["--users", &users_text, "--companies", "20"];
        match network {
            Network::Plain => {}
            Network::Slow => arguments.extend(["--latency", LATENCY_MS]),
            Network::Tls => arguments.push("--tls"),
        }
        let mut sandbox = Sandbox::start(program, &arguments)?;
        if let Some(pem) = sandbox.authority() {
            let file = target(root).join("bench-authority.pem");
            fs::write(&file, pem).with_context(|| file.display().to_string())?;
            let file = file.to_str().context("the folder for what is built has a name that is no text")?;
            AUTHORITY.iter().for_each(|name| sandbox.set(name, file));
        }
        Ok(Server { sandbox, network, users })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_network_and_https_take_the_nearest_in_two_workloads() {
        let clients = [
            Client::ours("ours", "ours", None),
            Client::nearest("near", "near"),
            Client::nearest("plain", "plain").without_tls(),
            Client::peer("far", "far"),
            Client::sockets("sockets", "sockets"),
        ];
        let workloads = [
            Workload::new("w1", "three", "", &[1.0]),
            Workload::new("w1", "every", "", &[]),
            Workload::new("w2", "every", "", &[1.0]),
            Workload::new("w4", "three", "", &[1.0]),
        ];
        let cases = [
            (
                Network::Plain,
                vec!["ours", "near", "plain", "far", "sockets"],
                vec!["w1", "w1", "w2", "w4"],
                4,
            ),
            (Network::Slow, vec!["ours", "near", "plain"], vec!["w1", "w2"], 0),
            (Network::Tls, vec!["ours", "near"], vec!["w1", "w2"], 0),
        ];
        for (network, who, what, targets) in cases {
            let here = clients.iter().filter(|client| network.has(client)).map(|client| client.name);
            let measured = network.workloads(&workloads);
            assert_eq!(here.collect::<Vec<_>>(), who, "{network:?}");
            assert_eq!(
                measured.iter().map(|workload| workload.name).collect::<Vec<_>>(),
                what,
                "{network:?}"
            );
            let held = measured.iter().filter(|workload| workload.held != Held::WallAlone).count();
            assert_eq!(held, targets, "{network:?}");
        }
    }
}
