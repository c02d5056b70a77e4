//! The generated part of the Rust driver of the scenarios: from the name of an operation and JSON arguments to a typed call,
//! and from what it gives to JSON with the names of the SDK.

mod answers;
mod calls;
mod takes;

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::resources::{ResourceHole, resources};
use super::text::source_line;
use crate::Result;
use crate::model::{Api, Contract, Form};
use crate::template::Templates;

/// Where the generated modules of the driver stand.
pub(crate) const FOLDER: &str = "tests/drivers/rust/src/generated";

const TEMPLATES: &[(&str, &str)] = &[
    ("mod", include_str!("../../../templates/driver/mod.rs.jinja")),
    ("api", include_str!("../../../templates/driver/api.rs.jinja")),
    ("resource", include_str!("../../../templates/driver/resource.rs.jinja")),
    ("answers", include_str!("../../../templates/driver/answers.rs.jinja")),
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
    let apis =
        [(&contract.business, "business", ""), (&contract.provisioning, "provisioning", "Provisioning")];
    let (mut files, mut places) = (Vec::new(), Vec::new());
    for (api, module, parent) in apis {
        let source = source_line(&api.source);
        let holes = resources(api, parent)?;
        for (hole, resource) in holes.iter().zip(api.resources()) {
            let module = format!("{module}/{}", hole.accessor);
            files.push((
                path(&module),
                templates.render("resource", of_resource(hole, resource.name, &source))?,
            ));
            places.push(Place { resource: resource.name.to_owned(), module: module.replace('/', "::") });
        }
        let holes = of_answers(&answers::answers(api, &holes)?, &source);
        files.push((path(&format!("{module}/answers")), templates.render("answers", holes)?));
        let modules: Vec<String> =
            api.resources().iter().map(|resource| resource.short_name().to_owned()).collect();
        let holes = context! { source_line => source, modules, enums => enums(api) };
        files.push((path(&format!("{module}/mod")), templates.render("api", holes)?));
    }
    let sources = format!("{} and {}", contract.business.source, contract.provisioning.source);
    let holes = context! { source_line => source_line(&sources), places => Serde(places) };
    files.push((path("mod"), templates.render("mod", holes)?));
    Ok(files)
}

fn path(module: &str) -> String {
    format!("{FOLDER}/{module}.rs")
}

fn of_resource(hole: &ResourceHole, resource: &str, source: &str) -> Value {
    let calls: Vec<calls::Call> = hole.methods.iter().map(|method| calls::call(resource, method)).collect();
    let takes: Vec<takes::Take> = hole.requests.iter().map(takes::take).collect();
    let mut names: Vec<String> = calls.iter().flat_map(|call| call.names.clone()).collect();
    names.extend(takes.iter().map(|take| take.name.clone()));
    names.sort_unstable();
    names.dedup();
    context! {
        source_line => source.to_owned(),
        resource => resource.to_owned(),
        handle => format!("asked.client.{}()", resource.replace('.', "().")),
        lists => calls.iter().any(|call| call.paged),
        single => calls.iter().any(|call| !call.paged),
        takes_some => calls.iter().any(calls::Call::takes_some),
        names,
        calls => Serde(calls),
        takes => Serde(takes),
    }
}

fn of_answers(answers: &[answers::Printed<'_>], source: &str) -> Value {
    let says = |word: &str| answers.iter().any(|answer| answer.says(word));
    let helpers = ["items", "object", "time"];
    let helpers = helpers.into_iter().filter(|helper| *helper == "object" || says(&format!("{helper}(self")));
    context! {
        source_line => source.to_owned(),
        maps => says("BTreeMap<"),
        names => answers.iter().map(|answer| answer.name.to_owned()).collect::<Vec<_>>(),
        helpers => helpers.collect::<Vec<_>>(),
        answers => Serde(answers),
    }
}

/// The enums that requests are made of.
fn enums(api: &Api) -> Vec<String> {
    let schemas = api.input_schemas().into_iter().filter(|schema| matches!(schema.form, Form::Enum(_)));
    schemas.map(|schema| schema.name.clone()).collect()
}
