//! The C output: structs, functions, statuses and settings in Rust, of which `cbindgen` makes the header, and the layout of the
//! structs.

mod answers;
mod documentation;
pub(crate) mod driver;
mod enums;
mod hatches;
mod imports;
mod modules;
mod names;
mod operations;
mod own;
mod own_tables;
mod params;
mod records;
mod settings;
mod statuses;
mod structs;
mod text;

use crate::Result;
use crate::model::Contract;
use crate::template::Templates;

/// Where the generated modules stand.
pub(crate) const FOLDER: &str = "bindings-c/src/generated";

/// The layouts of the structs.
const LISTING: &str = "bindings-c/abi.txt";

/// The version of the layouts: it is raised whenever a struct changes.
const ABI_VERSION: u32 = 1;

const TEMPLATES: &[(&str, &str)] = &[
    ("module", include_str!("../../templates/c/module.rs.jinja")),
    ("mod", include_str!("../../templates/c/mod.rs.jinja")),
    ("structs", include_str!("../../templates/c/structs.rs.jinja")),
    ("cells", include_str!("../../templates/c/cells.rs.jinja")),
    ("own", include_str!("../../templates/c/own.rs.jinja")),
    ("params", include_str!("../../templates/c/params.rs.jinja")),
    ("functions", include_str!("../../templates/c/functions.rs.jinja")),
    ("owned", include_str!("../../templates/c/owned.rs.jinja")),
    ("pages", include_str!("../../templates/c/pages.rs.jinja")),
    ("error", include_str!("../../templates/c/error.rs.jinja")),
    ("settings", include_str!("../../templates/c/settings.rs.jinja")),
    ("status", include_str!("../../templates/c/status.rs.jinja")),
    ("abi", include_str!("../../templates/c/abi.rs.jinja")),
    ("layout", include_str!("../../templates/c/layout.rs.jinja")),
    ("enums", include_str!("../../templates/c/enums.h.jinja")),
    ("listing", include_str!("../../templates/c/abi.txt.jinja")),
];

/// The files, by their path below the root of the project.
pub(crate) fn files(contract: &Contract) -> Result<Vec<(String, String)>> {
    modules::files(&Templates::new(TEMPLATES)?, contract)
}
