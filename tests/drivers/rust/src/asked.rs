//! A call that a step asks for, and the ways in which it can end.

use lastpass_admin::{Client, Error};
use serde_json::{Value, json};

use crate::argument::Arguments;
use crate::listing::Reading;
use crate::problem;

/// A call that a step asks for.
pub(crate) struct Asked<'a> {
    pub(crate) client: &'a Client,
    /// The full name, for example `provisioning.users.list`.
    pub(crate) operation: &'a str,
    pub(crate) given: Arguments,
    pub(crate) reading: Reading,
}

/// What a step comes to, if not to a result.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The client failed, as its user sees it.
    Call(Box<Error>),
    /// This driver, and so the crate, has no such operation.
    Missing(String),
    /// The scenario cannot be played as it is written.
    Fault(String),
}

/// What a step comes to.
pub(crate) type Answer = Result<Value, Failure>;

impl Asked<'_> {
    /// The resource that the operation hangs off.
    pub(crate) fn resource(&self) -> &str {
        self.operation.rsplit_once('.').map_or("", |(resource, _)| resource)
    }

    pub(crate) fn missing(&self) -> Failure {
        Failure::Missing(self.operation.to_owned())
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Call(Box::new(error))
    }
}

/// The outcome as the harness reads it.
pub(crate) fn outcome(answer: Answer) -> Value {
    match answer {
        Ok(value) => json!({ "ok": value }),
        Err(Failure::Call(error)) => json!({ "error": problem::canonical(&error) }),
        Err(Failure::Missing(operation)) => json!({ "missing": operation }),
        Err(Failure::Fault(reason)) => json!({ "fault": reason }),
    }
}
