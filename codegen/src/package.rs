//! A package of files, one for each service and few besides: as Kotlin and Swift have them, whose surfaces mirror each other.

use minijinja::{Value, context};

use crate::Result;
use crate::cells::{self, Record};
use crate::model::settings::SOURCE;
use crate::model::{Contract, Schema, Surface};
use crate::names::pascal;
use crate::rust::source_line;
use crate::services::{Place, Service, services};
use crate::spoken::Spoken;
use crate::template::Templates;
use crate::writer::{Voice, Writer};

/// How a language writes its package: what its templates take of each thing.
pub(crate) struct Language {
    /// Where the files stand, and how their names end.
    pub folder: &'static str,
    pub ending: &'static str,
    /// What generated code may name of other packages, and what is imported for it.
    pub imports: &'static [(&'static str, &'static str)],
    /// The file and the template of the errors.
    pub errors: (&'static str, &'static str),
    pub voice: &'static Voice,
    pub format: fn(&str) -> String,
    pub record: fn(Writer<'_>, &Record<'_>) -> Value,
    pub row: fn(Writer<'_>, &Schema) -> Value,
    pub service: fn(Writer<'_>, &Service<'_>) -> Result<Value>,
    pub place: fn(&Place<'_>) -> Value,
    pub enums: fn(&Contract, &Spoken) -> Value,
    pub kinds: fn(&Contract, &Spoken) -> Value,
    /// What a client is made with, what is said of that, and the options of a call.
    pub settings: fn(&Spoken) -> Value,
    pub constructor: fn(&Spoken) -> String,
    pub options: fn(&Spoken) -> Value,
}

/// The package as it is written.
struct Package<'a> {
    language: &'static Language,
    templates: &'a Templates,
    files: Vec<(String, String)>,
}

/// The files, by their path below the root of the project.
pub(crate) fn files(
    language: &'static Language,
    templates: &Templates,
    contract: &Contract,
) -> Result<Vec<(String, String)>> {
    let mut package = Package { language, templates, files: Vec::new() };
    let surfaces = contract.surfaces();
    let spoken = surfaces.map(|surface| Spoken::of(surface.api));
    let (mut places, mut rows) = (Vec::new(), Vec::new());
    for (surface, spoken) in surfaces.into_iter().zip(&spoken) {
        let writer = Writer { voice: language.voice, api: surface.api, spoken, errors: &contract.errors };
        package.records(writer, surface)?;
        places.extend(package.services(writer, surface)?);
        rows.extend(surface.api.rows().into_iter().map(|schema| (language.row)(writer, schema)));
    }
    let (all, sources) = (Spoken::of_all(&spoken), contract.sources());
    package.add("Rows", &sources, "rows", context! { rows })?;
    package.add("Enums", &sources, "enums", context! { enums => (language.enums)(contract, &all) })?;
    for (file, template) in [("ErrorKind", "error_kind"), language.errors] {
        let holes = context! { kinds => (language.kinds)(contract, &all) };
        package.add(file, "spec/errors.yaml", template, holes)?;
    }
    package.add("CallOptions", SOURCE, "options", context! { options => (language.options)(&all) })?;
    let (settings, constructor) = ((language.settings)(&all), (language.constructor)(&all));
    let client = context! { places, settings, constructor };
    package.add("LastPassAdmin", &format!("spec/ and {SOURCE}"), "client", client)?;
    Ok(package.files)
}

impl Package<'_> {
    /// Adds a file of what a template makes.
    fn add(&mut self, name: &str, source: &str, template: &str, holes: Value) -> Result<()> {
        let Language { folder, ending, imports, format, .. } = self.language;
        let code = self.templates.render(template, holes)?;
        let holes = context! { source_line => source_line(source), imports => used(imports, &code), code };
        let text = format(&self.templates.render("file", holes)?);
        self.files.push((format!("{folder}/{name}.{ending}"), text));
        Ok(())
    }

    /// What an API answers.
    fn records(&mut self, writer: Writer<'_>, surface: Surface<'_>) -> Result<()> {
        let records = cells::records(surface.api)?;
        let records: Vec<Value> = records.iter().map(|one| (self.language.record)(writer, one)).collect();
        for (file, template) in [("Records", "records"), ("Readers", "readers")] {
            let name = format!("{}{file}", pascal(surface.module));
            self.add(&name, &surface.api.source, template, context! { records => &records })?;
        }
        Ok(())
    }

    /// The services of an API; gives the properties that they hang at.
    fn services(&mut self, writer: Writer<'_>, surface: Surface<'_>) -> Result<Vec<Value>> {
        let (services, places) = services(surface, pascal);
        for service in &services {
            let holes = context! { resource => (self.language.service)(writer, service)? };
            self.add(&service.class, &surface.api.source, "resource", holes)?;
        }
        Ok(places.iter().map(self.language.place).collect())
    }
}

/// What is imported for code: what it names outside of comments.
fn used(imports: &[(&'static str, &'static str)], code: &str) -> Vec<&'static str> {
    let lines = || code.lines().filter(|line| !line.trim_start().starts_with(['*', '/']));
    let words = || lines().flat_map(|line| line.split(|letter: char| !letter.is_alphanumeric()));
    let used = imports.iter().filter(|(name, _)| words().any(|word| word == *name));
    used.map(|(_, path)| *path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_imports_what_it_names_and_comments_nothing() {
        let imports =
            [("Duration", "kotlin.time.Duration"), ("Instant", "kotlin.time.Instant"), ("Flow", "flow.Flow")];
        let none: [&str; 0] = [];
        let cases = [
            ("/** An Instant. */\n/// An Instant.\nval one: String\n", &none[..]),
            ("    val at: Instant? = null,\n", &["kotlin.time.Instant"]),
            ("fun list(): Flow<X>\nval timeout: Duration\n", &["kotlin.time.Duration", "flow.Flow"]),
            ("val workFlow: InstantOf\n", &none[..]),
        ];
        for (code, expected) in cases {
            assert_eq!(used(&imports, code), expected, "{code}");
        }
    }
}
