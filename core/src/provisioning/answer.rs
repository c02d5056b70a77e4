//! What goes out with a command, and what its answer means: by the body, never by the HTTP status or the media type.

use jiff::tz::TimeZone;
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use crate::business::{ProblemDetails, ProblemField, Refusal, error_status};
use crate::credentials::ProvisioningAccess;
use crate::generated::ErrorKind;
use crate::operation::{Answer, Operation};
use crate::tape::{Kind, Tape, decode};
use crate::transport::Incoming;

/// The body of a command. It holds the secret, and may hold passwords.
pub(crate) fn envelope(
    access: &ProvisioningAccess,
    command: &str,
    data: Option<&[u8]>,
    api_user: &str,
) -> Zeroizing<Vec<u8>> {
    let data = data.unwrap_or_default();
    // Made in one piece: a vector that grows leaves copies of the secret behind.
    let mut body = Zeroizing::new(Vec::with_capacity(
        access.opening.len() + data.len() + command.len() + api_user.len() * 6 + 64,
    ));
    body.extend_from_slice(&access.opening);
    body.extend_from_slice(
        format!(",\"cmd\":{},\"apiuser\":{}", Value::from(command), Value::from(api_user)).as_bytes(),
    );
    if !data.is_empty() {
        body.extend_from_slice(b",\"data\":");
        body.extend_from_slice(data);
    }
    body.push(b'}');
    body
}

/// Decodes a success, or says what the answer means.
pub(crate) fn interpret(
    operation: &Operation,
    incoming: Incoming,
    zone: Option<TimeZone>,
) -> Result<Tape, Refusal> {
    let Incoming { info, body } = plain(incoming)?;
    let status = info.status;
    let kind = match operation.answer {
        Answer::Body(kind) | Answer::Maybe(kind) => kind,
        Answer::Nothing => Kind::Json,
    };
    let tape = match decode(body, kind, info, zone) {
        Ok(tape) => tape,
        // The shape is another one: it may be a rejection, which says more than the shape.
        Err((body, what)) => {
            let rejection = serde_json::from_slice::<Value>(&body).ok().and_then(|answer| {
                classify(operation, &answer, status)
                    .err()
                    .filter(|refusal| refusal.kind != ErrorKind::UnexpectedResponse)
            });
            return Err(rejection.unwrap_or_else(|| Refusal::unexpected(status, &what, &body)));
        }
    };
    if !tape.has_root() {
        return Err(Refusal::unexpected(status, "an object was expected", tape.body()));
    }
    // Only an answer that carries a status or an error is parsed a second time; the large reads carry none.
    let names = ["status", "error", "errors"];
    let status_or_error = match kind {
        Kind::Object(schema) => names.iter().any(|name| tape.has_member(schema, name)),
        // An error that is an object looks like a folder of that id.
        Kind::ObjectMap(_) => tape
            .records(tape.root_slot())
            .into_iter()
            .any(|base| tape.member(base, 0).is_some_and(|key| names.contains(&tape.text(key)))),
        _ => false,
    };
    if status_or_error || !operation.status_values.is_empty() {
        let answer: Value = serde_json::from_slice(tape.body()).unwrap_or_default();
        classify(operation, &answer, status)?;
    }
    Ok(tape)
}

/// The answer to any command as JSON, classified like every other one.
pub(crate) fn interpret_raw(operation: &Operation, incoming: Incoming) -> Result<Value, Refusal> {
    let Incoming { info, body } = plain(incoming)?;
    let mut answer: Value = serde_json::from_slice(&body)
        .map_err(|_| Refusal::unexpected(info.status, "JSON was expected", &body))?;
    classify(operation, &answer, info.status)?;
    redact_attributes(&mut answer);
    Ok(answer)
}

