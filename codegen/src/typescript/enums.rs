//! The enums: texts of which some are known.

use serde::Serialize;

use super::text::{Part, comment, literal, paragraphs, union};
use crate::model::by_hand::{OWN_ENUMS, OwnEnum};
use crate::model::{Api, Form, Schema};
use crate::prose;

/// Any text beside those that are known; a plain `string` would swallow them.
const ANY: &str = "(string & {})";

/// An enum, as its template takes it.
#[derive(Serialize)]
pub(super) struct EnumHole {
    #[serde(skip)]
    pub(super) name: String,
    doc: String,
    declaration: String,
}

/// The enums of the APIs, which may grow, and the core's own.
pub(super) fn enums<'a>(apis: impl Iterator<Item = &'a Api>) -> Vec<EnumHole> {
    apis.flat_map(Api::enums).map(of_schema).chain(OWN_ENUMS.iter().map(own)).collect()
}

fn of_schema(schema: &Schema) -> EnumHole {
    let known = match &schema.form {
        Form::Enum(values) => values.as_slice(),
        _ => &[],
    };
    let known: Vec<_> =
        known.iter().map(|value| (value.wire.as_str(), value.description.as_deref())).collect();
    hole(&schema.name, &prose::of_schema(schema), &known, Some(ANY))
}

fn own(own: &OwnEnum) -> EnumHole {
    let known: Vec<_> = own.values.iter().map(|(value, description)| (*value, Some(*description))).collect();
    hole(own.name, &[own.description.to_owned()], &known, None)
}

fn hole(name: &str, texts: &[String], known: &[(&str, Option<&str>)], any: Option<&str>) -> EnumHole {
    let mut parts = paragraphs(texts);
    let meanings = known.iter().filter_map(|(value, description)| {
        description.map(|text| Part::Line(format!("- `{value}`: {}", prose::lower(text))))
    });
    parts.extend(meanings);
    let any = any.map(|any| if known.is_empty() { "string" } else { any }.to_owned());
    let types: Vec<String> = known.iter().map(|(value, _)| literal(value)).chain(any).collect();
    EnumHole { name: name.to_owned(), doc: comment(0, &parts), declaration: union(name, &types) }
}
