//! The Rust output: the contract as the core's tables, views, requests and resources.

mod documentation;
mod draft;
pub(crate) mod driver;
mod enums;
mod error_kind;
pub(crate) mod fields;
mod format;
mod imports;
pub(crate) mod methods;
mod operations;
pub(crate) mod requests;
pub(crate) mod resources;
mod surface;
mod text;
mod views;

pub(crate) use format::format;
pub(crate) use text::{doc, identifier, literal, source_line};
pub(crate) use views::is_internal;

use minijinja::context;

use crate::Result;
use crate::model::Contract;
use crate::template::Templates;
use draft::Draft;

/// Where the generated modules of the core stand.
pub(crate) const FOLDER: &str = "core/src/generated";

const TEMPLATES: &[(&str, &str)] = &[
    ("file", include_str!("../../templates/rust/file.rs.jinja")),
    ("mod", include_str!("../../templates/rust/mod.rs.jinja")),
    ("api", include_str!("../../templates/rust/api.rs.jinja")),
    ("error_kind", include_str!("../../templates/rust/error_kind.rs.jinja")),
    ("operations_mod", include_str!("../../templates/rust/operations_mod.rs.jinja")),
    ("operations", include_str!("../../templates/rust/operations.rs.jinja")),
    ("enums", include_str!("../../templates/rust/enums.rs.jinja")),
    ("types_mod", include_str!("../../templates/rust/types_mod.rs.jinja")),
    ("types", include_str!("../../templates/rust/types.rs.jinja")),
    ("resource", include_str!("../../templates/rust/resource.rs.jinja")),
    ("requests", include_str!("../../templates/rust/requests.rs.jinja")),
];

/// The files, by their path below the root of the project.
pub(crate) fn files(contract: &Contract) -> Result<Vec<(String, String)>> {
    let templates = Templates::new(TEMPLATES)?;
    let mut drafts = Vec::new();
    let mut homes = imports::Homes::new();
    let mut operations = Vec::new();
    for surface in contract.surfaces() {
        drafts.extend(surface::drafts(surface, &templates, &mut homes)?);
        if !surface.api.view {
            operations.extend(operations::tables(surface.api)?.into_iter().map(|table| table.constant));
        }
    }
    let [business, provisioning, _] = contract.surfaces().map(|surface| surface.api.source.as_str());
    drafts.push(Draft {
        path: "error_kind".to_owned(),
        source: "spec/errors.yaml".to_owned(),
        doc: "The kinds of error.".to_owned(),
        besides: None,
        code: templates.render("error_kind", error_kind::holes(&contract.errors)?)?,
    });
    drafts.push(Draft {
        path: "operations/mod".to_owned(),
        source: format!("{business} and {provisioning}"),
        doc: "What the contract says of each operation.".to_owned(),
        besides: None,
        code: templates.render("operations_mod", context! { operations })?,
    });
    drafts.push(Draft {
        path: "mod".to_owned(),
        source: contract.sources().replace(" and ", ", ") + " and spec/errors.yaml",
        doc: "The contract in Rust: operations, resources, requests, answers and kinds of error.".to_owned(),
        besides: None,
        code: templates.render("mod", context! {})?,
    });
    drafts.into_iter().map(|draft| draft.finish(&homes, &templates)).collect()
}
