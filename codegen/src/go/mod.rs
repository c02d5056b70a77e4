//! The Go output: resources, what they take and give, options and errors, in one package.

mod documentation;
mod enums;
mod errors;
mod files;
mod format;
mod names;
mod options;
mod records;
mod resources;
mod text;
mod types;

use crate::Result;
use crate::model::Contract;
use crate::template::Templates;

/// Where the package stands, beside what is written by hand.
pub(crate) const FOLDER: &str = "bindings-go";

const TEMPLATES: &[(&str, &str)] = &[
    ("client", include_str!("../../templates/go/client.go.jinja")),
    ("error_kinds", include_str!("../../templates/go/error_kinds.go.jinja")),
    ("file", include_str!("../../templates/go/file.go.jinja")),
    ("input", include_str!("../../templates/go/input.go.jinja")),
    ("layouts", include_str!("../../templates/go/layouts.go.jinja")),
    ("methods", include_str!("../../templates/go/methods.go.jinja")),
    ("options", include_str!("../../templates/go/options.go.jinja")),
    ("records", include_str!("../../templates/go/records.go.jinja")),
    ("resource", include_str!("../../templates/go/resource.go.jinja")),
    ("rows", include_str!("../../templates/go/rows.go.jinja")),
    ("slabs", include_str!("../../templates/go/slabs.go.jinja")),
    ("types", include_str!("../../templates/go/types.go.jinja")),
];

/// The files, by their path below the root of the project.
pub(crate) fn files(contract: &Contract) -> Result<Vec<(String, String)>> {
    files::files(&Templates::new(TEMPLATES)?, contract)
}
