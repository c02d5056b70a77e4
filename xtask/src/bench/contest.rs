//! A surface beside its peers: who takes part, in what, and what is to be reached.

use std::process::Command;

/// What is measured of a surface.
pub(super) struct Contest {
    /// What the clients run on, with its version.
    pub(super) platform: String,
    /// Who takes part: ours first, then the peers.
    pub(super) clients: &'static [Client],
    pub(super) workloads: &'static [Workload],
    /// While streaming, the peak in MiB stays below this, whatever the directory's size.
    pub(super) stream_peak: f64,
    /// The loops that look for leaks, as the program takes them and as the table shows them.
    pub(super) loops: &'static [(&'static str, &'static str)],
    /// What does the work, without its arguments.
    pub(super) program: Box<dyn Fn(Program) -> Command>,
}

/// What a command is to do.
#[derive(Clone, Copy)]
pub(super) enum Program {
    /// A workload with the client of this name; it takes the workload, the client and the members that are read: `w1 ours every`.
    /// As `ours-streaming` it lists without keeping the users.
    Client(&'static str),
    /// A loop that looks for leaks; it takes the name of the loop.
    Leaks,
}

/// Who takes part.
#[derive(Clone, Copy)]
pub(super) struct Client {
    /// As the program takes it.
    pub(super) name: &'static str,
    /// As the tables show it.
    pub(super) title: &'static str,
    pub(super) side: Side,
    /// How it waits, where a language has two ways; memory is compared among those of one kind.
    pub(super) kind: Kind,
    /// Whether it speaks HTTPS in the program.
    pub(super) speaks_tls: bool,
}

/// Whose a client is.
#[derive(Clone, Copy)]
pub(super) enum Side {
    /// One of ours, held against the peer of this name, or against the fastest of all.
    Ours(Option<&'static str>),
    Peer {
        /// Whether it is the one to stand beside ours where there is no time for all of them.
        nearest: bool,
    },
    /// No client, but sockets of the language that carry the same requests and answers, of which nothing is made. It shows what the
    /// machine takes by itself, and nothing is held against it.
    Sockets,
}

/// How a client waits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Blocking,
    Asyncio,
}

impl Client {
    /// One of ours.
    pub(super) const fn ours(name: &'static str, title: &'static str, rival: Option<&'static str>) -> Self {
        Client { name, title, side: Side::Ours(rival), kind: Kind::Blocking, speaks_tls: true }
    }

    /// What a user would take otherwise.
    pub(super) const fn peer(name: &'static str, title: &'static str) -> Self {
        Client { name, title, side: Side::Peer { nearest: false }, kind: Kind::Blocking, speaks_tls: true }
    }

    /// The peer that comes nearest to ours.
    pub(super) const fn nearest(name: &'static str, title: &'static str) -> Self {
        Client { side: Side::Peer { nearest: true }, ..Client::peer(name, title) }
    }

    /// Sockets alone, in single reads.
    pub(super) const fn sockets(name: &'static str, title: &'static str) -> Self {
        Client { side: Side::Sockets, ..Client::peer(name, title) }
    }

    /// The same, waiting as asyncio does.
    pub(super) const fn asyncio(self) -> Self {
        Client { kind: Kind::Asyncio, ..self }
    }

    /// The same, over plain HTTP alone.
    pub(super) const fn without_tls(self) -> Self {
        Client { speaks_tls: false, ..self }
    }

    pub(super) const fn is_ours(&self) -> bool {
        matches!(self.side, Side::Ours(_))
    }

    pub(super) const fn is_sockets(&self) -> bool {
        matches!(self.side, Side::Sockets)
    }
}

/// What is done.
#[derive(Clone, Copy)]
pub(super) struct Workload {
    pub(super) name: &'static str,
    /// `every` or `three`: the members that are read of each user.
    pub(super) members: &'static str,
    pub(super) title: &'static str,
    /// How many times our wall time that of the rival has to be at least, for each of ours; none, if that is not held.
    pub(super) targets: &'static [f64],
    pub(super) held: Held,
}

/// What of a workload is held beside the wall time.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    WallAlone,
    /// The peak is never above that of the leanest peer of its kind.
    Memory,
    /// The peak, and the CPU time to the same target as the wall time.
    MemoryAndCpu,
}

/// The loops of a program that looks for leaks.
pub(super) const LOOPS: [(&str, &str); 2] = [("calls", "100,000 calls"), ("clients", "10,000 clients")];

/// What is measured of a language that stands on the core, with the targets of W1 to W4. A list is held to its target where a program reads
/// three members of each user; what it costs to read every member is shown.
pub(super) const fn workloads([w1, w2, w3, w4]: [&'static [f64]; 4]) -> [Workload; 6] {
    [
        Workload::new("w1", "three", "list users, Business API", w1),
        Workload::new("w1", "every", "list users, Business API", &[]),
        Workload::new("w2", "every", "5,000 single reads, 32 in flight", w2),
        Workload::new("w3", "every", "2,000 single reads, one by one", w3),
        Workload::new("w4", "three", "list users, Provisioning API", w4),
        Workload::new("w4", "every", "list users, Provisioning API", &[]),
    ]
}

impl Workload {
    pub(super) const fn new(
        name: &'static str,
        members: &'static str,
        title: &'static str,
        targets: &'static [f64],
    ) -> Self {
        Workload { name, members, title, targets, held: Held::Memory }
    }

    /// The same, with something else held beside the wall time.
    pub(super) const fn holding(self, held: Held) -> Self {
        Workload { held, ..self }
    }

    /// Whether its time grows with the directory.
    pub(super) fn is_list(&self) -> bool {
        ["w1", "w4"].contains(&self.name)
    }
}
