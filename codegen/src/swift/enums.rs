//! The enums: the vendor's are texts of which some are known, the core's own have these values and no others.

use serde::Serialize;

use super::documentation::VOICE;
use super::names::case;
use super::text::{comment, literal, paragraphs};
use crate::enums::{self, Enum};
use crate::model::Contract;
use crate::names::pascal;
use crate::spoken::Spoken;

const OPEN: &str = "Values that this version does not know are kept as they came.";

/// An enum, as its template takes it.
#[derive(Serialize)]
pub(super) struct EnumHole {
    doc: String,
    name: String,
    values: Vec<ValueHole>,
    /// Whether there are other values.
    is_open: bool,
}

#[derive(Serialize)]
struct ValueHole {
    doc: String,
    name: String,
    value: String,
}

/// The enums, the vendor's and the core's own.
pub(super) fn enums(contract: &Contract, spoken: &Spoken) -> Vec<EnumHole> {
    enums::enums(contract).into_iter().map(|one| hole(one, spoken)).collect()
}

fn hole(mut one: Enum<'_>, spoken: &Spoken) -> EnumHole {
    one.texts.extend(one.is_open.then(|| OPEN.to_owned()));
    let values = one.values.into_iter().map(|(value, description)| {
        let said = match description {
            Some(text) => VOICE.described(spoken, [text]),
            None => paragraphs([format!("`{value}`")]),
        };
        ValueHole { doc: comment(4, &said), name: case(value), value: literal(value) }
    });
    EnumHole {
        values: values.collect(),
        doc: comment(0, &VOICE.described(spoken, &one.texts)),
        name: pascal(one.name),
        is_open: one.is_open,
    }
}
