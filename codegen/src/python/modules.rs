//! The modules of the package, each with the imports that its annotations need.

use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use super::imports::{Homes, Needs, imports, lines};
use super::records::Record;
use super::resources::ResourceHole;
use super::text::{docstring, paragraphs, source_line};
use super::{FOLDER, Surface, enums, errors, format, inputs, package};
use crate::model::Contract;
use crate::template::Templates;
use crate::{Error, Result};

/// A module before its imports are known.
struct Module<'a> {
    /// Path below the package, without its ending.
    path: String,
    source: &'a str,
    doc: &'a str,
    needs: Needs,
    code: String,
}

/// What hangs off something, each with the module that it stands in.
type Accessors = Vec<(String, Accessor)>;

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
    let enums = enums::enums(contract);
    let inputs: Vec<_> = surfaces.iter().flat_map(|surface| inputs::inputs(surface.api)).collect();
    let errors = errors::errors(&contract.errors);
    let records = surfaces.iter().flat_map(Surface::all_records);
    let names = [
        ("._enums", enums.iter().map(|one| one.name.as_str()).chain(["OpenEnum"]).collect::<Vec<_>>()),
        (
            "._errors",
            errors.iter().map(|one| one.name.as_str()).chain(["FieldError", "LastPassError"]).collect(),
        ),
        ("._inputs", inputs.iter().map(|one| one.name.as_str()).collect()),
        ("._native", records.map(|one| one.name.as_str()).collect()),
    ];
    let homes = homes(&names, &sources)?;

    let module = |path: &str, doc, code| Module {
        path: path.to_owned(),
        source: &sources,
        doc,
        needs: Needs::new(),
        code,
    };
    let code = templates.render("enums", context! { enums => Serde(&enums) })?;
    let mut modules = vec![module("_enums", "Texts of which some are known by name.", code)];
    let code = templates.render("inputs", context! { inputs => Serde(&inputs) })?;
    modules.push(module("_inputs", "The rows of calls on many users.", code));
    let code = templates.render("errors", context! { errors => Serde(&errors) })?;
    let doc = "The exceptions: a class for each kind of failure, rooted in `LastPassError`.";
    let needs = Needs::from([("._enums".to_owned(), vec!["Delivery".to_owned()])]);
    modules.push(Module { source: "spec/errors.yaml", needs, ..module("_errors", doc, code) });
    let records: Vec<&Record> = surfaces.iter().flat_map(Surface::all_records).collect();
    let code = templates.render("shown", context! { records => Serde(&records) })?;
    modules.push(module("_records", "Records as they are printed, and as dicts.", code));
    let mut on_client = Vec::new();
    for surface in surfaces {
        let (own, accessors) = resources(templates, surface)?;
        modules.extend(own);
        on_client.extend(accessors);
    }
    let doc = "The resources that hang off the client.";
    let (code, needs) = holder(templates, "Resources", &docstring(4, &paragraphs([doc])), on_client, None)?;
    modules.push(Module { needs, ..module("_resources", doc, code) });

    let mut files =
        vec![stub(templates, &sources, surfaces, &homes)?, package::file(templates, &sources, &homes)?];
    for module in modules {
        files.push(module.finish(templates, &homes)?);
    }
    Ok(files)
}

/// Where each name stands. All are imported side by side, so each may exist once.
fn homes(names: &[(&str, Vec<&str>)], sources: &str) -> Result<Homes> {
    let mut homes = Homes::new();
    for (home, names) in names {
        for name in names {
            if let Some(other) = homes.insert((*name).to_owned(), (*home).to_owned()) {
                let message = format!(
                    "{sources}: two things would be called `{name}` in Python, in `{other}` and `{home}`"
                );
                return Err(Error::Unsupported(message));
            }
        }
    }
    Ok(homes)
}

