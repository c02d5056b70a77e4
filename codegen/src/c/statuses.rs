//! What every function returns: the status of a success, and one for each kind of error.

use serde::Serialize;

use super::names;
use super::text::{doc, paragraphs};
use crate::model::ErrorKind;
use crate::prose;

/// A status, as its template takes it.
#[derive(Debug, Serialize)]
pub(super) struct Status {
    name: String,
    number: u32,
    doc: String,
}

pub(super) fn statuses(kinds: &[ErrorKind]) -> Vec<Status> {
    let statuses = kinds.iter().map(|kind| Status {
        name: names::status(&kind.name),
        number: kind.number,
        doc: doc(4, &paragraphs(prose::of_error(kind))),
    });
    statuses.collect()
}
