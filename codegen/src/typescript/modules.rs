//! The modules, each with the imports that its code needs.

use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use super::imports::{Homes, relative};
use super::interfaces::Interface;
use super::resources::ResourceHole;
use super::text::{comment, paragraphs};
use super::{SOURCES, Surface, arguments, enums, errors, format, interfaces};
use crate::Result;
use crate::model::{self, Contract};
use crate::names::camel;
use crate::rust::source_line;
use crate::spoken::Spoken;
use crate::template::Templates;

/// A module before its imports are known.
struct Module<'a> {
    /// Path below `src-ts`, without its ending.
    path: String,
    source: &'a str,
    /// What it is, in a line.
    doc: String,
    code: String,
    /// What users of the package may take of it.
    exports: Vec<String>,
    /// Whether these are more than types to them.
    values: bool,
}

/// A property that gives a resource.
#[derive(Serialize)]
struct Accessor {
    accessor: String,
    name: String,
    doc: String,
}

pub(super) fn files(
    templates: &Templates,
    contract: &Contract,
    surfaces: &[Surface<'_>],
) -> Result<Vec<(String, String)>> {
    let sources = contract.sources();
    let mut modules = shared(templates, contract, surfaces, &sources)?;
    let mut on_client = Vec::new();
    for surface in surfaces {
        on_client.extend(resources(templates, surface, &mut modules)?);
    }
    let doc = "The resources that hang off the client.";
    let code = holder(templates, "Resources", &comment(0, &paragraphs([doc])), on_client, None)?;
    modules.push(Module::new("generated/resources", &sources, doc, code));

    let mut homes = Homes::by_hand();
    for module in &modules {
        homes.add(&module.path, module.exports.iter().cloned())?;
    }
    let index =
        Module::new("generated/index", &sources, "What users of the package may take.", index(&modules));
    let finish = |module: Module<'_>| {
        let imports = homes.imports(&module.code, &module.path);
        let Module { path, source, doc, code, .. } = module;
        let text = templates
            .render("module", context! { source_line => source_line(source), doc, imports, code })?;
        Ok((format!("{SOURCES}/{path}.ts"), format::format(&text)))
    };
    modules.into_iter().chain([index]).map(finish).collect()
}

/// What all APIs share.
fn shared<'a>(
    templates: &Templates,
    contract: &Contract,
    surfaces: &[Surface<'_>],
    sources: &'a str,
) -> Result<Vec<Module<'a>>> {
    let module = |path, doc, code, exports| Module {
        exports,
        ..Module::new(&format!("generated/{path}"), sources, doc, code)
    };
    let spoken = Spoken::of_all(surfaces.iter().map(|surface| &surface.spoken));

    let enums = enums::enums(contract);
    let exports = enums.iter().map(|one| one.name.clone()).collect();
    let code = spoken.in_words(&templates.render("enums", context! { enums => Serde(enums) })?, camel);
    let mut modules = vec![module("enums", "Texts of which some are known.", code, exports)];

    let errors = errors::errors(&contract.errors);
    let exports = errors.iter().map(|one| one.name.clone()).collect();
    let code = spoken.in_words(&templates.render("errors", context! { errors => Serde(errors) })?, camel);
    let doc = "The errors: a class for each kind of failure, rooted in `LastPassError`.";
    let source = "spec/errors.yaml";
    modules.push(Module { source, values: true, ..module("errors", doc, code, exports) });

    let mut types = module("types", "What is answered: plain objects.", String::new(), Vec::new());
    let doc = "What methods take by name, and the rows of calls on many users.";
    let mut inputs = module("inputs", doc, String::new(), Vec::new());
    for surface in surfaces {
        types.declare(templates, surface, interfaces::records(surface.shared.api)?.iter())?;
        let rows: Vec<Interface> = interfaces::rows(surface.shared.api).collect();
        let params = surface.all_resources().flat_map(|resource| &resource.params);
        inputs.declare(templates, surface, params.chain(&rows))?;
    }
    modules.extend([types, inputs]);

    let rows: Vec<_> = surfaces.iter().flat_map(|surface| arguments::rows(surface.shared.api)).collect();
    let operations = surfaces.iter().flat_map(Surface::all_resources).flat_map(|one| &one.arguments);
    let operations: Vec<_> = operations.collect();
    let holes = context! { rows => Serde(rows), operations => Serde(operations) };
    let doc = "From the names of a caller's arguments to those of the SDK.";
    modules.push(module("arguments", doc, templates.render("arguments", holes)?, Vec::new()));
    Ok(modules)
}

