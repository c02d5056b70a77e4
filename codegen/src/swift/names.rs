//! Names of the contract as names in Swift.

use crate::names::{pascal, words};

/// Words of the language that are names only between backticks.
const KEYWORDS: [&str; 46] = [
    "as",
    "associatedtype",
    "break",
    "case",
    "catch",
    "class",
    "continue",
    "default",
    "defer",
    "deinit",
    "do",
    "else",
    "enum",
    "extension",
    "fallthrough",
    "false",
    "fileprivate",
    "for",
    "func",
    "guard",
    "if",
    "import",
    "in",
    "init",
    "inout",
    "internal",
    "is",
    "let",
    "nil",
    "operator",
    "private",
    "protocol",
    "public",
    "repeat",
    "return",
    "self",
    "static",
    "struct",
    "subscript",
    "super",
    "switch",
    "throw",
    "true",
    "try",
    "var",
    "while",
];

/// Words that are written in capitals, unless a name begins with them.
const CAPITALS: [(&str, &str); 5] =
    [("Id", "ID"), ("Ids", "IDs"), ("Mfa", "MFA"), ("Pem", "PEM"), ("Url", "URL")];

/// The name of a member, a case or a function.
pub(super) fn identifier(name: &str) -> String {
    let name = plain(name);
    if KEYWORDS.contains(&name.as_str()) { format!("`{name}`") } else { name }
}

/// The name of the case of an enum.
pub(super) fn case(wire: &str) -> String {
    let name = identifier(wire);
    if name.starts_with(|letter: char| letter.is_ascii_digit()) { format!("_{name}") } else { name }
}

/// The name without backticks.
pub(super) fn plain(name: &str) -> String {
    let mut words = words(name).into_iter();
    let first = words.next().unwrap_or_default();
    let others = words.map(|word| {
        let word = pascal(&word);
        let capitals = CAPITALS.iter().find(|(one, _)| *one == word);
        capitals.map_or(word, |(_, capitals)| (*capitals).to_owned())
    });
    first + &others.collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_language_stand_between_backticks() {
        let cases = [("account_status", "accountStatus"), ("class", "`class`"), ("type", "type")];
        for (name, expected) in cases {
            assert_eq!(identifier(name), expected);
        }
    }

    #[test]
    fn abbreviations_stand_in_capitals_within_a_name() {
        let cases = [
            ("user_id", "userID"),
            ("child_group_ids", "childGroupIDs"),
            ("id", "id"),
            ("url", "url"),
            ("business_url", "businessURL"),
            ("ca_pem", "caPEM"),
            ("disable_mfa", "disableMFA"),
            ("api_key", "apiKey"),
            ("idle_time", "idleTime"),
        ];
        for (name, expected) in cases {
            assert_eq!(identifier(name), expected);
        }
    }

    #[test]
    fn values_become_cases() {
        let cases = [
            ("pending-invitation", "pendingInvitation"),
            ("2fa", "_2fa"),
            ("default", "`default`"),
            ("MFA", "mfa"),
        ];
        for (wire, expected) in cases {
            assert_eq!(case(wire), expected);
        }
    }
}
