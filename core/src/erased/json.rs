//! Records as JSON text for JavaScript, written straight from the answer that holds them.
//!
//! - Members have the names of this crate in camelCase. What is absent is left out; unknown members stand under `extra`.
//! - A time is written with its offset where the client knows the zone, `2024-05-02T10:15:00-04:00`, and as the vendor sent it
//!   where it does not. Beside a time that names two instants, or none, stands `…IsAmbiguous`. The empty text, "never", is no time.
//! - An instant is written in UTC, `2024-05-02T14:15:00Z`.
//! - A whole number that JavaScript would round is an error.

use std::mem::take;
use std::sync::{PoisonError, RwLock};

use serde::Serialize;

use super::{Record, RecordPage};
use crate::derived::{self, Value};
use crate::error::{Error, Result};
use crate::local_time::LocalTime;
use crate::tape::{Kind, NONE, Node, Schema, Tape};

/// The largest whole number that JavaScript holds exactly, 2^53 - 1.
const LARGEST: u64 = 9_007_199_254_740_991;

impl Record {
    /// Writes the item as an object.
    pub fn write_json(&self, out: &mut Vec<u8>) -> Result<()> {
        Writer { node: &self.node, out }.record(Names::of(&self.schema.0))
    }
}

impl RecordPage {
    /// The items as arrays of objects, one after the other; each ends with the item that makes it so many bytes long.
    pub fn json_parts(&self, length: usize) -> Result<Vec<String>> {
        let (tape, bases) = self.page.records();
        let names = Names::of(&self.record_type.schema.0);
        let mut parts = Vec::new();
        let mut out = Vec::new();
        for (place, &base) in bases.iter().enumerate() {
            out.push(if out.is_empty() { b'[' } else { b',' });
            Writer { node: &Node::new(tape.clone(), base), out: &mut out }.record(names)?;
            if out.len() >= length || place + 1 == bases.len() {
                out.push(b']');
                // All of it is made of texts.
                parts.push(String::from_utf8(take(&mut out)).unwrap_or_default());
            }
        }
        Ok(parts)
    }
}

/// The names of a type, each as it stands in JSON.
struct Names {
    members: Vec<Name>,
    derived: Vec<(String, &'static Value)>,
    /// Where the unknown members stand.
    extra: usize,
}

struct Name {
    index: usize,
    /// `"lastLogin":`
    key: String,
    /// `,"lastLoginIsAmbiguous":true`
    ambiguous: String,
    kind: Kind,
}

impl Names {
    /// The names of a type, made once.
    fn of(schema: &'static Schema) -> &'static Names {
        static KNOWN: RwLock<Vec<(&'static Schema, &'static Names)>> = RwLock::new(Vec::new());
        let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, names)) = known.iter().find(|(known, _)| std::ptr::eq(*known, schema)) {
            return names;
        }
        drop(known);
        let names: &'static Names = Box::leak(Box::new(Names::new(schema)));
        KNOWN.write().unwrap_or_else(PoisonError::into_inner).push((schema, names));
        names
    }

    fn new(schema: &'static Schema) -> Self {
        let members = schema.seen().map(|(index, member)| {
            let name = camel(member.sdk);
            let (key, ambiguous) = (format!("\"{name}\":"), format!(",\"{name}IsAmbiguous\":true"));
            Name { index, key, ambiguous, kind: member.kind }
        });
        let derived = derived::of(schema).iter();
        let derived = derived.map(|derived| (format!("\"{}\":", camel(derived.name)), &derived.value));
        Names { members: members.collect(), derived: derived.collect(), extra: schema.members.len() }
    }
}

/// `account_status` as `accountStatus`.
fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (initial, rest) = word.split_at(word.len().min(1));
        name + &initial.to_ascii_uppercase() + rest
    })
}

/// Writes a record.
struct Writer<'a> {
    node: &'a Node,
    out: &'a mut Vec<u8>,
}

