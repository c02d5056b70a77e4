//! Maps: their keys are data, not member names.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::SHAPE;
use super::record::record;
use super::value::Value;
use super::writer::Writer;
use crate::tape::{Kind, Schema};

impl Value<'_> {
    /// A map from key to object, as a list of objects.
    pub(super) fn records<'de, A: MapAccess<'de>>(
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
    pub(super) fn pairs<'de, A: MapAccess<'de>>(self, kind: Kind, mut map: A) -> Result<u64, A::Error> {
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
