//! What has to hold for every answer, whatever it is made of.

use lastpass_admin::fuzzing::{self, Operation};
use lastpass_admin::{Error, ErrorKind};
use serde_json::Value;

use crate::input::SECRET;

/// No text of an error holds the secret.
pub fn no_secret(error: &Error) {
    let fields =
        error.field_errors().iter().flat_map(|field| [field.detail.as_deref(), field.pointer.as_deref()]);
    let texts =
        [Some(error.message()), error.title(), error.detail(), error.instance()].into_iter().chain(fields);
    let printed = [error.to_string(), format!("{error:?}"), format!("{error:#?}")];
    for text in texts.flatten().chain(printed.iter().map(String::as_str)) {
        assert!(!text.contains(SECRET), "an error shows the secret: {text}");
    }
}

/// What is shown of a body that was not understood is its form alone.
pub fn no_value_in_snippet(body: &[u8]) {
    let snippet = fuzzing::snippet(body);
    assert!(!snippet.contains(SECRET), "a snippet shows a value: {snippet}");
    assert!(snippet.len() < 1000, "a snippet is long: {snippet}");
}

/// One answer to an operation.
pub fn answer(operation: &Operation, status: u16, body: &[u8]) {
    no_value_in_snippet(body);
    let success = match operation.interpret(status, body) {
        Ok(success) => success,
        Err(error) => {
            no_secret(&error);
            assert_eq!(error.status(), Some(status), "{error}");
            return;
        }
    };
    let blank = body.iter().all(u8::is_ascii_whitespace);
    assert!(!(blank && operation.needs_body()), "{}: an empty body is taken for an answer", operation.name());
    assert_eq!(success.json(), success.json_of_copies(), "{}: a copy says another thing", operation.name());
    // Members that are not known are handed out as they came.
    let json = success.json().unwrap_or_default();
    no_stored_password(json.get("Users").unwrap_or(&Value::Null));

    // What is written is read again as the same. Two entries under one key would become one.
    if let (Some(json), Some(wire)) = (success.json(), success.wire()) {
        let again = match operation.interpret(status, wire.to_string().as_bytes()) {
            Ok(again) => again,
            // Nulls are not written; where they were all that was known, nothing is left to know the answer by.
            Err(error) if error.message().contains("none of the members") => return,
            Err(error) => panic!("{}: {wire} is not read again: {error}", operation.name()),
        };
        if records(&json) == again.json().as_ref().map_or(0, records) {
            let again = again.json().unwrap_or_default();
            assert!(same(&json, &again), "{}: {json} is read again as {again}", operation.name());
        }
    }
}

/// The pages of a list: an answer that holds no list is no empty one.
pub fn list(operation: &Operation, pages: &[&[u8]]) {
    let Some(read) = operation.read(None, pages) else { return };
    let read = match read {
        Ok(read) => read,
        Err(error) => {
            no_secret(&error);
            let kinds = [
                ErrorKind::UnexpectedResponse,
                ErrorKind::Paging,
                ErrorKind::Authentication,
                ErrorKind::Rejected,
            ];
            assert!(kinds.contains(&error.kind()), "{}: {error:?}", operation.name());
            return;
        }
    };
    assert!(read.items.iter().all(Value::is_object), "{}: an item is none", operation.name());
    if read.items.is_empty() {
        assert!(is_list(pages[0]), "{}: what is no list is taken for an empty one", operation.name());
    }
    if pages.len() == 1 {
        let mut ids = read.event_ids;
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(count, ids.len(), "two events have one id");
    }
}

/// Whether a body is what a list may be made of: a map, an array, or an object that names its list or the next page.
fn is_list(body: &[u8]) -> bool {
    match serde_json::from_slice(body) {
        Ok(Value::Array(_)) => true,
        Ok(Value::Object(members)) => {
            let named = ["items", "nextPageToken", "users", "data", "events"];
            members.is_empty()
                || members.keys().any(|name| named.iter().any(|known| known.eq_ignore_ascii_case(name)))
        }
        Ok(_) => false,
        // JSON that is deeper, or holds other texts, than this reader takes: it cannot judge.
        Err(_) => serde_json::from_slice::<serde::de::IgnoredAny>(body).is_ok(),
    }
}

/// The vendor sends stored passwords in clear text; nobody sees them.
pub fn no_stored_password(answer: &Value) {
    match answer {
        Value::Object(members) => {
            for (name, value) in members {
                if let (true, Value::Object(attributes)) = (name == "attribs", value) {
                    for (name, value) in attributes {
                        let shown =
                            name.eq_ignore_ascii_case("password") && value.to_string().contains(SECRET);
                        assert!(!shown, "a stored password is shown: {value}");
                    }
                }
                no_stored_password(value);
            }
        }
        Value::Array(items) => items.iter().for_each(no_stored_password),
        _ => {}
    }
}

/// How many objects and arrays there are.
fn records(json: &Value) -> usize {
    match json {
        Value::Object(members) => 1 + members.values().map(records).sum::<usize>(),
        Value::Array(items) => 1 + items.iter().map(records).sum::<usize>(),
        _ => 0,
    }
}

/// Equal, but for the last bit of a number: numbers that nobody asked for are printed and read once more.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, value)| other.get(name).is_some_and(|other| same(value, other)))
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Number(one), Value::Number(other)) => match (one.as_f64(), other.as_f64()) {
            (Some(one), Some(other)) => (one - other).abs() <= one.abs() * 1e-15,
            _ => one == other,
        },
        _ => one == other,
    }
}
