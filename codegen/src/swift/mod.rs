//! The Swift output: resources, what they take and give, settings and errors, in one module.

mod documentation;
pub(crate) mod driver;
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

/// Where the generated part of the module stands.
pub(crate) const FOLDER: &str = "uniffi/swift/Sources/LastPassAdmin/Generated";

const TEMPLATES: &[(&str, &str)] = &[
    ("client", include_str!("../../templates/swift/client.swift.jinja")),
    ("enums", include_str!("../../templates/swift/enums.swift.jinja")),
    ("error_kind", include_str!("../../templates/swift/error_kind.swift.jinja")),
    ("error", include_str!("../../templates/swift/error.swift.jinja")),
    ("file", include_str!("../../templates/swift/file.swift.jinja")),
    ("options", include_str!("../../templates/swift/options.swift.jinja")),
    ("readers", include_str!("../../templates/swift/readers.swift.jinja")),
    ("records", include_str!("../../templates/swift/records.swift.jinja")),
    ("resource", include_str!("../../templates/swift/resource.swift.jinja")),
    ("rows", include_str!("../../templates/swift/rows.swift.jinja")),
];

const LANGUAGE: Language = Language {
    folder: FOLDER,
    ending: "swift",
    imports: &[("Date", "Foundation")],
    errors: ("LastPassError", "error"),
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
