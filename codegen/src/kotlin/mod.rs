//! The Kotlin output: resources, what they take and give, settings and exceptions, in one package.

mod documentation;
mod enums;
mod errors;
mod files;
mod format;
mod names;
mod records;
mod resources;
mod rows;
mod settings;
mod text;
mod types;

use crate::Result;
use crate::model::Contract;
use crate::template::Templates;

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

/// The files, by their path below the root of the project.
pub(crate) fn files(contract: &Contract) -> Result<Vec<(String, String)>> {
    files::files(&Templates::new(TEMPLATES)?, contract)
}
