//! The Kotlin output: resources, what they take and give, settings and exceptions, in one package.

mod documentation;
mod enums;
mod errors;
mod format;
mod names;
mod records;
mod resources;
mod rows;
mod settings;
mod text;
mod types;

use minijinja::value::Serde;

use crate::Result;
use crate::model::Contract;
use crate::package::{self, Language};
use crate::template::Templates;
use resources::{PlaceHole, ResourceHole};

/// Where the package stands, beside what is written by hand.
pub(crate) const FOLDER: &str = "uniffi/kotlin/src/main/kotlin/com/lastpassadmin";

const TEMPLATES: &[(&str, &str)] = &[
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
];

const LANGUAGE: Language = Language {
    folder: FOLDER,
    ending: "kt",
    imports: &[
        ("Duration", "kotlin.time.Duration"),
        ("Instant", "kotlin.time.Instant"),
        ("Flow", "kotlinx.coroutines.flow.Flow"),
    ],
    errors: ("Exceptions", "exceptions"),
    voice: &documentation::VOICE,
    format: format::format,
    record: |writer, record| Serde(records::record(writer, record)).into(),
    row: |writer, schema| Serde(rows::row(writer, schema)).into(),
    service: |writer, service| Ok(Serde(ResourceHole::of(writer, service)?).into()),
    place: |place| Serde(PlaceHole::of(place)).into(),
    enums: |contract, spoken| Serde(enums::enums(contract, spoken)).into(),
    kinds: |contract, spoken| Serde(errors::kinds(&contract.errors, spoken)).into(),
    settings: |spoken| Serde(settings::settings(spoken)).into(),
    constructor: settings::constructor,
    options: |spoken| Serde(settings::options(spoken)).into(),
};

/// The files, by their path below the root of the project.
pub(crate) fn files(contract: &Contract) -> Result<Vec<(String, String)>> {
    package::files(&LANGUAGE, &Templates::new(TEMPLATES)?, contract)
}
