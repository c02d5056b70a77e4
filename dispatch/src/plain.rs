//! Errors and answers as JSON with the names of the SDK, from which a binding makes the objects of its language.

use std::error::Error as _;
use std::io;

use lastpass_admin::{CredentialReport, CredentialStatus, Error, ListSummary, RawResponse, ResponseInfo};
use serde_json::{Map, Value, json};

use crate::answer::Answer;

/// Every field of an error; `text` is what is printed.
pub fn error(error: &Error) -> Value {
    let fields = error.field_errors().iter();
    let fields = fields.map(|field| json!({ "detail": field.detail, "pointer": field.pointer }));
    json!({
        "text": error.to_string(),
        "kind": error.kind().as_str(),
        "number": error.kind().number(),
        "message": error.message(),
        "operation": error.operation(),
        "parameter": error.parameter(),
        "status": error.status(),
        "title": error.title(),
        "detail": error.detail(),
        "instance": error.instance(),
        "field_errors": fields.collect::<Vec<_>>(),
        "attempts": error.attempts(),
        "delivery": error.delivery().as_str(),
        "retry_after": error.retry_after().map(|wait| wait.as_secs_f64()),
        "outcome": error.outcome(),
        "cause": cause(error),
    })
}

/// What led to an error: another one of its fields; or the number of an error of the operating system, if it is one, and what is
/// known of it in words.
fn cause(error: &Error) -> Option<Value> {
    let mut source = error.source()?;
    loop {
        if let Some(failure) = source.downcast_ref::<Error>() {
            return Some(self::error(failure));
        }
        let failure = source.downcast_ref::<io::Error>();
        if let Some(number) = failure.and_then(io::Error::raw_os_error) {
            return Some(json!({ "number": number, "text": source.to_string() }));
        }
        match source.source() {
            Some(deeper) => source = deeper,
            None => return Some(json!({ "number": null, "text": source.to_string() })),
        }
    }
}

/// What came with an answer; `elapsed` in seconds.
pub fn response(info: &ResponseInfo) -> Value {
    let headers: Map<String, Value> =
        info.headers().map(|(name, value)| (name.to_owned(), value.into())).collect();
    json!({
        "status": info.status,
        "headers": headers,
        "attempts": info.attempts,
        "elapsed": info.elapsed.as_secs_f64(),
    })
}

/// What is known of a list.
pub fn summary(known: &ListSummary) -> Value {
    json!({
        "items": known.items,
        "duplicates": known.duplicates,
        "total": known.total,
        "complete": known.complete,
        "resumed": known.resumed,
        "is_inconsistent": known.is_inconsistent(),
    })
}

/// What an answer without records holds.
pub(crate) fn answer(answer: &Answer) -> Option<Value> {
    Some(match answer {
        Answer::Nothing => Value::Null,
        Answer::Json(value) => value.clone(),
        Answer::Outcome(outcome) => json!(outcome),
        Answer::Group(group) => json!(group),
        Answer::Groups(groups) => json!(groups),
        Answer::Texts(texts) => json!(texts),
        Answer::Report(report) => report_of(report),
        Answer::Raw(RawResponse { info, body, .. }) => json!({ "info": response(info), "body": body }),
        Answer::Record(_) | Answer::Records(_) | Answer::Events(_) => return None,
    })
}

/// What a check of the credentials found: for each one null, or its error, which is null if it works.
fn report_of(report: &CredentialReport) -> Value {
    let status = |status: &CredentialStatus| json!({ "error": status.error().map(error) });
    json!({
        "business": report.business.as_ref().map(status),
        "provisioning": report.provisioning.as_ref().map(status),
    })
}
