//! What a module takes from others: what its code says.

use std::collections::{BTreeMap, BTreeSet};

/// Names that are written by hand, by their module; functions and macros with the mark of a call.
const BY_HAND: &[(&str, &[&str])] = &[
    ("crate::answer", &["Answered", "free(", "give(", "give_named("]),
    ("crate::boundary", &["boundary(", "lpa_error", "not_null("]),
    ("crate::call", &["call("]),
    ("crate::cancel", &["lpa_cancel"]),
    ("crate::client", &["lpa_client"]),
    ("crate::given", &["Given", "Params", "required("]),
    ("crate::options", &["lpa_options", "setting("]),
    ("crate::pager", &["list(", "lpa_pager"]),
    ("crate::queue", &["begin(", "lpa_queue"]),
    ("lastpass_admin", &["ErrorKind", "Item", "ListSummary"]),
    ("lastpass_admin::erased", &["Image"]),
    ("lastpass_dispatch", &["Refusal", "event_cursor(", "number("]),
    ("serde_json", &["Value", "json!"]),
    ("std", &["ptr", "slice"]),
    ("std::ffi", &["c_char", "c_void"]),
    ("std::mem", &["MaybeUninit", "offset_of!"]),
];

/// The imports of a module; `known` are homes and names beside those that are written by hand.
pub(super) fn imports(code: &str, known: &[(&str, &str)]) -> Vec<String> {
    let words = words(code);
    let by_hand = BY_HAND.iter().flat_map(|(home, names)| names.iter().map(move |name| (*home, *name)));
    let mut said: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (home, name) in by_hand.chain(known.iter().copied()).filter(|(_, name)| words.contains(name)) {
        said.entry(home).or_default().push(name.trim_end_matches(['(', '!']));
    }
    let imports = said.into_iter().map(|(home, names)| format!("use {home}::{{{}}};", names.join(", ")));
    grouped(imports.collect())
}

/// The imports with an empty line between those of the standard library, of others, and of the crate.
fn grouped(imports: Vec<String>) -> Vec<String> {
    let (own, others): (Vec<_>, Vec<_>) = imports.into_iter().partition(|line| line.starts_with("use crate"));
    let (standard, others): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|line| line.starts_with("use std"));
    let groups = [standard, others, own].into_iter().filter(|group| !group.is_empty());
    groups.collect::<Vec<_>>().join(&String::new())
}

/// The words of the code, not those of comments and texts; what is called has the mark of a call.
fn words(code: &str) -> BTreeSet<&str> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let lines = code.lines().map(str::trim_start).filter(|line| !line.starts_with("//"));
    let pieces = lines.flat_map(|line| line.split('"').step_by(2));
    let mut words = BTreeSet::new();
    for piece in pieces {
        let mut before = "";
        for word in piece.split_inclusive(|letter| !is_word(letter)) {
            let is_call = word.ends_with(['(', '!']) && before != "fn " && !before.ends_with('.');
            words.insert(if is_call { word } else { word.trim_end_matches(|letter| !is_word(letter)) });
            before = word;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_takes_what_its_code_says() {
        let code = "
            /// An lpa_client of the list.
            pub struct lpa_x { list: lpa_text, json: *const c_char }
            unsafe fn give(&self) { given.number(\"Given\"); boundary(error, || json!(x)) }
        ";
        let known = [("crate::generated", "lpa_text"), ("crate::generated", "lpa_flag")];
        let expected = [
            "use std::ffi::{c_char};",
            "",
            "use serde_json::{json};",
            "",
            "use crate::boundary::{boundary};",
            "use crate::generated::{lpa_text};",
        ];
        assert_eq!(imports(code, &known), expected);
    }
}
