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
    /// The members with their comments.
    members: Vec<String>,
    /// What writes them.
    gives: Vec<String>,
}

pub(super) fn row(writer: Writer<'_>, schema: &Schema) -> RowHole {
    let (mut members, mut gives) = (Vec::new(), Vec::new());
    for parameter in schema.parameters() {
        let (name, doc) = (identifier(&parameter.name), paragraphs([writer.argument(&parameter)]));
        members.push(format!("{}\n    val {},", comment(4, &doc), types::declared(&name, &parameter)));
        gives.push(format!("into.{}", types::gives_away(&parameter, &name)));
    }
    RowHole {
        doc: comment(0, &writer.described(prose::of_schema(schema))),
        name: pascal(&schema.name),
        members,
        gives,
    }
}
