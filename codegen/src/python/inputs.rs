//! The rows that a caller gives lists of.

use serde::Serialize;

use super::text::{Part, docstring, literal, paragraphs, tuple};
use super::{documentation, names, types};
use crate::documentation::first_sentence;
use crate::model::{Api, Given, Kind, Parameter, Schema};
use crate::prose;

/// A row, as its template takes it.
#[derive(Serialize)]
pub(super) struct InputHole {
    pub(super) name: String,
    doc: String,
    parameters: String,
    fields: Vec<FieldHole>,
    /// The members that are printed by their presence alone, as the inside of a tuple.
    hidden: String,
}

#[derive(Serialize)]
struct FieldHole {
    name: String,
    annotation: String,
    /// What `help()` says of it.
    about: String,
}

/// The rows of an API.
pub(super) fn inputs(api: &Api) -> Vec<InputHole> {
    api.rows().into_iter().map(|schema| input(api, schema)).collect()
}

fn input(api: &Api, schema: &Schema) -> InputHole {
    let parameters = schema.parameters();
    let mut parts = paragraphs(prose::of_schema(schema));
    let said = |parameter: &Parameter<'_>| {
        (names::parameter(&parameter.name), documentation::argument(api, parameter))
    };
    parts.push(Part::Section("Args", parameters.iter().map(said).collect()));
    let fields = parameters.iter().map(|parameter| FieldHole {
        name: names::parameter(&parameter.name),
        about: literal(first_sentence(&parameter.description)),
        annotation: types::given(&parameter.value) + if parameter.required { "" } else { " | None" },
    });
    let signature = parameters.iter().map(|parameter| types::annotated(parameter, &[]));
    let hidden = parameters.iter().filter(|parameter| is_hidden(&parameter.value));
    let hidden = hidden.map(|parameter| names::parameter(&parameter.name));
    InputHole {
        name: schema.name.clone(),
        doc: docstring(4, &parts),
        parameters: signature.collect::<Vec<_>>().join(", "),
        fields: fields.collect(),
        hidden: tuple(hidden),
    }
}

/// Whether it is a password, or may hold one among other things: attributes may.
fn is_hidden(value: &Given) -> bool {
    matches!(value, Given::Value(Kind::Secret | Kind::Map(_)))
}
