//! The files of the package, each with the imports that its code needs.

use minijinja::context;
use minijinja::value::Serde;

use super::documentation::Writer;
use super::records::{self, RecordHole};
use super::resources::{PlaceHole, ResourceHole};
use super::text::paragraphs;
use super::{FOLDER, enums, errors, format, rows, settings};
use crate::Result;
use crate::cells;
use crate::documentation::first_sentence;
use crate::model::settings as model;
use crate::model::{Contract, Surface};
use crate::names::pascal;
use crate::rust::source_line;
use crate::spoken::Spoken;
use crate::template::Templates;

/// What generated code uses of other packages.
const IMPORTS: [(&str, &str); 3] = [
    ("Duration", "kotlin.time.Duration"),
    ("Instant", "kotlin.time.Instant"),
    ("Flow", "kotlinx.coroutines.flow.Flow"),
];

/// The package as it is written.
struct Package<'a> {
    templates: &'a Templates,
    files: Vec<(String, String)>,
}

pub(super) fn files(templates: &Templates, contract: &Contract) -> Result<Vec<(String, String)>> {
    let mut package = Package { templates, files: Vec::new() };
    let surfaces = contract.surfaces();
    let spoken = surfaces.map(|surface| Spoken::of(surface.api));
    let (mut places, mut rows) = (Vec::new(), Vec::new());
    for (surface, spoken) in surfaces.into_iter().zip(&spoken) {
        let writer = Writer { api: surface.api, spoken, errors: &contract.errors };
        package.records(writer, surface)?;
        places.extend(package.resources(writer, surface)?);
        rows.extend(surface.api.rows().into_iter().map(|schema| rows::row(writer, schema)));
    }
    let (all, sources) = (Spoken::of_all(&spoken), contract.sources());
    package.add("Rows", &sources, "rows", context! { rows => Serde(rows) })?;
    let enums = enums::enums(surfaces.iter().map(|surface| surface.api), &all);
    package.add("Enums", &sources, "enums", context! { enums => Serde(enums) })?;
    let kinds = errors::kinds(&contract.errors, &all);
    for (file, template) in [("ErrorKind", "error_kind"), ("Exceptions", "exceptions")] {
        package.add(file, "spec/errors.yaml", template, context! { kinds => Serde(&kinds) })?;
    }
    let options = context! { options => Serde(settings::options(&all)) };
    package.add("CallOptions", model::SOURCE, "options", options)?;
    let settings = settings::settings(&all);
    let constructor = settings::constructor(&settings);
    let client = context! { places => Serde(places), settings => Serde(settings), constructor };
    package.add("LastPassAdmin", &format!("spec/ and {}", model::SOURCE), "client", client)?;
    Ok(package.files)
}

impl Package<'_> {
    /// Adds a file of what a template makes.
    fn add(&mut self, name: &str, source: &str, template: &str, holes: minijinja::Value) -> Result<()> {
        let code = self.templates.render(template, holes)?;
        let holes = context! { source_line => source_line(source), imports => imports(&code), code };
        let text = format::format(&self.templates.render("file", holes)?);
        self.files.push((format!("{FOLDER}/{name}.kt"), text));
        Ok(())
    }

    /// What an API answers.
    fn records(&mut self, writer: Writer<'_>, surface: Surface<'_>) -> Result<()> {
        let records = cells::records(surface.api)?;
        let holes: Vec<RecordHole> = records.iter().map(|record| records::record(writer, record)).collect();
        for (file, template) in [("Records", "records"), ("Readers", "readers")] {
            let name = format!("{}{file}", pascal(surface.module));
            self.add(&name, &surface.api.source, template, context! { records => Serde(&holes) })?;
        }
        Ok(())
    }

    /// The resources of an API; gives the properties that they hang at.
    fn resources(&mut self, writer: Writer<'_>, surface: Surface<'_>) -> Result<Vec<PlaceHole>> {
        let Surface { api, module, parent, .. } = surface;
        let (mut places, mut root) = (Vec::new(), None);
        for resource in api.resources() {
            let hole = ResourceHole::of(writer, surface, &resource)?;
            if resource.is_root {
                root = Some(hole);
                continue;
            }
            let about = paragraphs([resource.description]);
            places.push(PlaceHole::new(resource.short_name(), &hole.class, &about));
            self.resource(surface, hole)?;
        }
        if parent.is_empty() {
            return Ok(places);
        }
        let mut root = root.unwrap_or_else(|| ResourceHole::holder(surface));
        root.below = places;
        let about = api.description.lines().take(1).map(first_sentence);
        let place = PlaceHole::new(module, &root.class, &paragraphs(about));
        self.resource(surface, root)?;
        Ok(vec![place])
    }

    fn resource(&mut self, surface: Surface<'_>, hole: ResourceHole) -> Result<()> {
        let class = hole.class.clone();
        self.add(&class, &surface.api.source, "resource", context! { resource => Serde(hole) })
    }
}

/// What code names of other packages.
fn imports(code: &str) -> Vec<&'static str> {
    let is_comment = |line: &&str| line.trim_start().starts_with(['*', '/']);
    let lines: Vec<&str> = code.lines().filter(|line| !is_comment(line)).collect();
    let names = |line: &str, name: &str| {
        line.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == name)
    };
    let used = IMPORTS.iter().filter(|(name, _)| lines.iter().any(|line| names(line, name)));
    used.map(|(_, path)| *path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_imports_what_it_names_and_comments_nothing() {
        let none: [&str; 0] = [];
        let cases = [
            ("/** An Instant. */\nval one: String\n", &none[..]),
            ("    val at: Instant? = null,\n", &["kotlin.time.Instant"]),
            (
                "fun list(): Flow<X>\nval timeout: Duration\n",
                &["kotlin.time.Duration", "kotlinx.coroutines.flow.Flow"],
            ),
            ("val workFlow: InstantOf\n", &none[..]),
        ];
        for (code, expected) in cases {
            assert_eq!(imports(code), expected, "{code}");
        }
    }
}