impl Writer<'_> {
    fn record(&mut self, names: &Names) -> Result<()> {
        self.out.push(b'{');
        for name in &names.members {
            let Some(slot) = self.node.slot(name.index) else { continue };
            match name.kind {
                Kind::Time => self.time(name, slot),
                Kind::Instant => {
                    if let Some(instant) = self.node.instant(name.index) {
                        self.key(&name.key);
                        put(self.out, &instant);
                    }
                }
                _ => {
                    self.key(&name.key);
                    self.value(name, slot)?;
                }
            }
        }
        for (key, value) in &names.derived {
            self.key(key);
            match value {
                Value::Flag(read) => put(self.out, &read(self.node.clone())),
                Value::Count(read) => put(self.out, &read(self.node.clone())),
                Value::Text(read) => put(self.out, &read(self.node.clone())),
            }
        }
        if let Some(extra) = self.node.slot(names.extra) {
            self.key("\"extra\":");
            pairs(self.node.tape(), self.out, extra, |out, value| {
                out.extend_from_slice(self.node.tape().text(value).as_bytes());
            });
        }
        self.out.push(b'}');
        Ok(())
    }

    fn key(&mut self, key: &str) {
        if self.out.last() != Some(&b'{') {
            self.out.push(b',');
        }
        self.out.extend_from_slice(key.as_bytes());
    }

    fn time(&mut self, name: &Name, slot: u64) {
        let tape = self.node.tape();
        let zoned = LocalTime::new(tape.text(slot), tape.zone());
        if zoned.text().is_empty() {
            return;
        }
        self.key(&name.key);
        let iso = tape.zone().and_then(|_| zoned.iso());
        match iso.as_deref().and_then(|iso| iso.split_once(' ')) {
            Some((date, time)) => {
                for part in ["\"", date, "T", time, "\""] {
                    self.out.extend_from_slice(part.as_bytes());
                }
            }
            None => text(tape, self.out, slot),
        }
        if zoned.is_ambiguous() {
            self.out.extend_from_slice(name.ambiguous.as_bytes());
        }
    }

    fn value(&mut self, name: &Name, slot: u64) -> Result<()> {
        let (tape, out) = (self.node.tape(), &mut *self.out);
        match name.kind {
            Kind::Text | Kind::Time | Kind::Instant => text(tape, out, slot),
            Kind::Integer => {
                let number = slot as i64;
                if number.unsigned_abs() > LARGEST {
                    return Err(rounded(&name.key, number).with_attempts(tape.info().attempts));
                }
                put(out, &number);
            }
            Kind::Number => put(out, &f64::from_bits(slot)),
            Kind::Flag => put(out, &(slot != 0)),
            Kind::Json => out.extend_from_slice(tape.text(slot).as_bytes()),
            Kind::Texts => texts(tape, out, slot),
            Kind::TextMap => pairs(tape, out, slot, |out, value| text(tape, out, value)),
            Kind::TextsMap => pairs(tape, out, slot, |out, value| texts(tape, out, value)),
            Kind::Object(schema) => {
                Writer { node: &Node::new(tape.clone(), slot as u32), out }.record(Names::of(schema))?;
            }
            Kind::Objects(schema) | Kind::Rows(schema) | Kind::ObjectMap(schema) => {
                let names = Names::of(schema);
                list(out, tape.list(slot), |out, &base| {
                    Writer { node: &Node::new(tape.clone(), base as u32), out }.record(names)
                })?;
            }
        }
        Ok(())
    }
}

/// A text. Where only a list or a map could say that there is none, it is empty.
fn text(tape: &Tape, out: &mut Vec<u8>, slot: u64) {
    if slot == NONE {
        out.extend_from_slice(b"\"\"");
    } else if tape.is_quoted(slot) {
        out.push(b'"');
        out.extend_from_slice(tape.text(slot).as_bytes());
        out.push(b'"');
    } else {
        put(out, tape.text(slot));
    }
}

