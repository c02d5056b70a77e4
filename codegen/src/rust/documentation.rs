//! What the documentation of methods and types says: what the contract says, and how sure it is.

use super::text::number;
use crate::model::{Method, Operation, Repeat, Schema, Style};

/// What the documentation of a schema's type says.
pub(super) fn of_schema(schema: &Schema) -> Vec<String> {
    let note = schema.provenance.as_ref().and_then(|provenance| provenance.note());
    std::iter::once(schema.description.clone()).chain(note).collect()
}

/// What the documentation of a method says.
pub(super) fn of_method(operation: &Operation, method: &Method) -> Vec<String> {
    let mut paragraphs = vec![method.summary.clone(), method.description.clone()];
    if method.destructive && !method.description.contains("estructive") {
        paragraphs
            .push("**Destructive:** what it takes away cannot be restored through this API.".to_owned());
    }
    if let Some(paging) = operation.paging.as_ref().filter(|_| method.style == Style::Pager) {
        let size = paging.size;
        paragraphs.push(match size.fixed {
            true => format!("The vendor cuts the pages, at most {} items each.", number(size.maximum)),
            false => format!(
                "Asks for pages of {} items; `page_size` takes from 1 to {}.",
                number(size.default),
                number(size.maximum)
            ),
        });
    }
    let mut vendor = format!("Vendor: {}.", origin(operation, method));
    if let Some(seconds) = operation.attempt_timeout {
        vendor.push_str(&format!(" One attempt may take {seconds} s."));
    }
    paragraphs.push(vendor);
    let repeat = match (operation.repeat, operation.command) {
        (Repeat::Safe, _) => "yes, it only reads",
        (Repeat::Idempotent, false) => "yes, it sets a state",
        (Repeat::Idempotent, true) => "only after the user was read back and is not in the wanted state",
        (Repeat::Once, _) => "never, since it could take effect twice",
    };
    paragraphs.push(format!("Sent again after an unclear failure: {repeat}."));
    paragraphs.extend(operation.provenance.note());
    paragraphs
}

/// What of the vendor's a method is made of.
fn origin(operation: &Operation, method: &Method) -> String {
    if !operation.command {
        return format!("`{} {}`", operation.http_method, operation.path);
    }
    let set: Vec<String> = method.set.iter().map(|(name, value)| format!("`{name}` {value}")).collect();
    match set.as_slice() {
        [] => format!("command `{}`", operation.id),
        set => format!("command `{}` with {}", operation.id, set.join(", ")),
    }
}
