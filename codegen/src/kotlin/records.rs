//! What is answered: data classes, and what reads them out of their cells.

use serde::Serialize;

use super::names::{identifier, reader};
use super::text::comment;
use super::types;
use crate::cells::{Record, Slot};
use crate::names::pascal;
use crate::prose;
use crate::writer::Writer;

/// A record, as its templates take it.
#[derive(Serialize)]
pub(super) struct RecordHole {
    doc: String,
    name: String,
    /// The members with their comments.
    members: Vec<String>,
    reader: String,
    /// How many bytes a record takes.
    size: usize,
    /// What the members are read by.
    reads: Vec<String>,
}

pub(super) fn record(writer: Writer<'_>, record: &Record<'_>) -> RecordHole {
    let schema = &record.schema.name;
    let member = |slot: &Slot<'_>| {
        let doc = comment(4, &writer.described(slot.texts()));
        format!("{doc}\n    val {}: {},", identifier(slot.name), types::member(slot))
    };
    let read = |slot: &Slot<'_>| format!("{} = {},", identifier(slot.name), types::read(slot));
    RecordHole {
        doc: comment(0, &writer.described(prose::of_schema(record.schema))),
        name: pascal(schema),
        members: record.slots.iter().map(member).collect(),
        reader: reader(schema),
        size: record.slots.last().map_or(0, |slot| slot.offset + slot.cell.size()),
        reads: record.slots.iter().map(read).collect(),
    }
}
