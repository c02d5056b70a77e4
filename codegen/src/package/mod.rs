//! A package of files, one for each service and few besides: as Kotlin and Swift have them, whose surfaces mirror each other.

mod cells;
mod enums;
mod errors;
mod records;
mod resources;
mod settings;

pub(crate) use cells::{at, reader};
pub(crate) use errors::Errors;
pub(crate) use settings::SettingHole;

use minijinja::value::Serde;
use minijinja::{Value, context};

use crate::Result;
use crate::cells::{Record, Slot, records};
use crate::comments::Part;
use crate::documentation::Said;
use crate::model::settings::SOURCE;
use crate::model::{Contract, Parameter, Resource, Signature, Surface};
use crate::names::pascal;
use crate::rust::source_line;
use crate::services::services;
use crate::spoken::Spoken;
use crate::template::Templates;
use crate::values::{Sent, Types};
use crate::writer::{Voice, Writer};
use resources::PlaceHole;

/// How a language writes its package, where the languages differ.
pub(crate) struct Language {
    /// Where the files stand, and how their names end.
    pub folder: &'static str,
    pub ending: &'static str,
    pub templates: &'static [(&'static str, &'static str)],
    /// What generated code may name of other packages, and what is imported for it.
    pub imports: &'static [(&'static str, &'static str)],
    pub format: fn(&str) -> String,

    pub voice: &'static Voice,
    /// A comment at an indentation.
    pub comment: fn(usize, &[Part]) -> String,
    /// A string literal.
    pub literal: fn(&str) -> String,
    /// The name of a property or a function.
    pub identifier: fn(&str) -> String,
    /// The name of a value of an enum.
    pub value: fn(&str) -> String,
    /// How deep the values of an enum stand to which the vendor may add.
    pub open_values: usize,
    pub errors: Errors,

    pub types: &'static Types,
    /// The type of a group with its members.
    pub group: &'static str,
    /// What a parameter is that is not given.
    pub nothing: &'static str,

    /// What is said of a record.
    pub about: fn(&Record<'_>) -> Vec<String>,
    /// What reads a member out of its cell, which stands behind `at`.
    pub read: fn(&Slot<'_>) -> String,

    /// What is said of a method.
    pub said: fn(Writer<'_>, &Said, &Signature<'_>) -> Vec<Part>,
    /// What is said of the method that gives the pages of a list, by the name of the list.
    pub pages: fn(&str) -> String,
    /// What stands before the first parameter of a method.
    pub label: fn(&Resource<'_>, &Signature<'_>) -> &'static str,
    /// A parameter as it is handed on to another method.
    pub handed_on: fn(&str) -> String,
    /// The call that writes an argument from an expression.
    pub gives_away: fn(&Parameter<'_>, &str) -> String,
    /// What writes an argument, where it takes the expression as it is.
    pub writer: fn(Sent<'_>) -> &'static str,

    /// What writes a member of the credential of the Provisioning API.
    pub credential: &'static str,
    /// What is said of what makes a client, which takes these.
    pub constructor: fn(&[SettingHole]) -> Vec<Part>,
}

/// The package as it is written.
struct Package<'a> {
    language: &'a Language,
    templates: Templates,
    files: Vec<(String, String)>,
}

/// The files, by their path below the root of the project.
pub(crate) fn files(language: &Language, contract: &Contract) -> Result<Vec<(String, String)>> {
    let templates = Templates::new(language.templates)?;
    let mut package = Package { language, templates, files: Vec::new() };
    let surfaces = contract.surfaces();
    let spoken = surfaces.map(|surface| Spoken::of(surface.api));
    let (mut places, mut rows) = (Vec::new(), Vec::new());
    for (surface, spoken) in surfaces.into_iter().zip(&spoken) {
        let writer = Writer { voice: language.voice, api: surface.api, spoken, errors: &contract.errors };
        package.records(writer, surface)?;
        places.extend(package.services(writer, surface)?);
        rows.extend(surface.api.rows().into_iter().map(|schema| language.row(writer, schema)));
    }
    let (all, sources) = (Spoken::of_all(&spoken), contract.sources());
    package.add("Rows", &sources, "rows", context! { rows => Serde(rows) })?;
    package.add("Enums", &sources, "enums", context! { enums => Serde(language.enums(contract, &all)) })?;
    let kinds = language.kinds(&contract.errors, &all);
    for (file, template) in [("ErrorKind", "error_kind"), (language.errors.file, language.errors.template)] {
        package.add(file, "spec/errors.yaml", template, context! { kinds => Serde(&kinds) })?;
    }
    let options = context! { options => Serde(language.options(&all)) };
    package.add("CallOptions", SOURCE, "options", options)?;
    let settings = language.settings(&all);
    let constructor = (language.comment)(4, &(language.constructor)(&settings));
    let client = context! { places => Serde(places), settings => Serde(settings), constructor };
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
        let records = records(surface.api)?;
        let records: Vec<_> = records.iter().map(|record| self.language.record(writer, record)).collect();
        for (file, template) in [("Records", "records"), ("Readers", "readers")] {
            let (name, holes) = (pascal(surface.module) + file, context! { records => Serde(&records) });
            self.add(&name, &surface.api.source, template, holes)?;
        }
        Ok(())
    }

    /// The services of an API; gives the properties that they hang at.
    fn services(&mut self, writer: Writer<'_>, surface: Surface<'_>) -> Result<Vec<PlaceHole>> {
        let (services, places) = services(surface, pascal);
        for service in &services {
            let holes = context! { resource => Serde(self.language.resource(writer, service)?) };
            self.add(&service.class, &surface.api.source, "resource", holes)?;
        }
        Ok(places.iter().map(|place| self.language.place(place)).collect())
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
