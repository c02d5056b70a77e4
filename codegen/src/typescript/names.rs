//! Names of the contract as names in TypeScript.

use std::collections::BTreeSet;

use crate::model::Api;
use crate::model::by_hand::OWN_ENUMS;
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

/// What members, parameters, methods and resources of an API are called, but for what a value is called, too.
pub(super) fn spoken(api: &Api) -> BTreeSet<String> {
    let members = api.schemas.iter().flat_map(|schema| schema.members());
    let mut names: BTreeSet<String> = members.map(|member| member.name.clone()).collect();
    for resource in api.resources() {
        for (operation, method) in &resource.methods {
            let signature = api.signature(&resource, operation, method);
            let parameters = signature.into_iter().flat_map(|signature| signature.parameters);
            names.extend(parameters.map(|parameter| parameter.name));
            names.extend(method.full_name().split('.').map(str::to_owned));
        }
    }
    let values: Vec<&str> = OWN_ENUMS.iter().flat_map(|own| own.values).map(|(value, _)| *value).collect();
    names.retain(|name| !values.contains(&name.as_str()));
    names
}

/// Code whose comments say these names as they are in TypeScript.
pub(super) fn in_words(code: &str, spoken: &BTreeSet<String>) -> String {
    let pieces = code.split('`').enumerate().map(|(index, piece)| match index % 2 {
        1 if piece.split('.').all(|word| spoken.contains(word)) => {
            piece.split('.').map(camel).collect::<Vec<_>>().join(".")
        }
        _ => piece.to_owned(),
    });
    pieces.collect::<Vec<_>>().join("`")
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

    #[test]
    fn texts_name_members_as_a_caller_writes_them() {
        let spoken = ["page_size", "name", "iam", "list_roles"].map(str::to_owned);
        let spoken = BTreeSet::from(spoken);
        let cases = [
            ("Pages of `page_size` items.", "Pages of `pageSize` items."),
            ("See `iam.list_roles`.", "See `iam.listRoles`."),
            ("The same as `name`, `not_sent` or page_size.", "The same as `name`, `not_sent` or page_size."),
        ];
        for (text, expected) in cases {
            assert_eq!(in_words(text, &spoken), expected);
        }
    }
}
