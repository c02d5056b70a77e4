//! How the driver prints a record: each member under its name in the SDK.

use serde::Serialize;

use crate::c::names;
use crate::cells::{Cell, Record, Slot, Source};

/// A record, as its template takes it.
#[derive(Debug, Serialize)]
pub(super) struct Printed {
    /// The type.
    name: String,
    /// What makes JSON of it.
    function: String,
    members: Vec<Member>,
}

#[derive(Debug, Serialize)]
struct Member {
    name: String,
    /// The JSON of it, as an expression.
    value: String,
}

pub(super) fn printed(record: &Record<'_>) -> Printed {
    let name = names::record(&record.schema.name);
    let slots = record.slots.iter().filter(|slot| !matches!(slot.source, Source::Extra));
    Printed { function: function(&name), members: slots.map(member).collect(), name }
}

/// What makes JSON of a record.
pub(super) fn function(record: &str) -> String {
    record.replacen("lpa_", "json_", 1)
}

fn member(slot: &Slot<'_>) -> Member {
    let read = format!("it->{}", names::member(slot.name));
    let value = match slot.cell {
        Cell::Text => format!("of_text({read})"),
        Cell::Json => format!("of_json({read})"),
        Cell::Integer => format!("of_integer({read})"),
        Cell::Number => format!("of_number({read})"),
        Cell::Flag => format!("of_flag({read})"),
        Cell::LocalTime => format!("of_time({read})"),
        Cell::Instant => format!("of_instant({read})"),
        Cell::Texts => format!("of_texts({read})"),
        Cell::TextMap => format!("of_text_map({read})"),
        Cell::TextsMap => format!("of_texts_map({read})"),
        Cell::Object(schema) => format!("{}({read})", function(&names::record(schema))),
        Cell::Objects(schema) => format!("ITEMS({read}, {})", function(&names::record(schema))),
    };
    Member { name: slot.name.to_owned(), value }
}
