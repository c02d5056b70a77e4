//! Which names a file takes from elsewhere: those that its code says.

use std::collections::{BTreeMap, BTreeSet};

/// Where the names stand that generated code may say.
const HOMES: &[(&str, &[&str])] = &[
    ("std::borrow", &["Cow"]),
    ("std::collections", &["BTreeMap"]),
    ("std", &["fmt"]),
    ("jiff", &["Timestamp"]),
    ("jiff::civil", &["Date"]),
    ("serde_json", &["Map", "Value", "json"]),
    ("crate", &["check"]),
    ("crate::call", &["Request"]),
    ("crate::client", &["Client"]),
    ("crate::error", &["Result"]),
    ("crate::generated", &["operations"]),
    ("crate", &["iam"]),
    ("crate::local_time", &["LocalTime"]),
    ("crate::open_enum", &["open_enum"]),
    ("crate::operation", &["Answer", "Api", "Operation", "Repeat"]),
    ("crate::paging", &["ListRequest", "PageToken", "Pager", "Paging", "Style"]),
    ("crate::provisioning", &["Chunk", "DeleteAction", "Group", "Outcome", "Row", "groups", "lookup"]),
    ("crate::secret", &["Secret"]),
    ("crate::tape", &["Items", "Kind", "Member", "Node", "Schema", "SchemaRef", "Texts", "item"]),
    ("crate::time_bound", &["TimeBound"]),
];

/// Names of generated items and the modules they stand in.
pub(super) type Homes = BTreeMap<String, String>;

/// The `use` lines of a file: for each name that its code says and does not define, and for a module that it needs
/// besides.
pub(super) fn imports(code: &str, homes: &Homes, module: &str, besides: Option<&str>) -> String {
    let words = words(code);
    let fixed = HOMES.iter().flat_map(|(home, names)| names.iter().map(|name| (*name, (*home).to_owned())));
    let generated = homes
        .iter()
        .filter(|(_, home)| *home != module)
        .map(|(name, home)| (name.as_str(), relative(home, module)));
    let mut lines: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (name, home) in fixed.chain(generated).filter(|(name, _)| words.contains(name)) {
        lines.entry(home).or_default().insert(name);
    }
    if let Some((home, name)) = besides.and_then(|path| path.rsplit_once("::")) {
        lines.entry(home.to_owned()).or_default().insert(name);
    }
    let group = |home: &str| match home.split("::").next() {
        Some("std") => 0,
        Some("crate" | "super") => 2,
        _ => 1,
    };
    let groups = [0, 1, 2].map(|number| {
        let lines = lines.iter().filter(|(home, _)| group(home) == number);
        let lines = lines.map(|(home, names)| match names.len() {
            1 => format!("use {home}::{};", names.iter().copied().collect::<String>()),
            _ => format!("use {home}::{{{}}};", names.iter().copied().collect::<Vec<_>>().join(", ")),
        });
        lines.collect::<Vec<_>>().join("\n")
    });
    groups.into_iter().filter(|group| !group.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// The way to a sibling or to the parent is short.
fn relative(home: &str, module: &str) -> String {
    if module.rsplit_once("::").is_some_and(|(parent, _)| parent == home) {
        return "super".to_owned();
    }
    match (home.rsplit_once("::"), module.rsplit_once("::")) {
        (Some((parent, name)), Some((own, _))) if parent == own => format!("super::{name}"),
        _ => home.to_owned(),
    }
}

/// The names that code says by themselves: not in comments, strings or exports, and not behind another name's `::`.
fn words(code: &str) -> BTreeSet<&str> {
    let (mut words, mut defined) = (BTreeSet::new(), BTreeSet::new());
    let says_names = |line: &&str| {
        let line = line.trim_start();
        let others =
            ["//", "use ", "pub use ", "pub(crate) use ", "mod ", "pub(crate) mod ", "pub(super) mod "];
        !others.iter().any(|start| line.starts_with(start))
    };
    for line in code.lines().filter(says_names) {
        // Every other piece between quotation marks is a string.
        for piece in line.split('"').step_by(2) {
            let mut rest = piece;
            let mut before = "";
            while let Some(start) = rest.find(|letter: char| letter.is_alphanumeric() || letter == '_') {
                let gap = &rest[..start];
                let end = rest[start..].find(|letter: char| !letter.is_alphanumeric() && letter != '_');
                let end = end.map_or(rest.len(), |end| start + end);
                let word = &rest[start..end];
                rest = &rest[end..];
                // A field, a method, or a name in a path.
                let behind = gap.ends_with("::") || (gap.ends_with('.') && !gap.ends_with(".."));
                // What the code defines, be it a variant with its number.
                let variant = before.is_empty() && rest.starts_with(" = ");
                if variant || matches!(before, "struct" | "enum" | "static" | "const") {
                    defined.insert(word);
                }
                // A small name from elsewhere is a module or a macro; otherwise it is the code's own.
                let small = word.starts_with(|letter: char| letter.is_lowercase());
                if !behind && before != "fn" && (!small || rest.starts_with("::") || rest.starts_with('!')) {
                    words.insert(word);
                }
                // A lifetime is no keyword.
                before = if gap.ends_with('\'') { "'" } else { word };
            }
        }
    }
    &words - &defined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_takes_what_its_code_says() {
        let homes = Homes::from([
            ("Color".to_owned(), "crate::generated::business::enums".to_owned()),
            ("Paint".to_owned(), "crate::generated::business::types".to_owned()),
            ("Brush".to_owned(), "crate::generated::business::paints".to_owned()),
        ]);
        let code = "
            /// A Pager of Date in words.
            pub struct Brush(Option<Color>, BTreeMap<String, Value>);
            fn check(&self) -> Result<Paint> { Kind::Row(\"Chunk\", self.json.Group()) }
        ";
        let lines =
            imports(code, &homes, "crate::generated::business::paints", Some("crate::generated::Extra"));
        let expected = "use std::collections::BTreeMap;

use serde_json::Value;

use crate::error::Result;
use crate::generated::Extra;
use crate::tape::Kind;
use super::enums::Color;
use super::types::Paint;";
        let sorted = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
        assert_eq!(sorted(&lines), sorted(expected));
    }
}
