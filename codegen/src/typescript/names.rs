//! Names of the contract as names in TypeScript.

use crate::names::camel;

/// What no parameter can be called: words of the language, and the parameters that methods have besides.
const TAKEN: [&str; 40] = [
    "arguments",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "eval",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "import",
    "in",
    "instanceof",
    "new",
    "null",
    "options",
    "params",
    "return",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "while",
    "with",
];

/// The name of a parameter.
pub(super) fn parameter(name: &str) -> String {
    let name = camel(name);
    if TAKEN.contains(&name.as_str()) { name + "_" } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_language_are_no_parameters() {
        let cases = [
            ("admin_level_id", "adminLevelId"),
            ("class", "class_"),
            ("options", "options_"),
            ("name", "name"),
        ];
        for (name, expected) in cases {
            assert_eq!(parameter(name), expected, "{name}");
        }
    }
}
