//! The enums: the vendor's are texts of which some are known, the core's own have these values and no others.

use serde::Serialize;

use super::Language;
use crate::comments::paragraphs;
use crate::enums::{self, Enum};
use crate::model::Contract;
use crate::names::pascal;
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
    is_answered: bool,
}

#[derive(Serialize)]
struct ValueHole {
    doc: String,
    name: String,
    value: String,
}

impl Language {
    /// The enums, the vendor's and the core's own.
    pub(super) fn enums(&self, contract: &Contract, spoken: &Spoken) -> Vec<EnumHole> {
        enums::enums(contract).into_iter().map(|one| self.enum_hole(one, spoken)).collect()
    }

    fn enum_hole(&self, mut one: Enum<'_>, spoken: &Spoken) -> EnumHole {
        one.texts.extend(one.is_open.then(|| OPEN.to_owned()));
        let indent = if one.is_open { self.open_values } else { 4 };
        let values = one.values.into_iter().map(|(value, description)| {
            let said = match description {
                Some(text) => self.voice.described(spoken, [text]),
                None => paragraphs([format!("`{value}`")]),
            };
            ValueHole {
                doc: (self.comment)(indent, &said),
                name: (self.value)(value),
                value: (self.literal)(value),
            }
        });
        EnumHole {
            values: values.collect(),
            doc: (self.comment)(0, &self.voice.described(spoken, &one.texts)),
            name: pascal(one.name),
            is_open: one.is_open,
            is_answered: one.name != GIVEN,
        }
    }
}
