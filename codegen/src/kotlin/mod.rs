//! The Kotlin output: resources, what they take and give, settings and exceptions, in one package.

mod documentation;
mod format;
mod names;
mod text;
mod types;

use crate::Result;
use crate::model::Contract;
use crate::names::constant;
use crate::package::{self, Errors, Language};
use crate::prose;

/// Where the package stands, beside what is written by hand.
pub(crate) const FOLDER: &str = "uniffi/kotlin/src/main/kotlin/com/lastpassadmin";

pub(crate) const LANGUAGE: Language = Language {
    folder: FOLDER,
    ending: "kt",
    templates: &[
        ("client", include_str!("../../templates/kotlin/client.kt.jinja")),
        ("enums", include_str!("../../templates/kotlin/enums.kt.jinja")),
        ("error_kind", include_str!("../../templates/kotlin/error_kind.kt.jinja")),
        ("exceptions", include_str!("../../templates/kotlin/exceptions.kt.jinja")),
        ("file", include_str!("../../templates/kotlin/file.kt.jinja")),
        ("options", include_str!("../../templates/kotlin/options.kt.jinja")),
        ("readers", include_str!("../../templates/kotlin/readers.kt.jinja")),
        ("records", include_str!("../../templates/kotlin/records.kt.jinja")),
        ("resource", include_str!("../../templates/kotlin/resource.kt.jinja")),
        ("rows", include_str!("../../templates/kotlin/rows.kt.jinja")),
    ],
    imports: &[
        ("Duration", "kotlin.time.Duration"),
        ("Instant", "kotlin.time.Instant"),
        ("Flow", "kotlinx.coroutines.flow.Flow"),
    ],
    format: format::format,

    voice: &documentation::VOICE,
    comment: text::comment,
    literal: text::literal,
    identifier: names::identifier,
    value: constant,
    // They stand within a companion object.
    open_values: 8,
    errors: Errors { file: "Exceptions", template: "exceptions", named: names::exception, indent: 0 },

    types: &types::TYPES,
    group: "Group",
    nothing: "null",

    about: |record| prose::of_schema(record.schema),
    read: types::read,

    said: documentation::method,
    pages: |list| format!("[{list}] page by page, with what came along, and where to go on later."),
    label: |_, _| "",
    handed_on: str::to_owned,
    gives_away: types::gives_away,
    writer: types::writer,

    credential: "text",
    constructor: documentation::constructor,
};

/// The files, by their path below the root of the project.
pub(crate) fn files(contract: &Contract) -> Result<Vec<(String, String)>> {
    package::files(&LANGUAGE, contract)
}
