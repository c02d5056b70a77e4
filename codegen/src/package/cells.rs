//! The cells of records, as what reads them is called in both languages.

use crate::cells::{Cell, Slot};

/// Where a cell stands, from where its record does.
pub(crate) fn at(slot: &Slot<'_>) -> String {
    match slot.offset {
        0 => "at".to_owned(),
        offset => format!("at + {offset}"),
    }
}

/// What reads a cell.
pub(crate) fn reader(cell: Cell<'_>) -> &'static str {
    match cell {
        Cell::Text | Cell::Json => "text",
        Cell::Integer => "integer",
        Cell::Number => "number",
        Cell::Flag => "flag",
        Cell::LocalTime => "vendorTime",
        Cell::Instant => "instant",
        Cell::Texts => "texts",
        Cell::TextMap => "textMap",
        Cell::TextsMap => "textsMap",
        Cell::Object(_) => "record",
        Cell::Objects(_) => "records",
    }
}