/// The modules of an API's resources, and what hangs off the client: the resources, or what holds them.
fn resources<'a>(
    templates: &Templates,
    surface: &'a Surface<'_>,
    modules: &mut Vec<Module<'a>>,
) -> Result<Vec<Accessor>> {
    let model::Surface { api, module, title, parent } = surface.shared;
    let source = api.source.as_str();
    let speak = |code: String| surface.spoken.in_words(&code, camel);
    let folder = match parent {
        "" => "generated/resources".to_owned(),
        _ => format!("generated/resources/{module}"),
    };
    let mut accessors = Vec::new();
    for resource in &surface.resources {
        let path = format!("{folder}/{}", resource.file);
        modules.push(Module {
            exports: vec![resource.name.clone()],
            ..Module::new(&path, source, resource.about, speak(templates.render("resource", resource)?))
        });
        let (accessor, name) = (resource.accessor.clone(), resource.name.clone());
        accessors.push(Accessor { accessor, name, doc: comment(2, &paragraphs([resource.about])) });
    }
    if parent.is_empty() {
        return Ok(accessors);
    }
    let doc = format!("{title}: what hangs off `client.{module}`.");
    let about = paragraphs([&api.description]);
    let code = holder(templates, parent, &comment(0, &about), accessors, surface.root.as_ref())?;
    modules
        .push(Module { exports: vec![parent.to_owned()], ..Module::new(&folder, source, &doc, speak(code)) });
    let (accessor, name) = (module.to_owned(), parent.to_owned());
    Ok(vec![Accessor { accessor, name, doc: comment(2, &about[..1]) }])
}

/// The class that resources hang off, with the methods of its own.
fn holder(
    templates: &Templates,
    name: &str,
    doc: &str,
    resources: Vec<Accessor>,
    root: Option<&ResourceHole<'_>>,
) -> Result<String> {
    templates.render("holder", context! { name, doc, resources => Serde(resources), root => Serde(root) })
}

/// Everything that users of the package may take.
fn index(modules: &[Module<'_>]) -> String {
    let mut modules: Vec<&Module<'_>> = modules.iter().filter(|module| !module.exports.is_empty()).collect();
    modules.sort_by_key(|module| &module.path);
    let lines = modules.into_iter().map(|module| {
        let path = relative("generated/index", &module.path);
        match module.values {
            true => format!("export {{ {} }} from '{path}';\n", module.exports.join(", ")),
            false => format!("export type * from '{path}';\n"),
        }
    });
    lines.collect()
}

impl<'a> Module<'a> {
    fn new(path: &str, source: &'a str, doc: &str, code: String) -> Self {
        let (path, doc) = (path.to_owned(), doc.to_owned());
        Module { path, source, doc, code, exports: Vec::new(), values: false }
    }

    /// Adds interfaces of an API.
    fn declare<'i>(
        &mut self,
        templates: &Templates,
        surface: &Surface<'_>,
        interfaces: impl Iterator<Item = &'i Interface>,
    ) -> Result<()> {
        let interfaces: Vec<&Interface> = interfaces.collect();
        self.exports.extend(interfaces.iter().map(|interface| interface.name.clone()));
        let code = templates.render("interfaces", context! { interfaces => Serde(interfaces) })?;
        self.code.push_str(&surface.spoken.in_words(&code, camel));
        Ok(())
    }
}
