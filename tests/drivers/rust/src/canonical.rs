//! What calls give, as JSON that is the same in every language: names of the SDK, times with the instant they stand for,
//! and what the SDK does not know under `extra`.

use lastpass_admin::erased::Record;
use lastpass_admin::{Item, Items, LocalTime};
use serde_json::{Map, Value, json};

/// An item that can be compared with what a scenario expects.
pub(crate) trait Canonical {
    fn canonical(&self) -> Value;
}

/// A record as an item of this type.
pub(crate) fn of<T: Item + Canonical>(record: Record) -> Option<Value> {
    record.cast::<T>().map(|item| item.canonical())
}

impl<T: Canonical> Canonical for Option<T> {
    fn canonical(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::canonical)
    }
}

/// An object with its known members, and the unknown ones where there are any.
pub(crate) fn object<const N: usize>(members: [(&str, Value); N], extra: Map<String, Value>) -> Value {
    let extra = (!extra.is_empty()).then(|| ("extra", Value::Object(extra)));
    members.into_iter().chain(extra).map(|(name, value)| (name.to_owned(), value)).collect()
}

pub(crate) fn items<T: Item + Canonical>(items: Items<'_, T>) -> Value {
    items.map(|item| item.canonical()).collect()
}

/// The vendor's text, and the instant where the client knows the zone.
pub(crate) fn time(time: Option<LocalTime<'_>>) -> Value {
    time.map_or(Value::Null, |time| {
        json!({
            "text": time.text(),
            "instant": time.instant().map(|instant| instant.to_string()),
            "ambiguous": time.is_ambiguous(),
        })
    })
}
