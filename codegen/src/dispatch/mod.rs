//! The dispatch output: from the name of an operation, and arguments as JSON, to a call of the Rust client.

mod calls;
mod members;

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use crate::Result;
use crate::model::{Api, Contract, Form, Surface};
use crate::rust::resources::{ResourceHole, resources};
use crate::rust::source_line;
use crate::template::Templates;
use calls::Call;

/// Where the generated modules of the dispatch stand.
pub(crate) const FOLDER: &str = "dispatch/src/generated";

const TEMPLATES: &[(&str, &str)] = &[
    ("mod", include_str!("../../templates/dispatch/mod.rs.jinja")),
    ("api", include_str!("../../templates/dispatch/api.rs.jinja")),
    ("resource", include_str!("../../templates/dispatch/resource.rs.jinja")),
];

/// A resource and the module that calls its methods.
#[derive(Serialize)]
struct Place {
    /// Its full name, for example `provisioning.users`.
    resource: String,
    module: String,
}

/// The files, by their path below the root of the project.
pub(crate) fn files(contract: &Contract) -> Result<Vec<(String, String)>> {
    let templates = Templates::new(TEMPLATES)?;
    let (mut files, mut places, mut operations) = (Vec::new(), Vec::new(), Vec::new());
    for surface in contract.surfaces() {
        let Surface { api, module: folder, title, .. } = surface;
        let source = source_line(&api.source);
        let mut modules = Vec::new();
        for (hole, resource) in resources(surface)?.iter().zip(api.resources()) {
            let module = &hole.accessor;
            let holes = of_resource(hole, resource.name, &source);
            files.push((path(&format!("{folder}/{module}")), templates.render("resource", holes)?));
            places.push(Place { resource: resource.name.to_owned(), module: format!("{folder}::{module}") });
            operations.extend(resource.methods.iter().map(|(_, method)| method.full_name()));
            modules.push(module.clone());
        }
        let holes = context! { source_line => source, title, modules, enums => enums(api) };
        files.push((path(&format!("{folder}/mod")), templates.render("api", holes)?));
    }
    let folders = contract.surfaces().map(|surface| surface.module);
    let source_line = source_line(&contract.sources());
    let holes = context! { source_line, folders, places => Serde(places), operations };
    files.push((path("mod"), templates.render("mod", holes)?));
    Ok(files)
}

fn path(module: &str) -> String {
    format!("{FOLDER}/{module}.rs")
}

fn of_resource(hole: &ResourceHole, resource: &str, source: &str) -> Value {
    let calls: Vec<Call> = hole.methods.iter().map(calls::call).collect();
    let requests: Vec<_> = hole.requests.iter().map(members::members).collect();
    let mut names: Vec<String> = calls.iter().flat_map(|call| call.names.clone()).collect();
    names.extend(requests.iter().map(|request| request.name.clone()));
    names.sort_unstable();
    names.dedup();
    context! {
        source_line => source.to_owned(),
        resource => resource.to_owned(),
        handle => format!("client.{}()", resource.replace('.', "().")),
        answers => calls.iter().any(|call| !call.paged),
        takes_some => calls.iter().any(Call::takes_some),
        names,
        calls => Serde(calls),
        requests => Serde(requests),
    }
}

/// The enums that requests are made of.
fn enums(api: &Api) -> Vec<String> {
    let schemas = api.input_schemas().into_iter().filter(|schema| matches!(schema.form, Form::Enum(_)));
    schemas.map(|schema| schema.name.clone()).collect()
}
