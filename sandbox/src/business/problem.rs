//! Error answers of the Business API: ProblemDetails in all the forms that the switches ask for.

use http::{StatusCode, header};
use serde_json::{Map, Value, json};

use crate::quirks::{ProblemBody, ProblemErrors, ProblemMediaType, ProblemMembers, Quirks};
use crate::reply::{self, Reply};

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) status: u16,
    pub(crate) detail: String,
    /// Faults of single members: detail, pointer.
    pub(crate) errors: Vec<(String, String)>,
    /// Methods that the path does take, for 405.
    pub(crate) allow: Option<String>,
}

impl Problem {
    pub(crate) fn new(status: u16, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), errors: Vec::new(), allow: None }
    }

    pub(crate) fn not_found(what: &str) -> Self {
        Self::new(404, format!("The {what} does not exist."))
    }

    pub(crate) fn with_error(mut self, detail: impl Into<String>, pointer: impl Into<String>) -> Self {
        self.errors.push((detail.into(), pointer.into()));
        self
    }

    /// The answer, in the form that the switches ask for (business mock rule 3).
    pub(crate) fn reply(&self, instance: &str, quirks: &Quirks) -> Reply {
        let status = reply::status(self.status);
        let reply = match quirks.problem_body {
            ProblemBody::Html => return Reply::html(StatusCode::BAD_GATEWAY),
            ProblemBody::Empty => Reply::empty(status),
            ProblemBody::Problem => {
                let media_type = match quirks.problem_media_type {
                    ProblemMediaType::ProblemJson => "application/problem+json",
                    ProblemMediaType::Json => "application/json",
                };
                Reply::new(status, media_type, Value::Object(self.body(instance, quirks)).to_string())
            }
        };
        match &self.allow {
            Some(methods) => reply.with_header(header::ALLOW, methods),
            None => reply,
        }
    }

    fn body(&self, instance: &str, quirks: &Quirks) -> Map<String, Value> {
        let mut body = Map::new();
        if quirks.problem_has_type {
            body.insert("type".into(), "about:blank".into());
        }
        if quirks.problem_members == ProblemMembers::Absent {
            return body;
        }
        body.insert("title".into(), title(self.status).into());
        body.insert("status".into(), self.status.into());
        body.insert("detail".into(), self.detail.as_str().into());
        body.insert("instance".into(), instance.into());
        let errors = |errors: &[(String, String)]| -> Value {
            errors.iter().map(|(detail, pointer)| json!({"detail": detail, "pointer": pointer})).collect()
        };
        match quirks.problem_errors {
            ProblemErrors::AsFound if self.errors.is_empty() => {}
            ProblemErrors::AsFound => {
                body.insert("errors".into(), errors(&self.errors));
            }
            ProblemErrors::Null => {
                body.insert("errors".into(), Value::Null);
            }
            ProblemErrors::Empty => {
                body.insert("errors".into(), json!([]));
            }
            ProblemErrors::Several => {
                let mut several = self.errors.clone();
                several.push(("Not an e-mail address.".into(), "/email".into()));
                several.push(("Too long.".into(), "/name".into()));
                body.insert("errors".into(), errors(&several));
            }
        }
        if quirks.problem_members == ProblemMembers::Null {
            body.values_mut().for_each(|value| *value = Value::Null);
        }
        body
    }
}

fn title(code: u16) -> &'static str {
    match code {
        // The vendor's word; the standard one is "Payment Required".
        402 => "Subscription Expired",
        422 => "Unprocessable Content",
        _ => reply::status(code).canonical_reason().unwrap_or("Error"),
    }
}
