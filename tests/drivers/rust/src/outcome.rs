//! What a step comes to.

use lastpass_admin::Error;
use serde_json::{Value, json};

use crate::problem;

/// What a step comes to: its result, or why there is none.
pub(crate) type Outcome = Result<Value, Failure>;

/// What a step comes to, if not to a result.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The client failed, as its user sees it.
    Call(Box<Error>),
    /// There is no such operation.
    Missing(String),
    /// The scenario cannot be played as it is written.
    Fault(String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Call(Box::new(error))
    }
}

/// The outcome as the harness reads it.
pub(crate) fn line(outcome: Outcome) -> Value {
    match outcome {
        Ok(value) => json!({ "ok": value }),
        Err(Failure::Call(error)) => json!({ "error": problem::canonical(&error) }),
        Err(Failure::Missing(operation)) => json!({ "missing": operation }),
        Err(Failure::Fault(reason)) => json!({ "fault": reason }),
    }
}
