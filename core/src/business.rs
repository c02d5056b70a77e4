//! What an answer of the Business API means: by status and body together.

use jiff::tz::TimeZone;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::error::{Delivery, Error, FieldError};
use crate::generated::ErrorKind;
use crate::operation::{Answer, Operation};
use crate::redact::{Scrubber, snippet};
use crate::tape::{Kind, Tape, decode};
use crate::transport::Incoming;

/// An answer that is not a success, with texts of the vendor that may quote what was sent.
pub(crate) struct Refusal {
    pub kind: ErrorKind,
    pub status: Option<u16>,
    pub message: String,
    pub problem: Box<ProblemDetails>,
    pub retry_after: Option<std::time::Duration>,
}

impl Refusal {
    pub(crate) fn new(kind: ErrorKind, status: u16, message: impl Into<String>) -> Self {
        Refusal {
            kind,
            status: Some(status),
            message: message.into(),
            problem: Box::default(),
            retry_after: None,
        }
    }

    pub(crate) fn unexpected(status: u16, what: &str, body: &[u8]) -> Self {
        let message = format!("the answer was not understood: {what}; it is {}", snippet(body));
        Refusal::new(ErrorKind::UnexpectedResponse, status, message)
    }

    /// The error, without the client's own secrets in any text.
    pub(crate) fn into_error(self, scrubber: &Scrubber) -> Error {
        let clean = |text: Option<String>| text.map(|text| scrubber.scrub(&text));
        let problem = *self.problem;
        let field_errors = problem.errors.into_iter();
        let field_errors = field_errors
            .map(|field| FieldError { detail: clean(field.detail), pointer: clean(field.pointer) });
        let mut error = Error::new(self.kind, scrubber.scrub(&self.message))
            .with_delivery(Delivery::Answered)
            .with_retry_after(self.retry_after)
            .with_problem(
                clean(problem.title),
                clean(problem.detail),
                clean(problem.instance),
                field_errors.collect(),
            );
        if let Some(status) = self.status {
            error = error.with_status(status);
        }
        error
    }
}

/// RFC 9457, as far as the vendor documents it; every member may be absent or null.
#[derive(Default)]
pub(crate) struct ProblemDetails {
    pub title: Option<String>,
    pub detail: Option<String>,
    pub instance: Option<String>,
    pub errors: Vec<ProblemField>,
}

#[derive(Default)]
pub(crate) struct ProblemField {
    pub detail: Option<String>,
    pub pointer: Option<String>,
}

impl ProblemDetails {
    /// Reads what can be used: a member of another type is passed over and hides none of the others.
    fn read(body: &[u8]) -> Self {
        let problem: Value = serde_json::from_slice(body).unwrap_or_default();
        let text = |value: &Value, name: &str| value.get(name)?.as_str().map(str::to_owned);
        let errors = problem.get("errors").and_then(Value::as_array).into_iter().flatten();
        let errors = errors.map(|error| ProblemField {
            detail: text(error, "detail").or_else(|| error.as_str().map(str::to_owned)),
            pointer: text(error, "pointer"),
        });
        ProblemDetails {
            title: text(&problem, "title"),
            detail: text(&problem, "detail"),
            instance: text(&problem, "instance"),
            errors: errors.filter(|field| field.detail.is_some() || field.pointer.is_some()).collect(),
        }
    }
}

/// Decodes a success, or says what the answer means.
pub(crate) fn interpret(
    operation: &Operation,
    incoming: Incoming,
    zone: Option<TimeZone>,
) -> Result<Tape, Refusal> {
    let Incoming { info, body } = incoming;
    let status = info.status;
    if !(200..300).contains(&status) {
        return Err(refusal(status, &info, &body));
    }
    let blank = body.iter().all(u8::is_ascii_whitespace);
    let kind = match operation.answer {
        // Whatever JSON says of a deletion is not looked at; a page is a gateway's, and the deletion has not been seen.
        Answer::Nothing if !blank && serde_json::from_slice::<IgnoredAny>(&body).is_err() => {
            return Err(Refusal::unexpected(status, "no body was expected", &body));
        }
        Answer::Nothing => return Ok(Tape::empty(info)),
        Answer::Maybe(_) if blank => return Ok(Tape::empty(info)),
        Answer::Maybe(kind) | Answer::Body(kind) => kind,
    };
    if blank {
        return Err(Refusal::unexpected(status, "a body was expected", &body));
    }
    match decode(body, kind, info, zone) {
        Ok(tape) if !tape.has_root() && matches!(operation.answer, Answer::Body(_)) => {
            Err(Refusal::unexpected(status, "a value was expected", tape.body()))
        }
        Ok(tape) if known_form(&tape, kind) => Ok(tape),
        Ok(tape) => {
            Err(Refusal::unexpected(status, "it has none of the members of this answer", tape.body()))
        }
        Err((body, what)) => Err(Refusal::unexpected(status, &what, &body)),
    }
}

/// Whether an object has at least one member of the answer: all of them are optional, but `{}` or another object is no
/// answer, and a page without both of its members is no empty page.
fn known_form(tape: &Tape, kind: Kind) -> bool {
    match kind {
        Kind::Object(schema) => tape.names_any_member(schema),
        _ => true,
    }
}

/// What an answer outside 2xx means.
pub(crate) fn refusal(status: u16, info: &crate::ResponseInfo, body: &[u8]) -> Refusal {
    let mut refusal = error_status(status, info, body);
    let hint = hint(refusal.kind);
    if !hint.is_empty() {
        refusal.message.push_str("; ");
        refusal.message.push_str(hint);
    }
    refusal
}

/// The same for either API, without a hint at what to check.
pub(crate) fn error_status(status: u16, info: &crate::ResponseInfo, body: &[u8]) -> Refusal {
    let kind = ErrorKind::of_status(status);
    let problem = ProblemDetails::read(body);
    let said = match (&problem.title, &problem.detail) {
        (Some(title), Some(detail)) => format!("{title}: {detail}"),
        (Some(text), None) | (None, Some(text)) => text.clone(),
        (None, None) if body.is_empty() => String::new(),
        (None, None) => snippet(body),
    };
    let mut message = format!("HTTP {status}");
    if !said.is_empty() {
        message.push_str("; ");
        message.push_str(said.trim_end_matches('.'));
    }
    let asked = info.header("retry-after");
    let retry_after = asked.and_then(|asked| crate::retry::retry_after(asked, std::time::SystemTime::now()));
    Refusal { problem: problem.into(), retry_after, ..Refusal::new(kind, status, message) }
}

fn hint(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Authentication => "is the key current, and is the account enrolled for the Business API?",
        ErrorKind::Permission => {
            "the key may not do this, or the account is not enrolled for the Business API"
        }
        ErrorKind::SubscriptionExpired => "the subscription has expired",
        _ => "",
    }
}
