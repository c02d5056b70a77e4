//! The package itself: every name that its users import.

use minijinja::context;
use minijinja::value::Serde;

use super::imports::{Homes, Needs, lines};
use super::text::source_line;
use super::{FOLDER, format};
use crate::Result;
use crate::template::Templates;

/// The names of the modules that are written by hand.
const BY_HAND: &[(&str, &[&str])] = &[
    ("._client", &["AsyncClient", "Client"]),
    ("._native", &["__version__"]),
    ("._lists", &["AsyncPager", "ItemList", "Page", "Pager"]),
    (
        "._results",
        &[
            "CredentialReport",
            "CredentialStatus",
            "EventBatch",
            "EventCursor",
            "Group",
            "ListSummary",
            "LocalTime",
            "Outcome",
            "RawResponse",
            "ResponseInfo",
            "RowOutcome",
        ],
    ),
];

/// Names whose modules take others along that a program may never need: they are imported when they are asked for.
const LATER: &[(&str, &[&str])] =
    &[("._arrow", &["ArrowTable"]), ("._options", &["CallOptions", "Credentials", "JSON", "RequestOptions"])];

/// The path below the root of the project, and the text; `homes` has the generated names.
pub(super) fn file(templates: &Templates, sources: &str, homes: &Homes) -> Result<(String, String)> {
    let mut now = needs(BY_HAND);
    for (name, home) in homes {
        now.entry(home.clone()).or_default().push(name.clone());
    }
    let later = needs(LATER);
    let mut names: Vec<&String> = now.values().chain(later.values()).flatten().collect();
    names.sort_unstable();
    let modules = LATER
        .iter()
        .flat_map(|(module, names)| names.iter().map(|name| (*name, module.trim_start_matches('.'))));
    let holes = context! {
        source_line => source_line(sources),
        now => lines(&now, ""),
        later => lines(&later, ""),
        names => Serde(&names),
        modules => Serde(modules.collect::<Vec<_>>()),
    };
    let text = templates.render("init", holes)?;
    Ok((format!("{FOLDER}/__init__.py"), format::format(&text)))
}

fn needs(modules: &[(&str, &[&str])]) -> Needs {
    let needs = modules
        .iter()
        .map(|(module, names)| ((*module).to_owned(), names.iter().map(|name| (*name).to_owned()).collect()));
    needs.collect()
}
