//! The errors: a class for each kind.

use serde::Serialize;

use super::text::{comment, literal, paragraphs};
use crate::model::ErrorKind;
use crate::names::error_class;
use crate::prose;

/// An error, as its template takes it.
#[derive(Serialize)]
pub(super) struct ErrorHole {
    pub(super) name: String,
    doc: String,
    kind: String,
    code: String,
    number: u32,
}

pub(super) fn errors(kinds: &[ErrorKind]) -> Vec<ErrorHole> {
    let holes = kinds.iter().map(|kind| ErrorHole {
        name: error_class(&kind.name),
        doc: comment(0, &paragraphs(prose::of_error(kind))),
        kind: kind.name.clone(),
        code: literal(&kind.name),
        number: kind.number,
    });
    holes.collect()
}
