//! JSON printed by hand, for rows of which there are a hundred thousand.

use std::io::Write;

use serde_json::Value;

/// Writes a string.
pub(crate) fn text(out: &mut Vec<u8>, text: &str) {
    let plain = text.bytes().all(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\');
    if plain {
        out.push(b'"');
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
    } else {
        value(out, &Value::from(text));
    }
}

/// Writes a string or null.
pub(crate) fn text_or_null(out: &mut Vec<u8>, value: Option<&str>) {
    match value {
        Some(value) => text(out, value),
        None => out.extend_from_slice(b"null"),
    }
}

/// Writes a number.
pub(crate) fn number(out: &mut Vec<u8>, number: i64) {
    // Writing into memory does not fail.
    let _ = write!(out, "{number}");
}

/// Writes any value.
pub(crate) fn value(out: &mut Vec<u8>, value: &Value) {
    let _ = serde_json::to_writer(out, value);
}
