//! How the cost of a list grows with the directory.

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::contest::{Client, Contest, Side, Workload};
use super::measure::Turns;
use super::network::Server;

/// What reading every member of a directory of one size takes: collected, with nothing kept, and by the nearest peer.
#[derive(Deserialize, Serialize)]
pub(super) struct Point {
    pub(super) users: u32,
    pub(super) ours: Turns,
    pub(super) streaming: Turns,
    pub(super) peer: Turns,
}

/// The sizes for a largest directory but one.
pub(super) fn sizes(users: u32) -> [u32; 4] {
    [users / 100, users / 10, users, users * 10]
}

impl Contest {
    /// A point of the curve: the size is that of the server.
    pub(super) fn point(&self, server: &Server, rounds: usize) -> Result<Point> {
        let is_list = |workload: &&_| matches!(workload, Workload { name: "w1", members: "every", .. });
        let workload = self.workloads.iter().find(is_list).context("there is no list to grow")?;
        let is_nearest = |client: &&Client| matches!(client.side, Side::Peer { nearest: true });
        let nearest = self.clients.iter().find(is_nearest).context("no peer is near")?;
        let streaming = Client::ours("ours-streaming", "lastpass-admin, nothing kept", None);
        let clients = [self.clients[0], streaming, *nearest];
        let turns = Turns::of(&clients, self.turns(server, workload, &clients, rounds)?);
        let turns = <[Turns; 3]>::try_from(turns).ok().context("a client was not measured")?;
        let [ours, streaming, peer] = turns;
        Ok(Point { users: server.users, ours, streaming, peer })
    }
}
