//! The exceptions: a class for each kind of error.

use serde::Serialize;

use super::names;
use super::text::{docstring, literal, paragraphs};
use crate::model::ErrorKind;
use crate::prose;

/// An exception, as its template takes it.
#[derive(Serialize)]
pub(super) struct ErrorHole {
    pub(super) name: String,
    bases: String,
    doc: String,
    kind: String,
    number: u32,
}

pub(super) fn errors(kinds: &[ErrorKind]) -> Vec<ErrorHole> {
    let holes = kinds.iter().map(|kind| {
        let (name, builtin) = names::error(&kind.name);
        ErrorHole {
            name,
            bases: std::iter::once("LastPassError").chain(builtin).collect::<Vec<_>>().join(", "),
            doc: docstring(4, &paragraphs(prose::of_error(kind))),
            kind: literal(&kind.name),
            number: kind.number,
        }
    });
    holes.collect()
}
