//! Names of the contract as names in Go.

use crate::names::words;

/// Words that Go writes in capitals as a whole, or in a form of their own.
const INITIALISMS: [(&str, &str); 19] = [
    ("api", "API"),
    ("ca", "CA"),
    ("cid", "CID"),
    ("http", "HTTP"),
    ("iam", "IAM"),
    ("id", "ID"),
    ("ids", "IDs"),
    ("ip", "IP"),
    ("json", "JSON"),
    ("mfa", "MFA"),
    ("msp", "MSP"),
    ("oauth", "OAuth"),
    ("pem", "PEM"),
    ("siem", "SIEM"),
    ("sms", "SMS"),
    ("sso", "SSO"),
    ("totp", "TOTP"),
    ("uri", "URI"),
    ("url", "URL"),
];

/// What no parameter can be called: words of the language, what it declares itself and methods use, the packages that
/// generated code imports, and what methods have besides.
const TAKEN: [&str; 35] = [
    "any",
    "break",
    "case",
    "chan",
    "const",
    "context",
    "continue",
    "ctx",
    "default",
    "defer",
    "else",
    "fallthrough",
    "for",
    "func",
    "go",
    "goto",
    "if",
    "import",
    "interface",
    "iter",
    "json",
    "map",
    "nil",
    "opts",
    "package",
    "params",
    "range",
    "request",
    "return",
    "select",
    "service",
    "struct",
    "switch",
    "type",
    "var",
];

/// What others may use: `user_id` is `UserID`.
pub(super) fn exported(name: &str) -> String {
    words(name).iter().map(|word| initialism(word).map_or_else(|| capital(word), str::to_owned)).collect()
}

/// What stands in the package alone: `user_id` is `userID`.
pub(super) fn local(name: &str) -> String {
    let words = words(name);
    let first = words.first().map(String::as_str).unwrap_or_default();
    let rest = words.iter().skip(1).map(String::as_str).collect::<Vec<_>>().join("_");
    first.to_owned() + &exported(&rest)
}

/// The name of a parameter.
pub(super) fn parameter(name: &str) -> String {
    let name = local(name);
    if TAKEN.contains(&name.as_str()) { name + "_" } else { name }
}

/// What several records of a type are called in the package: `CompanyUser` is `companyUsers`.
pub(super) fn several(name: &str) -> String {
    plural(local(name))
}

/// The function that reads records of a type: `CompanyUser` is read by `readCompanyUsers`.
pub(super) fn reads(name: &str) -> String {
    format!("read{}", plural(exported(name)))
}

fn plural(name: String) -> String {
    let ends = |ending: &str| name.ends_with(ending);
    match name.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if ends("ss") || ends("us") => name + "es",
        // It is a plural already: credentials, fields.
        None if ends("s") => name,
        None => name + "s",
    }
}

fn initialism(word: &str) -> Option<&'static str> {
    INITIALISMS.iter().find(|(known, _)| *known == word).map(|(_, form)| *form)
}

fn capital(word: &str) -> String {
    let (initial, rest) = word.split_at(word.len().min(1));
    initial.to_ascii_uppercase() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initialisms_are_written_as_go_writes_them() {
        let cases = [
            ("user_id", "UserID", "userID"),
            ("id", "ID", "id"),
            ("child_group_ids", "ChildGroupIDs", "childGroupIDs"),
            ("ip_address", "IPAddress", "ipAddress"),
            ("IamUser", "IAMUser", "iamUser"),
            ("disable_mfa", "DisableMFA", "disableMFA"),
            ("ca_pem", "CAPEM", "caPEM"),
            ("managed-msp", "ManagedMSP", "managedMSP"),
            ("oauth", "OAuth", "oauth"),
            ("paid", "Paid", "paid"),
        ];
        for (name, public, private) in cases {
            assert_eq!((exported(name).as_str(), local(name).as_str()), (public, private), "{name}");
        }
    }

    #[test]
    fn words_of_the_language_are_no_parameters() {
        for (name, expected) in [("type", "type_"), ("opts", "opts_"), ("user_id", "userID")] {
            assert_eq!(parameter(name), expected);
        }
    }

    #[test]
    fn several_records_have_a_name() {
        let cases = [
            ("CompanyUser", "companyUsers", "readCompanyUsers"),
            ("ManagedCompany", "managedCompanies", "readManagedCompanies"),
            ("IamUserStatus", "iamUserStatuses", "readIAMUserStatuses"),
            ("IamAccess", "iamAccesses", "readIAMAccesses"),
            ("IamCustomFields", "iamCustomFields", "readIAMCustomFields"),
        ];
        for (name, variable, function) in cases {
            assert_eq!((several(name).as_str(), reads(name).as_str()), (variable, function));
        }
    }
}
