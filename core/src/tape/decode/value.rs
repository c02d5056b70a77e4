//! One value of any kind.

use std::fmt::{self, Display};

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::SHAPE;
use super::record::record;
use super::writer::Writer;
use crate::tape::{Kind, NONE};

/// Reads one value of a kind and gives its slot.
pub(super) struct Value<'w> {
    pub writer: &'w mut Writer,
    pub kind: Kind,
    /// The member that is read, for error messages.
    pub context: &'static str,
}

impl Value<'_> {
    fn shape<E: serde::de::Error>(&self, found: impl Display) -> E {
        let expected = match self.kind {
            Kind::Text | Kind::Time | Kind::Instant => "a text",
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
            Kind::Text | Kind::Time | Kind::Instant => {
                Ok(self.writer.owned(if value { "true" } else { "false" }))
            }
            _ => Err(self.shape("a boolean")),
        }
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<u64, E> {
        match self.kind {
            Kind::Integer if value != i64::MIN => Ok(value as u64),
            Kind::Number => Ok(number_slot(value as f64)),
            Kind::Flag => Ok(u64::from(value != 0)),
            Kind::Text | Kind::Time | Kind::Instant => Ok(self.writer.owned(&value.to_string())),
            _ => Err(self.shape("a number")),
        }
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<u64, E> {
        match (i64::try_from(value), self.kind) {
            (_, Kind::Text | Kind::Time | Kind::Instant) => Ok(self.writer.owned(&value.to_string())),
            (Ok(value), _) => self.visit_i64(value),
            (Err(_), Kind::Number) => Ok(number_slot(value as f64)),
            (Err(_), _) => Err(self.shape("a number above 64 bits")),
        }
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<u64, E> {
        match self.kind {
            Kind::Text | Kind::Time | Kind::Instant => Ok(self.writer.owned(&value.to_string())),
            _ => self.number(value),
        }
    }

    fn visit_borrowed_str<E: serde::de::Error>(self, text: &'de str) -> Result<u64, E> {
        match self.kind {
            Kind::Text | Kind::Time | Kind::Instant => Ok(self.writer.borrowed(text)),
            Kind::Texts => {
                let slot = self.writer.borrowed(text);
                Ok(self.writer.list(&[slot], 1))
            }
            _ => self.visit_str(text),
        }
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<u64, E> {
        match self.kind {
            Kind::Text | Kind::Time | Kind::Instant => Ok(self.writer.owned(text)),
            Kind::Texts => {
                let slot = self.writer.owned(text);
                Ok(self.writer.list(&[slot], 1))
            }
            Kind::Integer | Kind::Number | Kind::Flag => match text.trim() {
                "" => Ok(NONE),
                "true" if matches!(self.kind, Kind::Flag) => Ok(1),
                "false" if matches!(self.kind, Kind::Flag) => Ok(0),
                digits => match digits.parse::<i64>() {
                    Ok(value) => self.visit_i64(value),
                    Err(_) => match digits.parse::<f64>() {
                        Ok(value) if value.is_finite() => self.number(value),
                        _ => Err(self.shape("a text")),
                    },
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
