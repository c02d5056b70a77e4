//! The enums: the vendor's are texts of which some are known, the core's own have these values and no others.

use serde::Serialize;

use super::documentation::described;
use super::text::{comment, literal, paragraphs};
use crate::model::by_hand::{OWN_ENUMS, OwnEnum};
use crate::model::{Api, Form, Schema};
use crate::names::{constant, pascal};
use crate::prose;
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

/// The enums of the APIs, which may grow, and the core's own.
pub(super) fn enums<'a>(apis: impl Iterator<Item = &'a Api>, spoken: &Spoken) -> Vec<EnumHole> {
    let schemas = apis.flat_map(Api::enums).map(|schema| of_schema(schema, spoken));
    schemas.chain(OWN_ENUMS.iter().map(|own| of_core(own, spoken))).collect()
}

fn of_schema(schema: &Schema, spoken: &Spoken) -> EnumHole {
    let known = match &schema.form {
        Form::Enum(values) => values.as_slice(),
        _ => &[],
    };
    let known = known.iter().map(|value| (value.wire.as_str(), value.description.as_deref()));
    let mut texts = prose::of_schema(schema);
    texts.push(OPEN.to_owned());
    EnumHole { is_open: true, ..hole(&schema.name, &texts, 8, known, spoken) }
}

fn of_core(own: &OwnEnum, spoken: &Spoken) -> EnumHole {
    let known = own.values.iter().map(|(value, description)| (*value, Some(*description)));
    hole(own.name, &[own.description.to_owned()], 4, known, spoken)
}

fn hole<'a>(
    name: &str,
    texts: &[String],
    indent: usize,
    known: impl Iterator<Item = (&'a str, Option<&'a str>)>,
    spoken: &Spoken,
) -> EnumHole {
    let values = known.map(|(value, description)| {
        let said = match description {
            Some(text) => described(spoken, &[text.to_owned()]),
            None => paragraphs([format!("`{value}`")]),
        };
        ValueHole { doc: comment(indent, &said), name: constant(value), value: literal(value) }
    });
    EnumHole {
        doc: comment(0, &described(spoken, texts)),
        name: pascal(name),
        values: values.collect(),
        is_open: false,
        is_answered: name != GIVEN,
    }
}
