//! The open enums of an API.

use serde::Serialize;

use super::text::doc;
use crate::model::{Api, Form, Schema};
use crate::names;

/// An open enum.
#[derive(Serialize)]
pub(super) struct OpenEnum<'a> {
    doc: String,
    pub(super) name: &'a str,
    variants: Vec<Variant<'a>>,
}

#[derive(Serialize)]
struct Variant<'a> {
    doc: String,
    name: String,
    wire: &'a str,
}

pub(super) fn enums(api: &Api) -> Vec<OpenEnum<'_>> {
    api.enums().into_iter().map(open_enum).collect()
}

fn open_enum(schema: &Schema) -> OpenEnum<'_> {
    let Form::Enum(values) = &schema.form else {
        return OpenEnum { doc: String::new(), name: &schema.name, variants: Vec::new() };
    };
    let variants = values.iter().map(|value| Variant {
        doc: doc(8, &[value.description.clone().unwrap_or_else(|| format!("`{}`", value.wire))]),
        name: names::pascal(&value.wire),
        wire: &value.wire,
    });
    OpenEnum {
        doc: doc(4, &super::documentation::of_schema(schema)),
        name: &schema.name,
        variants: variants.collect(),
    }
}
