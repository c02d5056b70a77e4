//! From the vendor's JSON to a tape, in one pass and without a copy of what can be borrowed.
//!
//! Tolerant in what it takes (nulls, numbers as strings, flags in three forms, `[]` for an empty map, unknown
//! members), strict about shapes: an object where a text belongs is an error, never a missing value.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt::{self, Display};
use std::ops::Range;

use jiff::tz::TimeZone;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{IN_ARENA, Kind, NONE, Schema, Tape};
use crate::transport::ResponseInfo;

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
    let Writer { slots: scratch, arena, secrets, .. } = writer;
    let slots = scratch.to_vec();
    SCRATCH.set(scratch);
    if !secrets.is_empty() {
        body = overwrite(body, &secrets);
    }
    Ok(Tape { body, arena, slots, root, info, zone })
}

/// The texts under a member of a JSON object, whatever the rest of the body is.
pub(crate) fn decode_texts_or_none(value: Option<&serde_json::Value>) -> Vec<String> {
    match value {
        Some(serde_json::Value::String(text)) if !text.is_empty() => vec![text.clone()],
        Some(serde_json::Value::Array(items)) => {
            items.iter().flat_map(|item| decode_texts_or_none(Some(item))).collect()
        }
        Some(serde_json::Value::Object(members)) => {
            members.values().flat_map(|item| decode_texts_or_none(Some(item))).collect()
        }
        _ => Vec::new(),
    }
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

/// Overwrites stored passwords in place; the text stays JSON and keeps its length.
fn overwrite(body: String, secrets: &[Range<usize>]) -> String {
    let mut bytes = body.into_bytes();
    for range in secrets {
        if let Some(secret) = bytes.get_mut(range.clone()) {
            secret.fill(b'*');
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

thread_local! {
    /// Slots are gathered here and copied out at their exact size: growing a page's own leaves holes in the heap that add up to
    /// a third of a large list.
    static SCRATCH: Cell<Vec<u64>> = const { Cell::new(Vec::new()) };
}

struct Writer {
    start: usize,
    length: usize,
    slots: Vec<u64>,
    arena: String,
    secrets: Vec<Range<usize>>,
}

impl Writer {
    fn new(body: &str) -> Self {
        let mut slots = SCRATCH.take();
        slots.clear();
        Writer {
            start: body.as_ptr() as usize,
            length: body.len(),
            slots,
            arena: String::new(),
            secrets: Vec::new(),
        }
    }

    fn seed(&mut self, kind: Kind) -> Value<'_> {
        Value { writer: self, kind, context: "the answer" }
    }

    /// A text that stands in the body.
    fn borrowed(&mut self, text: &str) -> u64 {
        let offset = (text.as_ptr() as usize).wrapping_sub(self.start);
        if offset.saturating_add(text.len()) > self.length {
            return self.owned(text);
        }
        (offset as u64) << 32 | text.len() as u64
    }

    fn owned(&mut self, text: &str) -> u64 {
        let offset = self.arena.len();
        self.arena.push_str(text);
        (offset as u64) << 32 | IN_ARENA | text.len() as u64
    }

    fn text(&mut self, text: Cow<'_, str>) -> u64 {
        match text {
            Cow::Borrowed(text) => self.borrowed(text),
            Cow::Owned(text) => self.owned(&text),
        }
    }

    fn list(&mut self, entries: &[u64], length: usize) -> u64 {
        let at = self.slots.len() as u64;
        self.slots.push(length as u64);
        self.slots.extend_from_slice(entries);
        at
    }

    /// A value that nobody may see: its text in the body is overwritten when the body is free.
    fn secret(&mut self, raw: &RawValue) -> u64 {
        let text = raw.get().strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(raw.get());
        let slot = self.borrowed(text);
        let start = (slot >> 32) as usize;
        self.secrets.push(start..start + text.len());
        slot
    }
}

/// Reads one value of a kind and gives its slot.
struct Value<'w> {
    writer: &'w mut Writer,
    kind: Kind,
    /// The member that is read, for error messages.
    context: &'static str,
}

impl Value<'_> {
    fn shape<E: serde::de::Error>(&self, found: impl Display) -> E {
        let expected = match self.kind {
            Kind::Text => "a text",
            Kind::Integer => "an integer",
            Kind::Number => "a number",
            Kind::Flag => "a flag",
            Kind::Texts => "an array of texts",
            Kind::TextMap | Kind::TextsMap | Kind::ObjectMap(_) => "a map",
            Kind::Json => "a value",
            Kind::Object(_) => "an object",
            Kind::Objects(_) | Kind::Rows(_) => "an array of objects",
        };
        E::custom(format_args!("{SHAPE}{}: expected {expected}, found {found}", self.context))
    }

    fn number<E: serde::de::Error>(self, value: f64) -> Result<u64, E> {
        match self.kind {
            Kind::Number => Ok(number_slot(value)),
            // 2^63 as f64 is exact: below it every whole number fits.
            Kind::Integer if value.fract() == 0.0 && value.abs() < 9_223_372_036_854_775_808.0 => {
                Ok(value as i64 as u64)
            }
            _ => Err(self.shape("a number")),
        }
    }
}

fn number_slot(value: f64) -> u64 {
    if value == 0.0 { 0 } else { value.to_bits() }
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = u64;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<u64, D::Error> {
        match self.kind {
            Kind::Json => {
                let raw = <&'de RawValue as serde::Deserialize>::deserialize(deserializer)?;
                Ok(if raw.get() == "null" { NONE } else { self.writer.borrowed(raw.get()) })
            }
            _ => deserializer.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = u64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of the contract's type")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<u64, E> {
        Ok(NONE)
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<u64, E> {
        match self.kind {
            Kind::Flag | Kind::Integer => Ok(u64::from(value)),
            Kind::Text => Ok(self.writer.owned(if value { "true" } else { "false" })),
            _ => Err(self.shape("a boolean")),
        }
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<u64, E> {
        match self.kind {
            Kind::Integer if value != i64::MIN => Ok(value as u64),
            Kind::Number => Ok(number_slot(value as f64)),
            Kind::Flag => Ok(u64::from(value != 0)),
            Kind::Text => Ok(self.writer.owned(&value.to_string())),
            _ => Err(self.shape("a number")),
        }
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<u64, E> {
        match (i64::try_from(value), self.kind) {
            (_, Kind::Text) => Ok(self.writer.owned(&value.to_string())),
            (Ok(value), _) => self.visit_i64(value),
            (Err(_), Kind::Number) => Ok(number_slot(value as f64)),
            (Err(_), _) => Err(self.shape("a number above 64 bits")),
        }
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<u64, E> {
        match self.kind {
            Kind::Text => Ok(self.writer.owned(&value.to_string())),
            _ => self.number(value),
        }
    }

    fn visit_borrowed_str<E: serde::de::Error>(self, text: &'de str) -> Result<u64, E> {
        match self.kind {
            Kind::Text => Ok(self.writer.borrowed(text)),
            Kind::Texts => {
                let slot = self.writer.borrowed(text);
                Ok(self.writer.list(&[slot], 1))
            }
            _ => self.visit_str(text),
        }
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<u64, E> {
        match self.kind {
            Kind::Text => Ok(self.writer.owned(text)),
            Kind::Texts => {
                let slot = self.writer.owned(text);
                Ok(self.writer.list(&[slot], 1))
            }
            Kind::Integer | Kind::Number | Kind::Flag => match text.trim() {
                "" => Ok(NONE),
                "true" if matches!(self.kind, Kind::Flag) => Ok(1),
                "false" if matches!(self.kind, Kind::Flag) => Ok(0),
                digits => match (digits.parse::<i64>(), digits.parse::<f64>()) {
                    (Ok(value), _) => self.visit_i64(value),
                    (_, Ok(value)) if value.is_finite() => self.number(value),
                    _ => Err(self.shape("a text")),
                },
            },
            _ => Err(self.shape("a text")),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<u64, A::Error> {
        let element = match self.kind {
            Kind::Texts => Kind::Text,
            Kind::Objects(schema) | Kind::Rows(schema) => Kind::Object(schema),
            // The vendor prints an empty map as `[]`.
            Kind::TextMap | Kind::TextsMap | Kind::ObjectMap(_) => {
                if seq.next_element::<serde::de::IgnoredAny>()?.is_some() {
                    return Err(self.shape("an array that is not empty"));
                }
                return Ok(self.writer.list(&[], 0));
            }
            _ => return Err(self.shape("an array")),
        };
        let mut entries = Vec::new();
        loop {
            let value = Value { writer: &mut *self.writer, kind: element, context: self.context };
            match seq.next_element_seed(value)? {
                Some(NONE) => {
                    return Err(A::Error::custom(format_args!(
                        "{SHAPE}{}: expected an item, found null",
                        self.context
                    )));
                }
                Some(slot) => entries.push(slot),
                None => break,
            }
        }
        Ok(self.writer.list(&entries, entries.len()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<u64, A::Error> {
        match self.kind {
            Kind::Object(schema) => record(self.writer, schema, None, map),
            Kind::ObjectMap(schema) | Kind::Rows(schema) => self.records(schema, map),
            Kind::TextMap => self.pairs(Kind::Text, map),
            Kind::TextsMap => self.pairs(Kind::Texts, map),
            _ => Err(self.shape("an object")),
        }
    }
}

impl Value<'_> {
    /// A map from key to object, as a list of objects.
    fn records<'de, A: MapAccess<'de>>(
        self,
        schema: &'static Schema,
        mut map: A,
    ) -> Result<u64, A::Error> {
        let mut bases = Vec::new();
        while let Some(key) = map.next_key_seed(Key)? {
            let key = schema.keyed.then(|| self.writer.text(key));
            bases.push(map.next_value_seed(Keyed { writer: &mut *self.writer, schema, key })?);
        }
        Ok(self.writer.list(&bases, bases.len()))
    }

    /// A map from name to text or texts, as a list in which names and values take turns.
    fn pairs<'de, A: MapAccess<'de>>(self, kind: Kind, mut map: A) -> Result<u64, A::Error> {
        let mut entries = Vec::new();
        while let Some(name) = map.next_key_seed(Key)? {
            let secret = matches!(kind, Kind::Text) && name.eq_ignore_ascii_case("password");
            entries.push(self.writer.text(name));
            if secret {
                entries.push(self.writer.secret(map.next_value()?));
                continue;
            }
            let lenient = Lenient(Value { writer: &mut *self.writer, kind, context: self.context });
            entries.push(map.next_value_seed(lenient)?);
        }
        Ok(self.writer.list(&entries, entries.len()))
    }
}

/// An object that stands in a map under a key.
struct Keyed<'w> {
    writer: &'w mut Writer,
    schema: &'static Schema,
    key: Option<u64>,
}

impl<'de> DeserializeSeed<'de> for Keyed<'_> {
    type Value = u64;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<u64, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Keyed<'_> {
    type Value = u64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SHAPE}{}: expected a map of objects", self.schema.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<u64, A::Error> {
        record(self.writer, self.schema, self.key, map)
    }
}

/// A text of a map; a nested value is kept as its JSON text.
struct Lenient<'w>(Value<'w>);

impl<'de> DeserializeSeed<'de> for Lenient<'_> {
    type Value = u64;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<u64, D::Error> {
        if !matches!(self.0.kind, Kind::Text) {
            return self.0.deserialize(deserializer);
        }
        let raw = <&'de RawValue as serde::Deserialize>::deserialize(deserializer)?;
        if raw.get().starts_with(['{', '[']) {
            return Ok(self.0.writer.borrowed(raw.get()));
        }
        self.0.deserialize(&mut serde_json::Deserializer::from_str(raw.get())).map_err(D::Error::custom)
    }
}

/// Reads the members of an object into a run of slots; the last slot of the run holds the unknown members.
fn record<'de, A: MapAccess<'de>>(
    writer: &mut Writer,
    schema: &'static Schema,
    key: Option<u64>,
    mut map: A,
) -> Result<u64, A::Error> {
    let base = writer.slots.len();
    let count = schema.members.len();
    writer.slots.resize(base + count + 1, NONE);
    if let (true, Some(key)) = (schema.keyed, key) {
        writer.slots[base] = key;
    }
    let mut guess = usize::from(schema.keyed);
    let mut unknown = Vec::new();
    while let Some(name) = map.next_key_seed(Name { schema, guess })? {
        match name {
            Found::Member(index) => {
                let member = &schema.members[index];
                let slot = map.next_value_seed(Value { writer: &mut *writer, kind: member.kind, context: member.name })?;
                if slot != NONE {
                    writer.slots[base + index] = slot;
                }
                guess = index + 1;
            }
            Found::Unknown(name) => {
                unknown.push(writer.text(name));
                unknown.push(writer.borrowed(map.next_value::<&'de RawValue>()?.get()));
            }
        }
    }
    if !unknown.is_empty() {
        writer.slots[base + count] = writer.list(&unknown, unknown.len());
    }
    Ok(base as u64)
}

/// What a member name stands for.
enum Found<'de> {
    Member(usize),
    Unknown(Cow<'de, str>),
}

/// Finds a member by its name.
struct Name {
    schema: &'static Schema,
    guess: usize,
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Found<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found<'de>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Found<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member name")
    }

    fn visit_borrowed_str<E: serde::de::Error>(self, name: &'de str) -> Result<Found<'de>, E> {
        let index = self.schema.index_of(name, self.guess);
        Ok(index.map_or(Found::Unknown(Cow::Borrowed(name)), Found::Member))
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Found<'de>, E> {
        let index = self.schema.index_of(name, self.guess);
        Ok(index.map_or_else(|| Found::Unknown(Cow::Owned(name.to_owned())), Found::Member))
    }
}

/// A key of a map.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E: serde::de::Error>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(key))
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(key.to_owned()))
    }
}
