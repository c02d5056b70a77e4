//! Which names a module takes from elsewhere for its annotations: those that its code says.

use std::collections::{BTreeMap, BTreeSet};

/// Where the names stand that annotations may say; a module without names is imported whole.
const HOMES: &[(&str, &[&str])] = &[
    ("builtins", &[]),
    ("datetime", &[]),
    ("asyncio", &["Future"]),
    ("collections.abc", &["Callable", "Iterable", "Iterator", "Mapping", "Sequence"]),
    ("typing", &["Any", "ClassVar", "Generic", "Literal", "TypeVar", "final"]),
    ("typing_extensions", &["Unpack"]),
    ("._async", &["Reply"]),
    ("._lists", &["AsyncPager", "Pager"]),
    ("._options", &["CallOptions", "Credentials", "JSON", "RequestOptions"]),
    (
        "._results",
        &["EventBatch", "EventCursor", "Group", "ListSummary", "LocalTime", "Outcome", "ResponseInfo"],
    ),
];

/// Modules, seen from the package, and names of them.
pub(super) type Needs = BTreeMap<String, Vec<String>>;

/// Names of generated classes and the modules they stand in, seen from the package.
pub(super) type Homes = BTreeMap<String, String>;

/// The imports for annotations, in their order; `folder` is the one that the module stands in, and `known` what it has
/// besides.
pub(super) fn imports(code: &str, homes: &Homes, folder: &str, known: &[String]) -> Vec<String> {
    let words = words(code);
    let fixed = HOMES.iter().flat_map(|(home, names)| names.iter().map(move |name| (*name, *home)));
    let generated = homes.iter().map(|(name, home)| (name.as_str(), home.as_str()));
    let said = fixed.chain(generated).filter(|(name, _)| words.contains(name));
    let mut named = Needs::new();
    for (name, home) in said.filter(|(name, _)| known.iter().all(|other| other != name)) {
        named.entry(home.to_owned()).or_default().push(name.to_owned());
    }
    let whole = HOMES.iter().filter(|(home, names)| names.is_empty() && words.contains(home));
    let whole: Vec<String> = whole.map(|(home, _)| format!("import {home}")).collect();
    let (own, others): (Needs, Needs) = named.into_iter().partition(|(home, _)| home.starts_with('.'));
    let (foreign, standard): (Needs, Needs) =
        others.into_iter().partition(|(home, _)| home == "typing_extensions");
    let standard = [whole, lines(&standard, folder)].concat();
    let groups = [standard, lines(&foreign, folder), lines(&own, folder)];
    let groups: Vec<Vec<String>> = groups.into_iter().filter(|group| !group.is_empty()).collect();
    groups.join(&String::new())
}

/// The lines that import names of modules.
pub(super) fn lines(needs: &Needs, folder: &str) -> Vec<String> {
    let lines = needs.iter().map(|(home, names)| {
        let mut names = names.clone();
        // Constants come first.
        let is_constant = |name: &str| !name.contains(|letter: char| letter.is_ascii_lowercase());
        names.sort_by_key(|name| (!is_constant(name), name.clone()));
        (relative(home, folder), names.join(", "))
    });
    let mut lines: Vec<(String, String)> = lines.collect();
    // What stands further up comes first.
    lines.sort_by_key(|(home, _)| (home.starts_with('.') && !home.starts_with(".."), home.clone()));
    lines.into_iter().map(|(home, names)| format!("from {home} import {names}")).collect()
}

/// A module of the package, seen from one in a folder.
fn relative(home: &str, folder: &str) -> String {
    match home.strip_prefix('.').and_then(|home| home.strip_prefix(folder)) {
        Some(sibling) if sibling.starts_with('.') && !folder.is_empty() => sibling.to_owned(),
        Some(_) | None if folder.is_empty() || !home.starts_with('.') => home.to_owned(),
        _ => format!(".{home}"),
    }
}

/// The words of the code, not those of comments, documentation and texts.
fn words(code: &str) -> BTreeSet<&str> {
    let outside = code.split("\"\"\"").step_by(2).flat_map(str::lines);
    let outside = outside.filter(|line| !line.trim_start().starts_with('#'));
    let pieces = outside.flat_map(|line| line.split('"').step_by(2));
    let words =
        pieces.flat_map(|piece| piece.split(|letter: char| !letter.is_alphanumeric() && letter != '_'));
    words.filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_takes_what_its_code_says() {
        let homes = Homes::from([
            ("Color".to_owned(), "._enums".to_owned()),
            ("Paint".to_owned(), "._native".to_owned()),
            ("Brush".to_owned(), "._native".to_owned()),
        ]);
        let code = "
            def list(self, color: Color, more: JSON, **options: Unpack[CallOptions]) -> Pager[Paint]:
                \"\"\"Gives a Brush of a Group.\"\"\"
                return f(\"Outcome\", day)
        ";
        let expected = [
            "from typing_extensions import Unpack",
            "",
            "from .._enums import Color",
            "from .._lists import Pager",
            "from .._native import Paint",
            "from .._options import JSON, CallOptions",
        ];
        assert_eq!(imports(code, &homes, "_business", &[]), expected);
        assert_eq!(imports("x: Color", &homes, "", &["Color".to_owned()]), [""; 0]);
    }
}
