//! Names of the contract as names in Python.

use crate::names;
pub(super) use crate::names::constant;

/// The words that are no names.
const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// The types that annotations name and that a member of a class may hide.
const BUILTIN_TYPES: [&str; 6] = ["bool", "dict", "float", "int", "list", "str"];

/// The name of a method, an attribute or a class: a word of the language gets an underscore behind it.
pub(super) fn identifier(name: &str) -> String {
    if KEYWORDS.contains(&name) { format!("{name}_") } else { name.to_owned() }
}

/// What every method has: its own names, and the options of a call.
const OF_EVERY_METHOD: [&str; 14] = [
    "answer",
    "attempt_timeout",
    "chunk_pause",
    "chunk_size",
    "connect_timeout",
    "gone_is_deleted",
    "headers",
    "max_retries",
    "options",
    "query",
    "read_timeout",
    "self",
    "time_zone",
    "timeout",
];

/// The name of a parameter.
pub(super) fn parameter(name: &str) -> String {
    if OF_EVERY_METHOD.contains(&name) { format!("{name}_") } else { identifier(name) }
}

/// A type inside a class: a builtin that a member of the class hides is named by its module.
pub(super) fn in_class(annotation: &str, members: &[String]) -> String {
    let mut text = String::new();
    let mut rest = annotation;
    while let Some(start) = rest.find(|letter: char| letter.is_alphanumeric() || letter == '_') {
        let (gap, behind) = rest.split_at(start);
        let end =
            behind.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(behind.len());
        let (word, behind) = behind.split_at(end);
        text.push_str(gap);
        let hidden = BUILTIN_TYPES.contains(&word) && members.iter().any(|member| member == word);
        text.push_str(if hidden && !gap.ends_with('.') { "builtins." } else { "" });
        text.push_str(word);
        rest = behind;
    }
    text + rest
}

/// The class of a kind of error. Builtins have some of the names, and some of them are bases.
pub(super) fn error(kind: &str) -> (String, Option<&'static str>) {
    let base = match kind {
        "timeout" => Some("TimeoutError"),
        "connection" => Some("ConnectionError"),
        "invalid_argument" => Some("ValueError"),
        _ => None,
    };
    (names::error_class(kind), base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_language_are_no_names() {
        let cases = [
            ("from", "from_", "from_"),
            ("class", "class_", "class_"),
            ("type", "type", "type"),
            ("id", "id", "id"),
            ("options", "options", "options_"),
            ("self", "self", "self_"),
            ("timeout", "timeout", "timeout_"),
        ];
        for (name, expected, as_parameter) in cases {
            assert_eq!(identifier(name), expected, "{name}");
            assert_eq!(parameter(name), as_parameter, "{name}");
        }
    }

    #[test]
    fn a_type_that_a_member_hides_is_named_by_its_module() {
        let members = ["list".to_owned(), "get".to_owned()];
        let cases = [
            ("list[str]", "builtins.list[str]"),
            ("dict[str, list[int]] | None", "dict[str, builtins.list[int]] | None"),
            ("Pager[CompanyUser]", "Pager[CompanyUser]"),
            ("other.list[str]", "other.list[str]"),
            ("playlist", "playlist"),
        ];
        for (annotation, expected) in cases {
            assert_eq!(in_class(annotation, &members), expected, "{annotation}");
        }
    }

    #[test]
    fn no_class_of_an_error_has_the_name_of_a_builtin() {
        let cases = [
            ("not_found", "NotFoundError", None),
            ("permission", "PermissionDeniedError", None),
            ("timeout", "RequestTimeoutError", Some("TimeoutError")),
            ("connection", "RequestConnectionError", Some("ConnectionError")),
            ("invalid_argument", "InvalidArgumentError", Some("ValueError")),
        ];
        for (kind, name, base) in cases {
            assert_eq!(error(kind), (name.to_owned(), base), "{kind}");
        }
    }
}
