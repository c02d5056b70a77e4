//! What the contract says of an operation: static tables, generated from `spec/`.

use std::time::Duration;

use crate::tape::Kind;

/// What repeating a request could do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// A read.
    Safe,
    /// A write that sets a state.
    Idempotent,
    /// A write that does more when it is repeated: it creates, mails or adds.
    Once,
}

/// The two APIs of the vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Api {
    Business,
    Provisioning,
}

/// What a successful answer holds.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Answer {
    /// A body of this kind; without one the answer is not understood.
    Body(Kind),
    /// A body of this kind, or none.
    Maybe(Kind),
    /// No body is expected; one that comes is not looked at.
    Nothing,
}

/// An operation of either API.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The name in this crate, for example `users.list`.
    pub name: &'static str,
    /// The vendor's name: an operation id, or a command.
    pub id: &'static str,
    pub api: Api,
    pub method: &'static str,
    /// The path below the base URL, with its parameters in braces.
    pub path: &'static str,
    pub writes: bool,
    pub repeat: Repeat,
    pub answer: Answer,
    /// The limit of one attempt in seconds where it differs from the client's 30 s: bulk reads.
    pub attempt_limit: Option<u64>,
    /// Values of `status` that mean success, in lower case; empty if the answer carries none.
    pub status_values: &'static [&'static str],
}

impl Operation {
    pub(crate) fn attempt_limit(&self) -> Option<Duration> {
        self.attempt_limit.map(Duration::from_secs)
    }
}
