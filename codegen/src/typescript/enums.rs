//! The enums: texts of which some are known.

use serde::Serialize;

use super::text::{Part, comment, literal, paragraphs, union};
use crate::enums::{self, Enum};
use crate::model::Contract;
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

/// The enums, the vendor's and the core's own.
pub(super) fn enums(contract: &Contract) -> Vec<EnumHole> {
    enums::enums(contract).iter().map(hole).collect()
}

fn hole(one: &Enum<'_>) -> EnumHole {
    let mut parts = paragraphs(&one.texts);
    let meanings = one.values.iter().filter_map(|(value, description)| {
        description.map(|text| Part::Line(format!("- `{value}`: {}", prose::lower(text))))
    });
    parts.extend(meanings);
    let any = if one.values.is_empty() { "string" } else { ANY };
    let any = one.is_open.then(|| any.to_owned());
    let types: Vec<String> = one.values.iter().map(|(value, _)| literal(value)).chain(any).collect();
    EnumHole { name: one.name.to_owned(), doc: comment(0, &parts), declaration: union(one.name, &types) }
}
