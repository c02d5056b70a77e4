//! The enums: the vendor's are texts of which some are known, the core's own have these values and no others.

use serde::Serialize;

use super::documentation::VOICE;
use super::text::{comment, literal, paragraphs};
use crate::enums::{self, Enum};
use crate::model::Contract;
use crate::names::{constant, pascal};
use crate::spoken::Spoken;

/// The one of the core's own that is given and never answered.
const GIVEN: &str = "DeleteAction";

const OPEN: &str = "Values that this version does not know are kept as they came.";

/// An enum, as its template takes it.
#[derive(Serialize)]
pub(super) struct EnumHole {
    doc: String,
    name: String,
    values: Vec<ValueHole>,
    /// Whether there are other values.
    is_open: bool,
    /// Whether it is answered.
    is_answered: bool,
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
    // Values stand within a companion object, where there are others.
    let indent = if one.is_open { 8 } else { 4 };
    let values = one.values.into_iter().map(|(value, description)| {
        let said = match description {
            Some(text) => VOICE.described(spoken, [text]),
            None => paragraphs([format!("`{value}`")]),
        };
        ValueHole { doc: comment(indent, &said), name: constant(value), value: literal(value) }
    });
    EnumHole {
        values: values.collect(),
        doc: comment(0, &VOICE.described(spoken, &one.texts)),
        name: pascal(one.name),
        is_open: one.is_open,
        is_answered: one.name != GIVEN,
    }
}
