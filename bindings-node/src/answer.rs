//! What operations answer, and what they fail with, as JSON text.

use std::error::Error as _;
use std::fmt::Write as _;

use lastpass_admin::erased::{Record, RecordPage};
use lastpass_admin::{Error, PageToken, Result};
use lastpass_dispatch::{Answer, plain};
use serde_json::{Value, json};

use crate::provider::Refused;

/// An answer: `{"kind":"record","value":{…}}`.
pub(crate) fn answer(answer: Answer) -> Result<String> {
    let plain = answer.plain();
    match (plain, answer) {
        (Some((kind, value)), _) => Ok(json!({ "kind": kind, "value": value }).to_string()),
        (None, Answer::Record(record)) => {
            written(r#"{"kind":"record","value":"#, |out| record.write_json(out), "}")
        }
        (None, Answer::Records(found)) => {
            written(r#"{"kind":"records","value":"#, |out| records(&found, out), "}")
        }
        (None, Answer::Events(batch)) => {
            let found: Vec<Record> = batch.events.into_iter().map(Record::from).collect();
            let cursor = format!(r#","cursor":{}}}}}"#, json!(batch.cursor));
            written(r#"{"kind":"events","value":{"events":"#, |out| records(&found, out), &cursor)
        }
        (None, _) => Ok(r#"{"kind":"nothing","value":null}"#.to_owned()),
    }
}

/// V8 keeps a text that is longer apart from all that is young, and lets go of it late.
const PART: usize = 96 * 1024;

/// A page of a list: its place in it, then its items in parts.
pub(crate) fn page(page: &RecordPage) -> Result<Vec<String>> {
    if let Some(made) = page.made::<Vec<String>>() {
        return Ok((*made).clone());
    }
    let mut parts = page.json_parts(PART)?;
    let place = format!(
        r#"{{"token":{},"nextToken":{},"response":{}}}"#,
        json!(page.token().to_string()),
        json!(page.next_token().map(PageToken::to_string)),
        plain::response(page.response()),
    );
    parts.insert(0, place);
    Ok(parts.into_iter().map(ascii).collect())
}

/// All fields of an error. A refusal of the caller's own function says which function it was.
pub(crate) fn failure(error: &Error) -> String {
    let mut fields = plain::error(error);
    let mut source = error.source();
    while let Some(cause) = source {
        if let Some(Refused { provider, .. }) = cause.downcast_ref() {
            fields["provider"] = Value::from(*provider);
        }
        source = cause.source();
    }
    fields.to_string()
}

/// JSON that is all ASCII: JavaScript takes it as it is, and parses it faster than a text with one letter that is not.
pub(crate) fn ascii(json: String) -> String {
    if json.is_ascii() {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + json.len() / 8);
    for letter in json.chars() {
        if letter.is_ascii() {
            escaped.push(letter);
        } else {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        }
    }
    escaped
}

fn records(found: &[Record], out: &mut Vec<u8>) -> Result<()> {
    out.push(b'[');
    for (place, record) in found.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        record.write_json(out)?;
    }
    out.push(b']');
    Ok(())
}

fn written(before: &str, write: impl FnOnce(&mut Vec<u8>) -> Result<()>, after: &str) -> Result<String> {
    let mut out = Vec::with_capacity(before.len() + after.len());
    out.extend_from_slice(before.as_bytes());
    write(&mut out)?;
    out.extend_from_slice(after.as_bytes());
    // All of it is made of texts.
    Ok(String::from_utf8(out).unwrap_or_default())
}
