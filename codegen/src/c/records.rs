//! What is answered: a struct for each record of the contract, lists of them, and which of them are given by themselves.

use super::names;
use super::structs::{Field, Struct};
use crate::cells::{Cell, Record, Slot, Source};
use crate::model::Kind;
use crate::model::by_hand::{Derived, DerivedKind};
use crate::prose;

/// The struct of a record.
pub(super) fn of(record: &Record<'_>) -> Struct {
    let fields = record.slots.iter().map(field).collect();
    Struct::new(&names::record(&record.schema.name), prose::of_schema(record.schema), fields)
}

fn field(slot: &Slot<'_>) -> Field {
    let known = match slot.source {
        Source::Member(member) => values(&member.kind),
        Source::Derived(Derived { kind: DerivedKind::Enum(name), .. }) => Some(*name),
        Source::Derived(_) | Source::Extra => None,
    };
    let mut texts = slot.texts();
    texts.extend(known.map(|name| format!("Known values: `{}…`.", names::value(name, ""))));
    Field::new(slot.name, &kind(slot.cell), texts)
}

/// The enum whose values a member, or what it holds, has.
fn values(kind: &Kind) -> Option<&str> {
    match kind {
        Kind::Enum(name) => Some(name),
        Kind::List(item) | Kind::Map(item) => values(item),
        _ => None,
    }
}

/// The type of a cell.
fn kind(cell: Cell<'_>) -> String {
    match cell {
        Cell::Text | Cell::Json => "lpa_text".to_owned(),
        Cell::Integer => "lpa_integer".to_owned(),
        Cell::Number => "lpa_number".to_owned(),
        Cell::Flag => "lpa_flag".to_owned(),
        Cell::LocalTime | Cell::Instant => "lpa_time".to_owned(),
        Cell::Texts => "lpa_texts".to_owned(),
        Cell::TextMap => "lpa_text_map".to_owned(),
        Cell::TextsMap => "lpa_texts_map".to_owned(),
        Cell::Object(schema) => format!("*const {}", names::record(schema)),
        Cell::Objects(schema) => names::list(schema),
    }
}
