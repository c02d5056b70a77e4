//! The kinds of error: constants that are errors themselves.

use serde::Serialize;

use super::documentation;
use super::options::in_functions;
use super::text::{comment, in_go, literal, paragraphs};
use crate::model::ErrorKind;
use crate::prose;
use crate::spoken::Spoken;

/// A kind, as its template takes it.
#[derive(Serialize)]
pub(super) struct KindHole {
    name: String,
    doc: String,
    value: String,
    title: String,
    number: u32,
}

pub(super) fn kinds(kinds: &[ErrorKind], spoken: &Spoken) -> Vec<KindHole> {
    let holes = kinds.iter().map(|kind| {
        let name = documentation::error(&kind.name);
        let mut texts =
            prose::of_error(kind).into_iter().map(|text| in_go(&in_functions(&text), spoken, &[]));
        let first = texts.next().map(|title| format!("{name}: {}", prose::lower(&title)));
        KindHole {
            doc: comment(1, &paragraphs(first.into_iter().chain(texts))),
            name,
            value: literal(&kind.name),
            title: literal(&kind.title),
            number: kind.number,
        }
    });
    holes.collect()
}
