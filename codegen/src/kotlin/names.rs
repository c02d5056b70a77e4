//! Names of the contract as names in Kotlin.

use crate::names::{camel, error_name};

/// Words of the language that are names only between backticks.
const KEYWORDS: [&str; 28] = [
    "as",
    "break",
    "class",
    "continue",
    "do",
    "else",
    "false",
    "for",
    "fun",
    "if",
    "in",
    "interface",
    "is",
    "null",
    "object",
    "package",
    "return",
    "super",
    "this",
    "throw",
    "true",
    "try",
    "typealias",
    "typeof",
    "val",
    "var",
    "when",
    "while",
];

/// The name of a property or a function.
pub(super) fn identifier(name: &str) -> String {
    let name = camel(name);
    if KEYWORDS.contains(&name.as_str()) { format!("`{name}`") } else { name }
}

/// The exception of a kind of error.
pub(super) fn exception(kind: &str) -> String {
    format!("{}Exception", error_name(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_language_stand_between_backticks() {
        let cases = [("admin_level_id", "adminLevelId"), ("class", "`class`"), ("type", "type")];
        for (name, expected) in cases {
            assert_eq!(identifier(name), expected);
        }
    }

    #[test]
    fn classes_are_told_from_those_that_kotlin_brings_along() {
        let cases = [
            ("not_found", "NotFoundException"),
            ("timeout", "RequestTimeoutException"),
            ("permission", "PermissionDeniedException"),
        ];
        for (kind, expected) in cases {
            assert_eq!(exception(kind), expected);
        }
    }
}
