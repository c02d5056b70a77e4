//! Names and types of columns.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Fields, TimeUnit};
use jiff::tz::TimeZone;

use crate::derived;
use crate::tape::{Kind, Schema};

/// The zone of columns of instants.
pub(super) const UTC: &str = "UTC";

/// The columns of an item: its members, what is derived of them, and the unknown members.
pub(super) fn of(schema: &Schema, zone: Option<&Arc<str>>) -> Fields {
    let members = schema.seen().map(|(_, member)| Field::new(member.sdk, data_type(member.kind, zone), true));
    let derived = derived::of(schema).iter();
    let derived = derived.map(|derived| Field::new(derived.name, derived.value.data_type(), true));
    members.chain(derived).chain([Field::new("extra", DataType::Utf8, true)]).collect()
}

fn data_type(kind: Kind, zone: Option<&Arc<str>>) -> DataType {
    match kind {
        Kind::Text | Kind::Json => DataType::Utf8,
        Kind::Time => DataType::Timestamp(TimeUnit::Microsecond, zone.cloned()),
        Kind::Instant => DataType::Timestamp(TimeUnit::Microsecond, Some(UTC.into())),
        Kind::Integer => DataType::Int64,
        Kind::Number => DataType::Float64,
        Kind::Flag => DataType::Boolean,
        Kind::Texts => DataType::List(item(DataType::Utf8)),
        Kind::TextMap => DataType::Map(entries(DataType::Utf8), false),
        Kind::TextsMap => DataType::Map(entries(data_type(Kind::Texts, zone)), false),
        Kind::Object(schema) => DataType::Struct(of(schema, zone)),
        Kind::Objects(schema) | Kind::Rows(schema) | Kind::ObjectMap(schema) => {
            DataType::List(item(data_type(Kind::Object(schema), zone)))
        }
    }
}

/// What a list holds.
pub(super) fn item(of: DataType) -> Arc<Field> {
    Arc::new(Field::new_list_field(of, true))
}

/// What a map holds.
pub(super) fn entries(values: DataType) -> Arc<Field> {
    Arc::new(Field::new("entries", DataType::Struct(key_and_value(values)), false))
}

pub(super) fn key_and_value(values: DataType) -> Fields {
    Fields::from(vec![Field::new("key", DataType::Utf8, false), Field::new("value", values, true)])
}

/// The zone of a column of instants; they are the same instants, whatever it says.
pub(super) fn zone_name(zone: &TimeZone) -> Arc<str> {
    zone.iana_name().unwrap_or("UTC").into()
}
