//! The enums: texts of which some are known by name.

use serde::Serialize;

use super::names;
use super::text::{Part, docstring, literal, paragraphs};
use crate::model::by_hand::OWN_ENUMS;
use crate::model::{Contract, Form, Schema};
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

/// The enums of the APIs, and the core's own.
pub(super) fn enums(contract: &Contract) -> Vec<EnumHole> {
    let surfaces = contract.surfaces();
    let schemas = surfaces.iter().flat_map(|surface| surface.api.enums());
    let own = OWN_ENUMS.iter().map(|own| {
        let values: Vec<(&str, Option<&str>)> =
            own.values.iter().map(|(value, description)| (*value, Some(*description))).collect();
        hole(own.name, &[own.description.to_owned()], &values)
    });
    schemas.map(of_schema).chain(own).collect()
}

fn of_schema(schema: &Schema) -> EnumHole {
    let values: Vec<(&str, Option<&str>)> = match &schema.form {
        Form::Enum(values) => {
            values.iter().map(|value| (value.wire.as_str(), value.description.as_deref())).collect()
        }
        _ => Vec::new(),
    };
    hole(&schema.name, &prose::of_schema(schema), &values)
}

fn hole(name: &str, texts: &[String], values: &[(&str, Option<&str>)]) -> EnumHole {
    let mut parts = paragraphs(texts);
    if !values.is_empty() {
        let known = values.iter().map(|(value, description)| {
            let description = description.map_or(String::new(), |text| format!("; {}", prose::lower(text)));
            (names::constant(value), format!("`{value}`{description}"))
        });
        parts.push(Part::Section("Attributes", known.collect()));
    }
    let values =
        values.iter().map(|(value, _)| ValueHole { name: names::constant(value), text: literal(value) });
    EnumHole { name: name.to_owned(), doc: docstring(4, &parts), values: values.collect() }
}
