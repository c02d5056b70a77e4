//! What the documentation says in every language: what the contract says, and how sure it is.
//!
//! The texts hold names of the contract in backticks and no markup besides; a language puts them into its own form.

use crate::model::{ErrorKind, Member, Method, Operation, PageSize, Provenance, Repeat, Schema, Style};

/// What is said of the parameter that goes on with a list.
pub(crate) const PAGE_TOKEN: &str =
    "Where to go on: a position of the same list, kept from an earlier reading.";

/// What is said of members that the contract does not name.
pub(crate) const EXTRA: &str = "Further members, sent as they are.";

/// What the documentation of a method says.
pub(crate) struct MethodProse {
    /// What it does, in one line.
    pub summary: String,
    /// What else there is to know.
    pub description: String,
    /// The warning of what destroys something, where the description does not warn.
    pub warning: Option<&'static str>,
    /// How its pages are cut.
    pub pages: Option<String>,
    /// What of the vendor's it is made of.
    pub vendor: String,
    /// Whether it is sent again after a failure.
    pub repeats: String,
    /// How sure the contract is.
    pub provenance: Option<String>,
}

/// What the documentation of a method says.
pub(crate) fn of_method(operation: &Operation, method: &Method) -> MethodProse {
    let warns = method.description.contains("estructive");
    let paging = operation.paging.as_ref().filter(|_| method.style == Style::Pager);
    let mut vendor = match operation.view {
        true => format!("Unified schema: {}.", origin(operation, method)),
        false => format!("Vendor: {}.", origin(operation, method)),
    };
    if let Some(seconds) = operation.attempt_timeout {
        vendor.push_str(&format!(" One attempt may take {seconds} s."));
    }
    MethodProse {
        summary: method.summary.clone(),
        description: method.description.clone(),
        warning: (method.destructive && !warns)
            .then_some("what it takes away cannot be restored through this API."),
        // The view says by itself how its pages come to be.
        pages: paging
            .filter(|paging| !(operation.view && paging.size.fixed))
            .map(|paging| pages(paging.size)),
        vendor,
        repeats: repeats(operation.repeat, operation.command),
        provenance: operation.provenance.note(),
    }
}

/// Whether it is sent again after a failure.
pub(crate) fn repeats(repeat: Repeat, command: bool) -> String {
    let answer = match (repeat, command) {
        (Repeat::Safe, _) => "yes, it only reads",
        (Repeat::Idempotent, false) => "yes, it sets a state",
        (Repeat::Idempotent, true) => "only after the user was read back and is not in the wanted state",
        (Repeat::Once, _) => "never, since it could take effect twice",
    };
    format!("Sent again after an unclear failure: {answer}.")
}

fn pages(size: PageSize) -> String {
    let (default, maximum) = (number(size.default), number(size.maximum));
    match size.fixed {
        true => format!("The vendor cuts the pages, at most {maximum} items each."),
        false => format!("Asks for pages of {default} items; `page_size` takes from 1 to {maximum}."),
    }
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

/// What is said of the size of a page.
pub(crate) fn page_size(size: PageSize) -> String {
    let (default, maximum) = (number(size.default), number(size.maximum));
    format!("Items on one page, from 1 to {maximum}; {default} if it is not given.")
}

/// What the documentation of a schema says.
pub(crate) fn of_schema(schema: &Schema) -> Vec<String> {
    with_note(&schema.description, schema.provenance.as_ref())
}

/// What the documentation of a member says.
pub(crate) fn of_member(member: &Member) -> Vec<String> {
    with_note(&member.description, member.provenance.as_ref())
}

/// What the documentation of a kind of error says.
pub(crate) fn of_error(kind: &ErrorKind) -> Vec<String> {
    let raised = format!("Raised by: {}. Number {}.", kind.raised.trim_end_matches('.'), kind.number);
    vec![sentence(&kind.title), kind.meaning.clone(), raised]
}

pub(crate) fn with_note(description: &str, provenance: Option<&Provenance>) -> Vec<String> {
    let note = provenance.and_then(Provenance::note);
    std::iter::once(description.to_owned()).chain(note).collect()
}

/// A sentence of words without a capital and a full stop.
pub(crate) fn sentence(words: &str) -> String {
    format!("{}.", capital(words.trim_end_matches('.')))
}

/// The text with a capital.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}

/// The text without a capital.
pub(crate) fn lower(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_lowercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}

/// A number with a comma between thousands.
pub(crate) fn number(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Words in lines of this width; what stands in backticks stays in one line where it fits.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in words(text) {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.extend((!line.is_empty()).then_some(line));
    lines
}

fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut in_code) = (0, false);
    for (index, letter) in text.char_indices() {
        match letter {
            '`' => in_code = !in_code,
            ' ' if !in_code => {
                words.push(&text[start..index]);
                start = index + 1;
            }
            _ => {}
        }
    }
    words.push(&text[start..]);
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        for (value, expected) in
            [(5, "5"), (500, "500"), (2000, "2,000"), (10000, "10,000"), (1234567, "1,234,567")]
        {
            assert_eq!(number(value), expected);
        }
    }

    #[test]
    fn lines_are_broken_between_words_and_not_in_code() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("one `two three` four", 9), ["one", "`two three`", "four"]);
        assert_eq!(wrap("", 8), [""; 0]);
    }
}
