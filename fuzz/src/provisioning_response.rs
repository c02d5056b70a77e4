//! Answers to every command of the Provisioning API: what they mean, and what they hold.

use std::sync::LazyLock;

use lastpass_admin::ErrorKind;
use lastpass_admin::fuzzing::{self, Operation};
use serde_json::Value;

use crate::input::{Input, SECRET};
use crate::invariants::{answer, list, no_secret, no_stored_password};

static OPERATIONS: LazyLock<Vec<Operation>> =
    LazyLock::new(|| fuzzing::operations(false, SECRET).expect("the settings are good"));

/// Runs one input.
pub fn run(data: &[u8]) {
    let Some(input) = Input::new(data, &OPERATIONS) else { return };
    list(input.operation, &input.pages());
    let Input { operation, status, body } = input;
    answer(operation, status, &body);
    classified(operation, &body);
    match operation.interpret_raw(status, &body) {
        Ok(answer) => no_stored_password(&answer),
        Err(error) => no_secret(&error),
    }
}

/// The kind of failure follows from the body alone.
fn classified(operation: &Operation, body: &[u8]) {
    let result = operation.interpret(200, body);
    let kind = result.as_ref().err().map(|error| error.kind());
    let text = String::from_utf8_lossy(body);
    if text.trim_start().starts_with('<') && text.contains("Authorization Error") {
        assert_eq!(kind, Some(ErrorKind::Authentication));
    }
    let Ok(Value::Object(answer)) = serde_json::from_slice(body) else { return };
    let Some(Value::String(status)) = answer.get("status") else { return };
    match status.to_ascii_lowercase().as_str() {
        "fail" => assert_eq!(kind, Some(ErrorKind::Rejected), "{}", operation.name()),
        "warn" if operation.writes() => assert_eq!(kind, Some(ErrorKind::Partial), "{}", operation.name()),
        "ok" | "success" => assert!(
            matches!(kind, None | Some(ErrorKind::UnexpectedResponse)),
            "{}: a success is taken for {kind:?}",
            operation.name()
        ),
        _ => assert!(kind.is_some(), "{}: `{status}` is taken for a success", operation.name()),
    }
}