/// The package of an API's resources, and what hangs off the client: the resources with their modules, or what holds them.
fn resources<'a>(templates: &Templates, surface: &'a Surface<'_>) -> Result<(Vec<Module<'a>>, Accessors)> {
    let (folder, source) = (format!("_{}", surface.module), surface.api.source.as_str());
    let (mut modules, mut accessors) = (Vec::new(), Vec::new());
    for resource in &surface.resources {
        let mut needs = bases();
        if resource.takes_secrets() {
            needs.insert("._hidden".to_owned(), vec!["hidden".to_owned()]);
        }
        modules.push(Module {
            path: format!("{folder}/{}", resource.accessor),
            source,
            doc: &resource.about,
            needs,
            code: templates.render("resource", resource)?,
        });
        let accessor = Accessor::new(&resource.accessor, &resource.name, &resource.accessor_doc);
        accessors.push((format!(".{folder}.{}", resource.accessor), accessor));
    }
    let (mut code, mut needs) = (String::new(), Needs::new());
    if !surface.parent.is_empty() {
        let about = paragraphs([&surface.api.description]);
        (code, needs) =
            holder(templates, surface.parent, &docstring(4, &about), accessors, surface.root.as_ref())?;
        let accessor = Accessor::new(surface.module, surface.parent, &docstring(8, &about[..1]));
        accessors = vec![(format!(".{folder}"), accessor)];
    }
    modules.push(Module { path: format!("{folder}/__init__"), source, doc: &surface.about, needs, code });
    Ok((modules, accessors))
}

/// What every resource is made of.
fn bases() -> Needs {
    let bases = ["AsyncResource", "Resource"].map(str::to_owned);
    Needs::from([("._resource".to_owned(), bases.into())])
}

/// The classes that resources hang off, with and without `await`; each resource with its module, and the methods of their own.
fn holder(
    templates: &Templates,
    name: &str,
    doc: &str,
    resources: Accessors,
    root: Option<&ResourceHole>,
) -> Result<(String, Needs)> {
    let mut needs = bases();
    let mut accessors = Vec::new();
    for (module, accessor) in resources {
        needs.insert(module, vec![format!("Async{}", accessor.name), accessor.name.clone()]);
        accessors.push(accessor);
    }
    let code = templates
        .render("holder", context! { name, doc, resources => Serde(accessors), root => Serde(root) })?;
    Ok((code, needs))
}

/// The stub of the native part.
fn stub(
    templates: &Templates,
    sources: &str,
    surfaces: &[Surface<'_>],
    homes: &Homes,
) -> Result<(String, String)> {
    let records: Vec<&Record> = surfaces.iter().flat_map(Surface::all_records).collect();
    let holes = |imports: Vec<String>| {
        let source_line = source_line(sources);
        let by_hand =
            ["Completions", "Items", "Reader", "Session", "__version__", "_restore"].map(str::to_owned);
        let mut names: Vec<String> =
            records.iter().map(|record| record.name.clone()).chain(by_hand).collect();
        names.sort_unstable();
        context! { source_line, imports, names, records => Serde(&records) }
    };
    let code = templates.render("native", holes(Vec::new()))?;
    let mut homes = homes.clone();
    homes.retain(|_, home| home != "._native");
    let own = ["Reader", "Session"].map(str::to_owned);
    let text = templates.render("native", holes(imports(&code, &homes, "", &own)))?;
    Ok((format!("{FOLDER}/_native.pyi"), format::format(&text)))
}

impl Accessor {
    fn new(accessor: &str, name: &str, doc: &str) -> Self {
        Accessor { accessor: accessor.to_owned(), name: name.to_owned(), doc: doc.to_owned() }
    }
}

impl Module<'_> {
    /// The path below the root of the project, and the whole text.
    fn finish(self, templates: &Templates, homes: &Homes) -> Result<(String, String)> {
        let folder = self.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let own = format!(".{}", self.path);
        let known: Vec<String> = self.needs.values().flatten().cloned().collect();
        let homes = homes.iter().filter(|(_, home)| **home != own);
        let homes = homes.map(|(name, home)| (name.clone(), home.clone())).collect();
        let holes = context! {
            source_line => source_line(self.source),
            doc => docstring(0, &paragraphs([self.doc])),
            needs => lines(&self.needs, folder),
            imports => imports(&self.code, &homes, folder, &known),
            code => self.code,
        };
        let text = templates.render("module", holes)?;
        Ok((format!("{FOLDER}/{}.py", self.path), format::format(&text)))
    }
}
