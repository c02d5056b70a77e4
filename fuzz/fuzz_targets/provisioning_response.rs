//! Answers to every command of the Provisioning API: what they mean, and what they hold.
#![no_main]

use std::sync::LazyLock;

use lastpass_admin::ErrorKind;
use lastpass_admin::fuzzing::{self, Operation};
use lastpass_admin_fuzz::{Input, SECRET, answer, list, no_secret, no_stored_password};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

static OPERATIONS: LazyLock<Vec<Operation>> =
    LazyLock::new(|| fuzzing::operations(false, SECRET).expect("the settings are good"));

fuzz_target!(|data: &[u8]| {
    let Some(Input { operation, status, body }) = Input::new(data, &OPERATIONS) else { return };
    answer(operation, status, &body);
    list(operation, &Input { operation, status, body: body.clone() }.pages());
    classified(operation, &body);
    match operation.interpret_raw(status, &body) {
        Ok(answer) => no_stored_password(&answer),
        Err(error) => no_secret(&error),
    }
});

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
