//! What is answered: structs, and what reads them out of their cells.

use serde::Serialize;

use super::names::{identifier, plain};
use super::text::{comment, literal};
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
    /// What it conforms to.
    protocols: String,
    members: Vec<MemberHole>,
    /// How many bytes a record takes.
    size: usize,
}

#[derive(Serialize)]
struct MemberHole {
    doc: String,
    name: String,
    kind: String,
    /// How a caller gives it who makes a record.
    declared: String,
    /// The case of its name in JSON.
    key: String,
    /// What reads it.
    read: String,
}

/// What is said of a record with an id that may be missing.
const NOT_IDENTIFIABLE: &str = "The vendor may leave the id out, so this is not `Identifiable`; `ForEach(…, id: \\.id)` takes \
                                it as it is.";

pub(super) fn record(writer: Writer<'_>, record: &Record<'_>) -> RecordHole {
    let mut texts = prose::of_schema(record.schema);
    let mut protocols = "Sendable, Hashable, Codable".to_owned();
    match record.slots.iter().find(|slot| slot.name == "id") {
        Some(id) if types::is_always_there(id) => protocols.push_str(", Identifiable"),
        Some(_) => texts.push(NOT_IDENTIFIABLE.to_owned()),
        None => {}
    }
    RecordHole {
        doc: comment(0, &writer.described(&texts)),
        name: pascal(&record.schema.name),
        protocols,
        members: record.slots.iter().map(|slot| member(writer, slot)).collect(),
        size: record.slots.last().map_or(0, |slot| slot.offset + slot.cell.size()),
    }
}

fn member(writer: Writer<'_>, slot: &Slot<'_>) -> MemberHole {
    let (name, kind) = (identifier(slot.name), types::member(slot));
    let default = if types::is_always_there(slot) { "" } else { " = nil" };
    MemberHole {
        doc: comment(4, &writer.described(slot.texts())),
        declared: format!("{name}: {kind}{default}"),
        key: match plain(slot.name) == slot.name {
            true => name.clone(),
            false => format!("{name} = {}", literal(slot.name)),
        },
        read: types::read(slot),
        name,
        kind,
    }
}
