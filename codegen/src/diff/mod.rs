//! What differs between our document of an API and the vendor's own.
//!
//! Ours is OpenAPI 3.1 and the vendor's is 3.0, so the two are compared by meaning: `nullable: true` is a type list with
//! `null`, an `allOf` around one `$ref` is that `$ref`, and a schema may stand inline on one side only. Text, examples,
//! tags, order and `x-` members are no differences. A fact of ours that is marked as inferred is confirmed if the
//! vendor's document says the same, and corrected if not.

mod answers;
mod bodies;
mod comparison;
mod enums;
mod findings;
mod operations;
mod pairs;
mod parameters;
mod report;
mod schemas;
mod shape;
mod side;
mod site;

use comparison::Comparison;
pub use report::Report;
use side::Side;

use crate::spec::{Document, Problems};

/// An OpenAPI document, in YAML or JSON.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// How errors name it.
    pub file: &'a str,
    /// What it says.
    pub text: &'a str,
}

/// Compares two documents, operation by operation.
pub fn compare(ours: Source<'_>, theirs: Source<'_>) -> Result<Report, Problems> {
    let (ours, theirs) = (document(ours)?, document(theirs)?);
    let mut comparison = Comparison::new(Side::new(&ours)?, Side::new(&theirs)?);
    comparison.operations()?;
    comparison.enums()?;
    Ok(Report::new(comparison.findings))
}

fn document(source: Source<'_>) -> Result<Document, Problems> {
    // Editors on Windows put a byte order mark in front.
    Document::parse(source.file, source.text.trim_start_matches('\u{feff}'))
}
