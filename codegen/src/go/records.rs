//! What is answered: plain structs, and how they are read from the memory of the core.

use serde::Serialize;

use super::documentation::declared;
use super::names::{self, exported, local, reads, several};
use super::text::{Part, columns, comment, literal, paragraphs};
use super::types;
use crate::cells::{Record, Slot, Source};
use crate::prose;
use crate::writer::Writer;

/// What is said of members that this version does not know.
const EXTRA: &str = "The members that this version does not know, as one JSON object; nil if there are none.";

/// A record, as its templates take it.
#[derive(Serialize)]
pub(super) struct RecordHole {
    doc: String,
    name: String,
    /// The lines of the struct that callers get.
    fields: Vec<String>,
    /// The struct of the cells, and its lines.
    cells: String,
    slots: Vec<String>,
    /// The function that reads the records, and the lines that read one.
    reads: String,
    lines: Vec<String>,
    /// The slab that the records come from, and the variable that holds several.
    several: String,
    /// The name of the type in the core, as a literal.
    schema: String,
    /// Whether methods answer it, and not only other records hold it.
    is_answer: bool,
}

pub(super) fn record(writer: Writer<'_>, record: &Record<'_>, is_answer: bool) -> RecordHole {
    let schema = &record.schema.name;
    let name = exported(schema);
    let (mut fields, mut slots, mut lines) = (Vec::new(), Vec::new(), Vec::new());
    for slot in &record.slots {
        let kind = types::member(slot);
        fields.push(comment(1, &described(writer, slot)));
        // What the client works out is always there.
        let empty = if matches!(slot.source, Source::Derived(_)) { "" } else { ",omitzero" };
        fields.push(format!("\t{} {kind} `json:\"{}{empty}\"`", exported(slot.name), slot.name));
        let cell = names::parameter(slot.name);
        slots.push(vec![format!("\t{cell}"), types::cell(slot.cell).to_owned()]);
        lines.push(format!("into.{} = {}", exported(slot.name), types::read(slot, &format!("from.{cell}"))));
    }
    RecordHole {
        doc: comment(0, &declared(writer.spoken, &name, &prose::of_schema(record.schema))),
        fields,
        cells: format!("{}Cells", local(schema)),
        slots: columns(&slots),
        reads: reads(schema),
        lines,
        several: several(schema),
        schema: literal(schema),
        is_answer,
        name,
    }
}

fn described(writer: Writer<'_>, slot: &Slot<'_>) -> Vec<Part> {
    match slot.source {
        Source::Member(member) => writer.described(prose::of_member(member)),
        Source::Derived(derived) => writer.described([derived.description]),
        Source::Extra => paragraphs([EXTRA]),
    }
}
