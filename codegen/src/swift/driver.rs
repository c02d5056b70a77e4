//! The generated part of the Swift driver of the scenarios: Swift cannot call a method by its name.

use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use super::labels::{labelled, names_its_object};
use super::text::literal;
use super::{LANGUAGE, format, names};
use crate::Result;
use crate::methods::methods;
use crate::model::settings as model;
use crate::model::{Api, Contract, Gives, Parameter};
use crate::names::pascal;
use crate::rust::source_line;
use crate::spoken::Spoken;
use crate::template::Templates;

/// Where the generated part of the driver stands.
pub(crate) const FOLDER: &str = "tests/drivers/swift/Sources/Driver/Generated";

const TEMPLATES: &[(&str, &str)] = &[
    ("calls", include_str!("../../templates/swift/driver/calls.swift.jinja")),
    ("dispatch", include_str!("../../templates/swift/driver/dispatch.swift.jinja")),
    ("settings", include_str!("../../templates/swift/driver/settings.swift.jinja")),
];

/// A call, as its template takes it.
#[derive(Serialize)]
struct CallHole {
    operation: String,
    /// The call of the method; of a list, that of the method that gives its pages, too.
    call: String,
    pages: String,
    /// What makes JSON of the answer; empty if there is none.
    shown_by: &'static str,
}

/// A row, as its template takes it.
#[derive(Serialize)]
struct RowHole {
    name: String,
    members: String,
}

/// The files, by their path below the root of the project.
pub(crate) fn files(contract: &Contract) -> Result<Vec<(String, String)>> {
    let templates = Templates::new(TEMPLATES)?;
    let mut files = Vec::new();
    let mut file = |name: &str, text: &str| {
        files.push((format!("{FOLDER}/{name}.swift"), format::format(text)));
    };
    let surfaces = contract.surfaces();
    for surface in surfaces {
        let holes = context! {
            source_line => source_line(&surface.api.source),
            title => surface.title,
            module => surface.module,
            calls => Serde(calls(surface.api)?),
            rows => Serde(rows(surface.api)),
        };
        file(&format!("{}Calls", pascal(surface.module)), &templates.render("calls", holes)?);
    }
    let modules = surfaces.map(|surface| surface.module);
    let holes = context! { source_line => source_line(&contract.sources()), modules => modules.to_vec() };
    file("Calls", &templates.render("dispatch", holes)?);
    let spoken = Spoken::of_all([]);
    let holes = context! {
        source_line => source_line(model::SOURCE),
        settings => Serde(LANGUAGE.settings(&spoken)),
        options => Serde(LANGUAGE.options(&spoken)),
    };
    file("Settings", &templates.render("settings", holes)?);
    Ok(files)
}

fn calls(api: &Api) -> Result<Vec<CallHole>> {
    let mut calls = Vec::new();
    for resource in api.resources() {
        let place: Vec<String> = resource.name.split('.').map(names::identifier).collect();
        let place = place.join(".");
        for method in methods(api, &resource)? {
            let unlabelled = names_its_object(&resource, &method.signature);
            let arguments = arguments(&method.signature.parameters, unlabelled);
            let arguments = arguments.into_iter().chain(["options: options".to_owned()]).collect::<Vec<_>>();
            // A list begins without failing: what is taken of the step may.
            let is_list = matches!(method.signature.gives, Gives::Pages(_));
            let verb = match (is_list, method.signature.parameters.is_empty()) {
                (true, true) => "",
                (true, false) => "try ",
                (false, _) => "try await ",
            };
            let call = |name: &str| format!("{verb}client.{place}.{name}({})", arguments.join(", "));
            let name = names::identifier(method.name);
            let (pages, shown_by) = match method.signature.gives {
                Gives::Nothing => (String::new(), ""),
                Gives::Pages(_) => (call(&LANGUAGE.pages_of(method.name)), "given.read"),
                Gives::MaybeJson => (String::new(), "parsed"),
                _ => (String::new(), "shown"),
            };
            calls.push(CallHole {
                operation: literal(&method.operation),
                call: call(&name),
                pages,
                shown_by,
            });
        }
    }
    Ok(calls)
}

fn rows(api: &Api) -> Vec<RowHole> {
    let rows = api.rows().into_iter().map(|row| RowHole {
        name: pascal(&row.name),
        members: arguments(&row.parameters(), false).join(", "),
    });
    rows.collect()
}

/// What is taken of a step for each parameter.
fn arguments(parameters: &[Parameter<'_>], unlabelled: bool) -> Vec<String> {
    let taken = parameters.iter().enumerate().map(|(index, parameter)| {
        let some = if parameter.required { "" } else { ".some" };
        let given = format!("given{some}({})", literal(&parameter.name));
        match unlabelled && index == 0 {
            true => given,
            false => labelled(&LANGUAGE.parameter(&parameter.name), &given),
        }
    });
    taken.collect()
}
