//! Names of the contract as names in C, which a C++ compiler takes too.

use crate::names::{screaming, snake};

/// What nothing can be called: words of C and of C++.
const WORDS: [&str; 74] = [
    "alignas",
    "alignof",
    "and",
    "asm",
    "auto",
    "bool",
    "break",
    "case",
    "catch",
    "char",
    "class",
    "concept",
    "const",
    "constexpr",
    "continue",
    "decltype",
    "default",
    "delete",
    "do",
    "double",
    "else",
    "enum",
    "explicit",
    "export",
    "extern",
    "false",
    "float",
    "for",
    "friend",
    "goto",
    "if",
    "inline",
    "int",
    "long",
    "mutable",
    "namespace",
    "new",
    "noexcept",
    "not",
    "nullptr",
    "operator",
    "or",
    "private",
    "protected",
    "public",
    "register",
    "requires",
    "restrict",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "struct",
    "switch",
    "template",
    "this",
    "throw",
    "true",
    "try",
    "typedef",
    "typeid",
    "typename",
    "union",
    "unsigned",
    "using",
    "virtual",
    "void",
    "volatile",
    "wchar_t",
    "while",
    "xor",
    "errno",
    "NULL",
];

/// What a function calls its other parameters.
const PARAMETERS: [&str; 4] = ["client", "error", "options", "params"];

/// The name of a member.
pub(super) fn member(name: &str) -> String {
    if WORDS.contains(&name) { format!("{name}_") } else { name.to_owned() }
}

/// The name of a parameter.
pub(super) fn parameter(name: &str) -> String {
    if PARAMETERS.contains(&name) { format!("{name}_") } else { member(name) }
}

/// A member or parameter as Rust has it; `cbindgen` writes it without the mark of a word of Rust.
pub(super) fn in_rust(name: &str) -> String {
    match name {
        "type" | "match" | "move" | "ref" | "in" | "use" | "as" | "fn" | "mod" => format!("r#{name}"),
        name => name.to_owned(),
    }
}

/// How many there are of something.
pub(super) fn length(name: &str) -> String {
    format!("{name}_length")
}

/// The type of a schema.
pub(super) fn record(schema: &str) -> String {
    format!("lpa_{}", snake(schema))
}

/// The type of a list of a schema.
pub(super) fn list(schema: &str) -> String {
    format!("{}_list", record(schema))
}

/// The function of an operation.
pub(super) fn function(operation: &str) -> String {
    format!("lpa_{}", operation.replace('.', "_"))
}

/// The status of a kind of error.
pub(super) fn status(kind: &str) -> String {
    format!("LPA_{}", screaming(kind))
}

/// The macro of a value of an enum.
pub(super) fn value(name: &str, value: &str) -> String {
    format!("LPA_{}_{}", screaming(name), screaming(value))
}

/// What an out-parameter is called that gives this type: its last word.
pub(super) fn out(kind: &str, taken: &[String]) -> String {
    let (kind, is_list) = kind.strip_suffix("_list").map_or((kind, false), |item| (item, true));
    let last = kind.rsplit('_').next().unwrap_or(kind);
    let name = if is_list { plural(last) } else { last.to_owned() };
    if taken.contains(&name) { format!("{name}_out") } else { name }
}

/// Several of something.
pub(super) fn plural(name: &str) -> String {
    let vowel = |letter: Option<char>| letter.is_some_and(|letter| "aeiou".contains(letter));
    match name.strip_suffix('y') {
        Some(stem) if !vowel(stem.chars().last()) => format!("{stem}ies"),
        _ if name.ends_with('s') => format!("{name}es"),
        _ => format!("{name}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_c_and_of_cpp_are_no_names() {
        let cases = [("class", "class_"), ("default", "default_"), ("type", "type"), ("options", "options")];
        for (name, expected) in cases {
            assert_eq!(member(name), expected, "{name}");
        }
        assert_eq!((parameter("options"), parameter("email")), ("options_".to_owned(), "email".to_owned()));
    }

    #[test]
    fn names_of_the_contract_begin_like_all_of_the_library() {
        assert_eq!(record("CompanyUser"), "lpa_company_user");
        assert_eq!(list("CompanyUser"), "lpa_company_user_list");
        assert_eq!(function("provisioning.users.add"), "lpa_provisioning_users_add");
        assert_eq!(status("not_found"), "LPA_NOT_FOUND");
        assert_eq!(value("LicenseType", "managed-msp"), "LPA_LICENSE_TYPE_MANAGED_MSP");
    }

    #[test]
    fn an_answer_is_called_by_its_last_word() {
        assert_eq!(out("lpa_company_user", &[]), "user");
        assert_eq!(out("lpa_billing_cycle_list", &[]), "cycles");
        assert_eq!(out("lpa_group", &["group".to_owned()]), "group_out");
    }

    #[test]
    fn several_of_something_have_their_own_word() {
        for (one, several) in
            [("user", "users"), ("company", "companies"), ("key", "keys"), ("access", "accesses")]
        {
            assert_eq!(plural(one), several);
        }
    }
}
