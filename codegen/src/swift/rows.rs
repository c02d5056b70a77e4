//! The rows of calls on many users.

use serde::Serialize;

use super::names::identifier;
use super::text::{comment, paragraphs};
use super::types;
use crate::model::Schema;
use crate::names::pascal;
use crate::prose;
use crate::writer::Writer;

/// A row, as its template takes it.
#[derive(Serialize)]
pub(super) struct RowHole {
    doc: String,
    name: String,
    members: Vec<MemberHole>,
}

#[derive(Serialize)]
struct MemberHole {
    doc: String,
    name: String,
    kind: String,
    declared: String,
    /// What writes it.
    gives: String,
}

pub(super) fn row(writer: Writer<'_>, schema: &Schema) -> RowHole {
    let parameters = schema.parameters();
    let members = parameters.iter().map(|parameter| {
        let name = identifier(&parameter.name);
        MemberHole {
            doc: comment(4, &paragraphs([writer.argument(parameter)])),
            kind: types::given(parameter),
            declared: types::declared(&name, parameter),
            gives: types::gives_away(parameter, &name),
            name,
        }
    });
    RowHole {
        doc: comment(0, &writer.described(prose::of_schema(schema))),
        name: pascal(&schema.name),
        members: members.collect(),
    }
}
