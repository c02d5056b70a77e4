//! What the documentation of methods says, as Rust writes it.

use crate::model::{Method, Operation};
use crate::prose;
pub(super) use crate::prose::of_schema;

/// What the documentation of a method says.
pub(super) fn of_method(operation: &Operation, method: &Method) -> Vec<String> {
    let prose = prose::of_method(operation, method);
    let warning = prose.warning.map(|warning| format!("**Destructive:** {warning}"));
    let texts = [Some(prose.summary), Some(prose.description), warning, prose.pages];
    let origin = [Some(prose.vendor), Some(prose.repeats), prose.provenance];
    texts.into_iter().chain(origin).flatten().collect()
}
