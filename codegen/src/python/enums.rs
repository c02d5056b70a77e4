//! The enums: texts of which some are known by name.

use serde::Serialize;

use super::names;
use super::text::{Part, docstring, literal, paragraphs};
use crate::enums::{self, Enum};
use crate::model::Contract;
use crate::prose;

/// An enum, as its template takes it.
#[derive(Serialize)]
pub(super) struct EnumHole {
    pub(super) name: String,
    doc: String,
    values: Vec<ValueHole>,
}

#[derive(Serialize)]
struct ValueHole {
    name: String,
    text: String,
}

/// The enums, the vendor's and the core's own.
pub(super) fn enums(contract: &Contract) -> Vec<EnumHole> {
    enums::enums(contract).iter().map(hole).collect()
}

fn hole(one: &Enum<'_>) -> EnumHole {
    let values = &one.values;
    let mut parts = paragraphs(&one.texts);
    if !values.is_empty() {
        let known = values.iter().map(|(value, description)| {
            let description = description.map_or(String::new(), |text| format!("; {}", prose::lower(text)));
            (names::constant(value), format!("`{value}`{description}"))
        });
        parts.push(Part::Section("Attributes", known.collect()));
    }
    let values =
        values.iter().map(|(value, _)| ValueHole { name: names::constant(value), text: literal(value) });
    EnumHole { name: one.name.to_owned(), doc: docstring(4, &parts), values: values.collect() }
}