fn texts(tape: &Tape, out: &mut Vec<u8>, slot: u64) {
    let entries = if slot == NONE { &[] } else { tape.list(slot) };
    // Writing a text cannot fail.
    let _ = list(out, entries, |out, &entry| {
        text(tape, out, entry);
        Ok(())
    });
}

fn list<T>(
    out: &mut Vec<u8>,
    entries: &[T],
    mut write: impl FnMut(&mut Vec<u8>, &T) -> Result<()>,
) -> Result<()> {
    out.push(b'[');
    for (place, entry) in entries.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        write(out, entry)?;
    }
    out.push(b']');
    Ok(())
}

/// Names and values that take turns, as an object.
pub(super) fn pairs(tape: &Tape, out: &mut Vec<u8>, slot: u64, mut write: impl FnMut(&mut Vec<u8>, u64)) {
    out.push(b'{');
    for (place, pair) in tape.list(slot).chunks_exact(2).enumerate() {
        if place > 0 {
            out.push(b',');
        }
        text(tape, out, pair[0]);
        out.push(b':');
        write(out, pair[1]);
    }
    out.push(b'}');
}

/// A value that is JSON already.
fn put(out: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    // Writing to memory cannot fail, and no number of an answer is infinite.
    let _ = serde_json::to_writer(out, value);
}

