//! An error as JSON: every field that a user can read.

use lastpass_admin::{Error, Outcome};
use serde_json::{Value, json};

pub(crate) fn canonical(error: &Error) -> Value {
    let field_errors = error.field_errors().iter();
    let field_errors: Vec<Value> =
        field_errors.map(|field| json!({ "detail": field.detail, "pointer": field.pointer })).collect();
    json!({
        "kind": error.kind().as_str(),
        "number": error.kind().number(),
        "message": error.message(),
        "operation": error.operation(),
        "parameter": error.parameter(),
        "status": error.status(),
        "title": error.title(),
        "detail": error.detail(),
        "instance": error.instance(),
        "field_errors": field_errors,
        "attempts": error.attempts(),
        "delivery": error.delivery().as_str(),
        "retry_after": error.retry_after().map(|wait| wait.as_secs_f64()),
        "outcome": error.outcome().map(|outcome: &Outcome| json!(outcome)),
        "printed": format!("{error} {error:?}"),
    })
}
