//! The Swift output: resources, what they take and give, settings and errors, in one module.

mod documentation;
pub(crate) mod driver;
mod format;
mod labels;
mod names;
mod text;
mod types;

use crate::Result;
use crate::model::Contract;
use crate::package::{self, Errors, Language};

/// Where the generated part of the module stands.
pub(crate) const FOLDER: &str = "uniffi/swift/Sources/LastPassAdmin/Generated";

pub(crate) const LANGUAGE: Language = Language {
    folder: FOLDER,
    ending: "swift",
    templates: &[
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
    ],
    imports: &[("Date", "Foundation")],
    format: format::format,

    voice: &documentation::VOICE,
    comment: text::comment,
    literal: text::literal,
    identifier: names::identifier,
    value: names::case,
    open_values: 4,
    errors: Errors { file: "LastPassError", template: "error", named: names::case, indent: 4 },

    types: &types::TYPES,
    group: "ProvisioningGroup",
    nothing: "nil",

    about: documentation::record,
    read: types::read,

    said: documentation::method,
    pages: documentation::pages,
    label: |resource, signature| if labels::names_its_object(resource, signature) { "_ " } else { "" },
    handed_on: |name| labels::labelled(name, name),
    gives_away: types::gives_away,
    writer: types::writer,

    credential: "secret",
    constructor: documentation::constructor,
};

/// The files, by their path below the root of the project.
pub(crate) fn files(contract: &Contract) -> Result<Vec<(String, String)>> {
    package::files(&LANGUAGE, contract)
}
