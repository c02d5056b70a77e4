//! What comes back from an operation that succeeds.

use super::{Kind, Operation, Provenance};
use crate::spec::{Node, Problem};

/// A documented success.
#[derive(Clone, Debug)]
pub struct Success {
    /// HTTP status.
    pub status: u16,
    /// What the body holds; none without a body.
    pub kind: Option<Kind>,
}

/// What a caller gets.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// A body of this kind.
    Body(Kind),
    /// A body of this kind, or none.
    Maybe(Kind),
    /// Nothing.
    Nothing,
}

impl Operation {
    /// What a caller gets.
    ///
    /// A read without a body is never an empty list (business rule 4). The body of a write is optional where the vendor
    /// does not document it, or documents an answer without one too (business rule 8).
    #[must_use]
    pub fn answer(&self) -> Answer {
        let body = self.successes.iter().find_map(|success| success.kind.clone());
        match body {
            Some(kind) if !self.writes => Answer::Body(kind),
            Some(kind) if self.any_success || self.successes.iter().any(|success| success.kind.is_none()) => {
                Answer::Maybe(kind)
            }
            Some(kind) => Answer::Body(kind),
            None if self.successes.iter().any(|success| success.status != 204) => Answer::Maybe(Kind::Any),
            None => Answer::Nothing,
        }
    }
}

pub(super) fn successes(node: &Node<'_>) -> Result<Vec<Success>, Problem> {
    let mut successes = Vec::new();
    let responses = node.require("responses", "say what it answers")?;
    for (status, response) in responses.members()? {
        let Some(status) = status.parse::<u16>().ok().filter(|status| (200..300).contains(status)) else {
            continue;
        };
        Provenance::read(&response)?;
        let schema = match response.get("content") {
            None => None,
            Some(content) => match content.members()?.first() {
                Some((_, media_type)) => Some(media_type.require("schema", "say what the answer holds")?),
                None => None,
            },
        };
        successes.push(Success { status, kind: schema.map(|schema| Kind::read(&schema)).transpose()? });
    }
    if successes.is_empty() {
        return Err(responses
            .problem("has no success; add the status that the vendor answers, or most likely answers"));
    }
    Ok(successes)
}
