//! The Python output: resources, enums, errors and rows in Python, and the classes of what is answered in Rust.

mod classes;
mod documentation;
mod enums;
mod errors;
mod format;
mod imports;
mod inputs;
mod modules;
mod names;
mod package;
mod records;
mod resources;
mod text;
mod types;

use crate::Result;
use crate::model::{self, Api, Contract};
use crate::template::Templates;
use records::Record;
use resources::ResourceHole;

/// Where the generated classes stand.
pub(crate) const RUST_FOLDER: &str = "bindings-python/src/generated";

/// Where the generated modules stand.
pub(crate) const FOLDER: &str = "bindings-python/python/lastpass_admin";

const TEMPLATES: &[(&str, &str)] = &[
    ("init", include_str!("../../templates/python/init.py.jinja")),
    ("module", include_str!("../../templates/python/module.py.jinja")),
    ("resource", include_str!("../../templates/python/resource.py.jinja")),
    ("methods", include_str!("../../templates/python/methods.py.jinja")),
    ("holder", include_str!("../../templates/python/holder.py.jinja")),
    ("enums", include_str!("../../templates/python/enums.py.jinja")),
    ("errors", include_str!("../../templates/python/errors.py.jinja")),
    ("inputs", include_str!("../../templates/python/inputs.py.jinja")),
    ("native", include_str!("../../templates/python/native.pyi.jinja")),
    ("shown", include_str!("../../templates/python/records.py.jinja")),
    ("records", include_str!("../../templates/python/records.rs.jinja")),
    ("api", include_str!("../../templates/python/api.rs.jinja")),
    ("mod", include_str!("../../templates/python/mod.rs.jinja")),
];

/// How an API appears in Python.
struct Surface<'a> {
    api: &'a Api,
    module: &'static str,
    title: &'static str,
    /// What the package of its resources is.
    about: String,
    /// The class that the resources hang off, with which the names of theirs begin; none if they hang off the client.
    parent: &'static str,
    resources: Vec<ResourceHole>,
    /// What the resources hang off, where it has methods of its own.
    root: Option<ResourceHole>,
    /// The classes of what is answered, by resource.
    records: Vec<(String, Vec<Record>)>,
}

impl Surface<'_> {
    fn all_records(&self) -> impl Iterator<Item = &Record> {
        self.records.iter().flat_map(|(_, records)| records)
    }
}

/// The files, by their path below the root of the project.
pub(crate) fn files<'a>(contract: &'a Contract) -> Result<Vec<(String, String)>> {
    let templates = Templates::new(TEMPLATES)?;
    let surface = |shared: model::Surface<'a>| -> Result<Surface<'a>> {
        let model::Surface { api, module, title, parent } = shared;
        let (mut resources, mut root) = (Vec::new(), None);
        for resource in api.resources() {
            let hole = resources::resource(api, &contract.errors, &resource, parent)?;
            if resource.is_root { root = Some(hole) } else { resources.push(hole) }
        }
        let about = format!("The resources of the {title}.");
        Ok(Surface { api, module, title, about, parent, resources, root, records: records::records(api)? })
    };
    let surfaces = contract.surfaces().into_iter().map(surface).collect::<Result<Vec<_>>>()?;
    let mut files = classes::files(&templates, contract, &surfaces)?;
    files.extend(modules::files(&templates, contract, &surfaces)?);
    Ok(files)
}
