//! What comes back from an operation that succeeds.

use super::{Kind, Operation, Provenance};
use crate::spec::{Node, Problem};

/// A documented success.
#[derive(Clone, Debug)]
pub struct Success {
    /// HTTP status.
    pub status: u16,
    /// What it says; empty if the contract does not say.
    pub description: String,
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
        let description = response.text_of("description")?.unwrap_or_default();
        successes.push(Success {
            status,
            description,
            kind: schema.map(|schema| Kind::read(&schema)).transpose()?,
        });
    }
    if successes.is_empty() {
        return Err(responses
            .problem("has no success; add the status that the vendor answers, or most likely answers"));
    }
    Ok(successes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Mark, Repeat};

    fn operation(writes: bool, any_success: bool, successes: &[(u16, bool)]) -> Operation {
        let successes = successes.iter().map(|&(status, body)| Success {
            status,
            description: String::new(),
            kind: body.then_some(Kind::Text),
        });
        Operation {
            id: "op".to_owned(),
            view: false,
            command: false,
            http_method: "GET".to_owned(),
            path: "/".to_owned(),
            provenance: Provenance { mark: Mark::Documented, reason: String::new() },
            writes,
            repeat: Repeat::Safe,
            paging: None,
            destructive: false,
            any_success,
            status_values: Vec::new(),
            attempt_timeout: None,
            chunk: None,
            tags: Vec::new(),
            path_parameters: Vec::new(),
            query: Vec::new(),
            input: None,
            successes: successes.collect(),
            methods: Vec::new(),
        }
    }

    #[test]
    fn a_read_demands_its_body_and_a_write_takes_what_is_not_documented() {
        let cases = [
            ("read", operation(false, false, &[(200, true)]), Answer::Body(Kind::Text)),
            ("read, not documented", operation(false, true, &[(200, true)]), Answer::Body(Kind::Text)),
            ("write", operation(true, false, &[(201, true)]), Answer::Body(Kind::Text)),
            ("write, not documented", operation(true, true, &[(201, true)]), Answer::Maybe(Kind::Text)),
            (
                "write with or without a body",
                operation(true, false, &[(200, true), (204, false)]),
                Answer::Maybe(Kind::Text),
            ),
            ("write without a body", operation(true, false, &[(204, false)]), Answer::Nothing),
            (
                "write with any body",
                operation(true, true, &[(204, false), (200, false)]),
                Answer::Maybe(Kind::Any),
            ),
        ];
        for (name, operation, expected) in cases {
            assert_eq!(operation.answer(), expected, "{name}");
        }
    }
}