fn rounded(key: &str, number: i64) -> Error {
    let name = key.trim_matches(['"', ':']);
    Error::unexpected_response(format!(
        "{name}: {number} is beyond the whole numbers that JavaScript holds exactly"
    ))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::tz::TimeZone;
    use serde_json::{Value, json};

    use super::*;
    use crate::generated::{Event, SharedFolder};
    use crate::tape::tests::ALL;
    use crate::tape::{Item, Member, decode};

    fn node(body: &str, schema: &'static Schema, zone: Option<&str>) -> Node {
        let zone = zone.map(|zone| TimeZone::get(zone).unwrap());
        let tape = decode(body.as_bytes().to_vec(), Kind::Object(schema), Default::default(), zone);
        Arc::new(tape.map_err(|(_, what)| what).unwrap()).root()
    }

    fn written(node: &Node, schema: &'static Schema) -> Result<Value> {
        let mut out = Vec::new();
        Writer { node, out: &mut out }.record(Names::of(schema))?;
        Ok(serde_json::from_slice(&out).unwrap())
    }

    #[test]
    fn every_kind_is_written() {
        #[rustfmt::skip]
        let cases = [
            ("nothing", "{}", json!({})),
            ("null is left out", r#"{"text":null,"texts":null}"#, json!({})),
            ("text", r#"{"text":"ada"}"#, json!({"text": "ada"})),
            ("text with escapes", r#"{"text":"a\"\u00e9\n"}"#, json!({"text": "a\"é\n"})),
            ("text that came as a number", r#"{"text":7}"#, json!({"text": "7"})),
            ("largest exact number", r#"{"integer":9007199254740991}"#, json!({"integer": 9_007_199_254_740_991_i64})),
            ("number", r#"{"number":"71.4"}"#, json!({"number": 71.4})),
            ("flag", r#"{"flag":"1"}"#, json!({"flag": true})),
            ("texts", r#"{"texts":["a","b\n"]}"#, json!({"texts": ["a", "b\n"]})),
            ("no texts", r#"{"texts":[]}"#, json!({"texts": []})),
            ("map", r#"{"attribs":{"Dep\t":"R&D","None":null,"deep":{"a":["\""]}}}"#, json!({"attribs": {"Dep\t": "R&D", "None": "", "deep": r#"{"a":["\""]}"#}})),
            ("map of lists", r#"{"groups":{"Eng":["ada","b\n"],"None":null}}"#, json!({"groups": {"Eng": ["ada", "b\n"], "None": []}})),
            ("any JSON", r#"{"json":{"a_b":[1,"x"]}}"#, json!({"json": {"a_b": [1, "x"]}})),
            ("items", r#"{"object":{"name":"x"},"objects":[{"name":"x"},{}],"map":{"51":{"name":"x"}}}"#, json!({"object": {"name": "x"}, "objects": [{"name": "x"}, {}], "map": [{"id": "51", "name": "x"}]})),
            ("unknown members", r#"{"new_one":{"a":1},"text":"x","n\u00e9w":[2]}"#, json!({"text": "x", "extra": {"new_one": {"a": 1}, "néw": [2]}})),
        ];
        for (name, body, expected) in cases {
            let node = node(body, &ALL, None);
            assert_eq!(written(&node, &ALL).unwrap(), expected, "{name}");
            assert_eq!(written(&node.detach(&ALL), &ALL).unwrap(), expected, "{name}, detached");
        }
    }

    #[test]
    fn a_time_has_the_offset_of_its_zone() {
        let cases = [
            ("2024-05-02 10:15:00", None, json!({"time": "2024-05-02 10:15:00"})),
            ("2024-05-02 10:15:00", Some("US/Eastern"), json!({"time": "2024-05-02T10:15:00-04:00"})),
            (
                "2024-11-03 01:30:00",
                Some("US/Eastern"),
                json!({"time": "2024-11-03T01:30:00-04:00", "timeIsAmbiguous": true}),
            ),
            ("yesterday", Some("US/Eastern"), json!({"time": "yesterday"})),
            ("", Some("US/Eastern"), json!({})),
        ];
        for (text, zone, expected) in cases {
            let node = node(&json!({ "time": text }).to_string(), &ALL, zone);
            assert_eq!(written(&node, &ALL).unwrap(), expected, "{text} {zone:?}");
        }
    }

    #[test]
    fn an_instant_is_written_in_utc() {
        static SEEN: Schema = Schema { members: &[Member { kind: Kind::Instant, ..ALL.members[0] }], ..ALL };
        let cases = [
            (r#"{"text":"2024-05-02 10:15:00"}"#, json!({"text": "2024-05-02T14:15:00Z"})),
            (r#"{"text":""}"#, json!({})),
        ];
        for (body, expected) in cases {
            let node = node(body, &SEEN, Some("US/Eastern"));
            assert_eq!(written(&node, &SEEN).unwrap(), expected, "{body}");
        }
    }

    #[test]
    fn a_number_that_javascript_would_round_is_an_error_that_names_the_member() {
        for number in [9_007_199_254_740_992_i64, -9_007_199_254_740_992, i64::MAX] {
            let error =
                written(&node(&json!({ "integer": number }).to_string(), &ALL, None), &ALL).unwrap_err();
            assert!(error.message().starts_with(&format!("integer: {number} is beyond")), "{error}");
        }
    }

    #[test]
    fn names_are_in_camel_case_and_derived_members_follow() {
        let event = r#"{"IP_Address":"203.0.113.9","ID":"7"}"#;
        let event = Event::from_node(node(event, &Event::SCHEMA.0, None));
        let written_event = written(event.node(), &Event::SCHEMA.0).unwrap();
        let expected = json!({"ipAddress": "203.0.113.9", "siemId": "7", "id": event.id(), "ordinal": 0});
        assert_eq!(written_event, expected);

        let folder = r#"{"sharedfoldername":"Eng","users":[{"username":"ada","can_administer":"1"}]}"#;
        let folder = node(folder, &SharedFolder::SCHEMA.0, None);
        let written_folder = written(&folder, &SharedFolder::SCHEMA.0).unwrap();
        assert_eq!(written_folder["isDeleted"], false);
        let member = &written_folder["users"][0];
        assert_eq!((&member["canAdminister"], &member["role"]), (&json!(true), &json!("admin")));
        assert_eq!(member["isSuperAdmin"], false);
    }
}