/// Sorts out what is no answer of a command: another HTTP status, markup, nothing.
fn plain(incoming: Incoming) -> Result<Incoming, Refusal> {
    let status = incoming.info.status;
    let body = &incoming.body;
    if !(200..300).contains(&status) {
        return Err(error_status(status, &incoming.info, body));
    }
    let start = body.iter().position(|byte| !byte.is_ascii_whitespace());
    let Some(start) = start else {
        return Err(Refusal::unexpected(status, "a body was expected", body));
    };
    if matches!(body[start], b'{' | b'[') {
        return Ok(incoming);
    }
    // Whatever says so outside JSON: the vendor answers a wrong or a revoked credential with a line of XML.
    if String::from_utf8_lossy(body).contains("Authorization Error") {
        let message = "the CID or the provisioning hash was not accepted (Authorization Error): the hash may have been reset";
        return Err(Refusal::new(ErrorKind::Authentication, status, message));
    }
    Err(Refusal::unexpected(status, "JSON was expected", body))
}

/// Reads `status`, `error`, `errors` and `message`, in all their spellings.
fn classify(operation: &Operation, answer: &Value, http: u16) -> Result<(), Refusal> {
    let no_members = Map::new();
    let members = answer.as_object().unwrap_or(&no_members);
    let texts: Vec<String> =
        ["error", "errors"].iter().flat_map(|name| texts_of(members.get(*name))).collect();
    let refused = |kind, message: String, texts: Vec<String>| {
        let errors = texts.into_iter().map(|detail| ProblemField { detail: Some(detail), pointer: None });
        let problem = ProblemDetails { errors: errors.collect(), ..ProblemDetails::default() };
        Refusal { problem: problem.into(), ..Refusal::new(kind, http, message) }
    };
    let said = || if texts.is_empty() { String::new() } else { format!(": {}", texts.join("; ")) };
    let status = match members.get("status") {
        Some(Value::String(status)) => status.to_ascii_lowercase(),
        None | Some(Value::Null) if !texts.is_empty() => {
            return Err(refused(ErrorKind::Rejected, format!("the command was rejected{}", said()), texts));
        }
        None | Some(Value::Null) if operation.status_values.is_empty() && !answer.is_null() => return Ok(()),
        // The shape of event reports for log collectors carries none.
        None if operation.id == "reporting" && members.get("events").is_some_and(Value::is_array) => {
            return Ok(());
        }
        _ => {
            let body = answer.to_string();
            return Err(Refusal::unexpected(http, "it carries no status", body.as_bytes()));
        }
    };
    match status.as_str() {
        "ok" | "success" => Ok(()),
        "warn" if operation.writes => {
            Err(refused(ErrorKind::Partial, format!("only a part was done (WARN){}", said()), texts))
        }
        "warn" => Err(Refusal::unexpected(http, &format!("a read was answered with WARN{}", said()), b"{}")),
        "fail" => {
            Err(refused(ErrorKind::Rejected, format!("the command was rejected (FAIL){}", said()), texts))
        }
        other => {
            let other: String = other.chars().filter(char::is_ascii_alphanumeric).take(20).collect();
            // Neither a success nor a rejection is known to be called so: a write may have taken effect.
            Err(refused(
                ErrorKind::UnexpectedResponse,
                format!("the command answered the status `{other}`{}", said()),
                texts,
            ))
        }
    }
}

/// The texts of `error` or `errors`: one text, a list of them, or a map to them.
fn texts_of(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) if !text.is_empty() => vec![text.clone()],
        Some(Value::Array(items)) => items.iter().flat_map(|item| texts_of(Some(item))).collect(),
        Some(Value::Object(members)) => members.values().flat_map(|item| texts_of(Some(item))).collect(),
        _ => Vec::new(),
    }
}

/// Overwrites `attribs.password` wherever it stands in a raw answer.
fn redact_attributes(answer: &mut Value) {
    match answer {
        Value::Object(members) => {
            for (name, value) in members {
                if name == "attribs"
                    && let Value::Object(attributes) = value
                {
                    for (name, value) in attributes {
                        if name.eq_ignore_ascii_case("password") {
                            *value = Value::from(crate::redact::REDACTED);
                        }
                    }
                }
                redact_attributes(value);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(redact_attributes),
        _ => {}
    }
}
