//! The four time limits of a call.

use std::time::Duration;

/// How long a call may take. Every limit can be set per client and per call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Limits {
    pub connect: Option<Duration>,
    pub attempt: Option<Duration>,
    pub between_bytes: Option<Duration>,
    pub operation: Option<Duration>,
}

impl Limits {
    /// The limits of a call over those of its client.
    pub(crate) fn over(self, below: Limits) -> Limits {
        Limits {
            connect: self.connect.or(below.connect),
            attempt: self.attempt.or(below.attempt),
            between_bytes: self.between_bytes.or(below.between_bytes),
            operation: self.operation.or(below.operation),
        }
    }

    /// Time to make a connection: 5 s by default.
    pub(crate) fn connect(&self) -> Duration {
        self.connect.unwrap_or(Duration::from_secs(5))
    }

    /// Time of one attempt: 30 s by default, 60 s for the bulk reads of the Provisioning API.
    pub(crate) fn attempt(&self, of_operation: Option<Duration>) -> Duration {
        self.attempt.or(of_operation).unwrap_or(Duration::from_secs(30))
    }

    /// Time between two pieces of a body: 15 s by default.
    pub(crate) fn between_bytes(&self) -> Duration {
        self.between_bytes.unwrap_or(Duration::from_secs(15))
    }

    /// Time of the whole operation with its retries and waits: 120 s by default.
    pub(crate) fn operation(&self) -> Duration {
        self.operation.unwrap_or(Duration::from_secs(120))
    }
}
