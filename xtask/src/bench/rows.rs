//! How each of ours compares with its peers in one workload.

use serde::{Deserialize, Serialize};

use super::contest::{Client, Held, Side, Workload};
use super::figures::{CPU, Figures, PEAK, Part, WALL, ratio};

/// One of ours beside those that it is held against.
#[derive(Deserialize, Serialize)]
pub(super) struct Row {
    pub(super) ours: String,
    /// None where no peer was measured.
    pub(super) beside: Option<Beside>,
    pub(super) target: Option<f64>,
    pub(super) is_fast: bool,
    pub(super) is_lean: bool,
}

/// The peer that ours is held against; medians of the ratios within a round.
#[derive(Deserialize, Serialize)]
pub(super) struct Beside {
    pub(super) rival: String,
    /// Its wall time divided by ours.
    pub(super) speed: f64,
    /// Its CPU time divided by ours.
    pub(super) cpu: f64,
    /// The peer of the kind of ours that takes the least memory, and our peak divided by its.
    pub(super) leanest: String,
    pub(super) memory: f64,
}

impl Row {
    pub(super) fn holds(&self) -> bool {
        self.is_fast && self.is_lean
    }

    /// How a table says whether it holds.
    pub(super) const fn verdict(&self) -> &'static str {
        match (self.is_fast, self.is_lean) {
            (true, true) => "holds",
            (false, true) => "MISSED",
            (true, false) => "MISSED, memory",
            (false, false) => "MISSED, also memory",
        }
    }
}

/// A row for each of ours; `figures` are those of the clients, in their order.
pub(super) fn rows(clients: &[Client], figures: &[Vec<Figures>], workload: &Workload) -> Vec<Row> {
    let ours = clients.iter().enumerate().filter_map(|(at, client)| match client.side {
        Side::Ours(rival) => Some((at, client, rival)),
        Side::Peer { .. } | Side::Sockets => None,
    });
    let mut targets = workload.targets.iter().copied();
    ours.map(|(at, client, rival)| {
        let is_peer = |at: &usize| matches!(clients[*at].side, Side::Peer { .. });
        let peers: Vec<usize> = (0..clients.len()).filter(is_peer).collect();
        let of = |peer: usize, part: Part| ratio(&figures[peer], &figures[at], part);
        let least = |part: Part, among: &dyn Fn(&usize) -> bool| {
            let among = peers.iter().copied().filter(among);
            among.min_by(|one, other| of(*one, part).total_cmp(&of(*other, part)))
        };
        let named = rival.and_then(|name| peers.iter().copied().find(|&peer| clients[peer].name == name));
        let rival = named.or_else(|| least(WALL, &|_| true));
        let leanest = least(PEAK, &|&peer| clients[peer].kind == client.kind);
        let beside = rival.zip(leanest).map(|(rival, leanest)| Beside {
            rival: clients[rival].title.to_owned(),
            speed: of(rival, WALL),
            cpu: of(rival, CPU),
            leanest: clients[leanest].title.to_owned(),
            memory: ratio(&figures[at], &figures[leanest], PEAK),
        });
        let target = targets.next();
        let reaches = |value: f64| target.is_none_or(|target| value >= target);
        Row {
            ours: client.title.to_owned(),
            is_fast: beside.as_ref().is_none_or(|beside| {
                reaches(beside.speed) && (workload.held != Held::MemoryAndCpu || reaches(beside.cpu))
            }),
            is_lean: workload.held == Held::WallAlone
                || beside.as_ref().is_none_or(|beside| beside.memory <= 1.0),
            beside,
            target,
        }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLIENTS: [Client; 6] = [
        Client::ours("ours", "ours", None),
        Client::ours("ours-asyncio", "ours, asyncio", Some("slow-asyncio")).asyncio(),
        Client::peer("blocking", "blocking"),
        Client::peer("fast-asyncio", "fast, asyncio").asyncio(),
        Client::peer("slow-asyncio", "slow, asyncio").asyncio(),
        Client::sockets("sockets", "sockets alone"),
    ];

    /// Wall and peak of each client in two rounds; the second round met a machine that was twice as slow.
    fn figures(wall_and_peak: [(f64, f64); 5]) -> Vec<Vec<Figures>> {
        let one = |wall_ms, peak_mib| Figures { wall_ms, cpu_ms: wall_ms, peak_mib, checksum: 1 };
        let all = wall_and_peak.into_iter().chain([(10.0, 1.0)]);
        all.map(|(wall, peak)| vec![one(wall, peak), one(2.0 * wall, peak)]).collect()
    }

    #[test]
    fn ours_is_held_against_its_rival_and_the_leanest_of_its_kind() {
        let measured = figures([(100.0, 20.0), (50.0, 30.0), (300.0, 10.0), (200.0, 40.0), (400.0, 60.0)]);
        let workload = Workload::new("w1", "three", "", &[2.5, 4.5]);
        let rows = rows(&CLIENTS, &measured, &workload);
        let seen: Vec<_> = rows
            .iter()
            .filter_map(|row| {
                let beside = row.beside.as_ref()?;
                Some((beside.rival.as_str(), beside.speed, row.is_fast, beside.leanest.as_str(), row.is_lean))
            })
            .collect();
        assert_eq!(
            seen,
            [
                ("fast, asyncio", 2.0, false, "blocking", false),
                ("slow, asyncio", 8.0, true, "fast, asyncio", true),
            ]
        );
    }

    #[test]
    fn what_is_held_depends_on_the_workload() {
        let slow = figures([(100.0, 20.0), (50.0, 30.0), (90.0, 10.0), (200.0, 40.0), (400.0, 60.0)]);
        let fat = figures([(100.0, 20.0), (50.0, 30.0), (300.0, 10.0), (300.0, 40.0), (400.0, 60.0)]);
        let workload = Workload::new("w1", "three", "", &[1.0, 1.0]);
        let untargeted = Workload::new("w1", "every", "", &[]);
        let cases = [
            ("slower than its target", &slow, workload, false),
            ("more memory", &fat, workload, false),
            ("more memory, where the wall time alone is held", &fat, workload.holding(Held::WallAlone), true),
            ("more memory, without a target", &slow, untargeted, false),
            ("slower, without a target", &slow, untargeted.holding(Held::WallAlone), true),
        ];
        for (name, measured, workload, holds) in cases {
            assert_eq!(rows(&CLIENTS, measured, &workload)[0].holds(), holds, "{name}");
        }
    }

    #[test]
    fn without_a_peer_there_is_nothing_to_hold() {
        let workload = Workload::new("w1", "three", "", &[1.0]);
        let measured = figures([(100.0, 20.0); 5]);
        let rows = rows(&CLIENTS[..1], &measured[..1], &workload);
        assert!(rows[0].beside.is_none() && rows[0].holds());
    }
}
