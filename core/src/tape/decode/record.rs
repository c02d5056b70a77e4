//! An object: its known members in a run of slots, the unknown ones in a list behind them.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::value::Value;
use super::writer::Writer;
use crate::tape::{NONE, Schema};

/// Reads the members of an object into a run of slots; the last slot of the run holds the unknown members.
pub(super) fn record<'de, A: MapAccess<'de>>(
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
                let slot = map.next_value_seed(Value {
                    writer: &mut *writer,
                    kind: member.kind,
                    context: member.name,
                })?;
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
