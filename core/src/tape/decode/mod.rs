//! From the vendor's JSON to a tape, in one pass and without a copy of what can be borrowed.
//!
//! Tolerant in what it takes (nulls, numbers as strings, flags in three forms, `[]` for an empty map, unknown
//! members), strict about shapes: an object where a text belongs is an error, never a missing value.

mod map;
mod record;
mod value;
mod writer;

use std::ops::Range;

use jiff::tz::TimeZone;
use serde::de::DeserializeSeed;

use super::{Kind, NONE, Tape};
use crate::transport::ResponseInfo;
use writer::Writer;

/// Decodes a whole body. The error says where and what, and quotes nothing of the body.
pub(crate) fn decode(
    body: Vec<u8>,
    kind: Kind,
    info: ResponseInfo,
    zone: Option<TimeZone>,
) -> Result<Tape, (Vec<u8>, String)> {
    if body.len() >= NONE as usize >> 32 {
        return Err((body, "the body is 2 GiB or larger".to_owned()));
    }
    let mut body = match String::from_utf8(body) {
        Ok(body) => body,
        Err(error) => return Err((error.into_bytes(), "the body is not UTF-8".to_owned())),
    };
    let mut writer = Writer::new(&body);
    let mut deserializer = serde_json::Deserializer::from_str(&body);
    let root = writer.seed(kind).deserialize(&mut deserializer);
    let root = match root.and_then(|root| deserializer.end().map(|()| root)) {
        Ok(root) => root,
        Err(error) => return Err((body.into_bytes(), describe(&error))),
    };
    let (slots, arena, secrets) = writer.finish();
    if !secrets.is_empty() {
        body = overwrite(body, &secrets);
    }
    Ok(Tape { body, arena, slots, root, info, zone })
}

/// What serde_json says, without the values that its messages quote.
fn describe(error: &serde_json::Error) -> String {
    let what = match error.classify() {
        serde_json::error::Category::Data => {
            let text = error.to_string();
            text.split_once(SHAPE).map_or("a value has another type".to_owned(), |(_, rest)| {
                rest.split(" at line ").next().unwrap_or(rest).to_owned()
            })
        }
        serde_json::error::Category::Eof => "the JSON ends too early".to_owned(),
        _ => "it is not JSON".to_owned(),
    };
    format!("{what} (line {}, column {})", error.line(), error.column())
}

/// Marks our own messages inside serde_json's, which may quote values.
const SHAPE: &str = "shape: ";

/// Overwrites stored passwords in place; the text stays JSON and keeps its length: a text becomes asterisks, any other value
/// becomes an empty text or, where there is no room for one, a digit.
fn overwrite(body: String, secrets: &[Range<usize>]) -> String {
    let mut bytes = body.into_bytes();
    for range in secrets {
        let quoted = range.start.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'"');
        if let Some(secret) = bytes.get_mut(range.clone()) {
            match secret {
                _ if quoted => secret.fill(b'*'),
                [digit] => *digit = b'0',
                value => {
                    value.fill(b' ');
                    value[..2].fill(b'"');
                }
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}
