//! The files of the package, each with the imports that its code needs.

use std::collections::BTreeSet;

use minijinja::context;
use minijinja::value::Serde;

use super::documentation::VOICE;
use super::names::{exported, local, several};
use super::records::{self, RecordHole};
use super::resources::{self, ResourceHole};
use super::text::{columns, comment, paragraphs};
use super::{FOLDER, enums, errors, format, options};
use crate::Result;
use crate::cells::{self, Cell};
use crate::documentation::first_sentence;
use crate::methods::methods;
use crate::model::settings;
use crate::model::{Contract, Gives, Surface};
use crate::names::snake;
use crate::rust::source_line;
use crate::spoken::Spoken;
use crate::template::Templates;
use crate::writer::Writer;

/// The packages of the standard library that generated code may use.
const PACKAGES: [(&str, &str); 6] = [
    ("context", "context"),
    ("json", "encoding/json"),
    ("iter", "iter"),
    ("reflect", "reflect"),
    ("time", "time"),
    ("unsafe", "unsafe"),
];

/// The files that have a line for each record, their templates, and the cells of a line.
type List = (&'static str, &'static str, fn(&str) -> [String; 2]);

const LISTS: [List; 2] = [
    ("records", "slabs", |name| [format!("\t{}", several(name)), format!("slab[{}]", exported(name))]),
    ("layouts_test", "layouts", |name| {
        [format!("\t\"lpa_{}\":", snake(name)), format!("reflect.TypeFor[{}Cells](),", local(name))]
    }),
];

/// A field that holds a resource.
struct Field {
    doc: String,
    name: String,
    /// The resource, and the fields that hold those below it.
    service: String,
    below: Vec<Field>,
}

/// The package as it is written.
struct Package<'a> {
    templates: &'a Templates,
    files: Vec<(String, String)>,
    /// Whether a record has lists of texts by their names.
    lists_by_name: bool,
}

pub(super) fn files(templates: &Templates, contract: &Contract) -> Result<Vec<(String, String)>> {
    let mut package = Package { templates, files: Vec::new(), lists_by_name: false };
    let surfaces = contract.surfaces();
    let spoken = surfaces.map(|surface| Spoken::of(surface.api));
    let (mut records, mut fields, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    for (surface, spoken) in surfaces.into_iter().zip(&spoken) {
        let writer = Writer { voice: &VOICE, api: surface.api, spoken, errors: &contract.errors };
        records.extend(package.records(writer, surface)?);
        fields.extend(package.resources(writer, surface)?);
        rows.extend(surface.api.rows().into_iter().map(|schema| resources::row(writer, schema)));
    }
    let all = Spoken::of_all(&spoken);
    let sources = contract.sources();
    package.add("client_resources", &sources, &package.client(&fields)?)?;
    for (file, template, line) in LISTS {
        let lines: Vec<Vec<String>> = records.iter().map(|name| line(name).into()).collect();
        let holes = context! { lines => columns(&lines), lists_by_name => package.lists_by_name };
        package.add(file, &sources, &templates.render(template, holes)?)?;
    }
    package.add("rows", &sources, &templates.render("rows", context! { rows => Serde(rows) })?)?;
    package.add("enums", &sources, &enums::enums(contract, &all))?;
    let kinds = errors::kinds(&contract.errors, &all);
    let kinds = templates.render("error_kinds", context! { kinds => Serde(kinds) })?;
    package.add("error_kinds", "spec/errors.yaml", &kinds)?;
    let options = templates.render("options", context! { options => Serde(options::options()) })?;
    package.add("client_options", settings::SOURCE, &options)?;
    Ok(package.files)
}

impl Package<'_> {
    /// Adds a file.
    fn add(&mut self, name: &str, source: &str, code: &str) -> Result<()> {
        let holes = context! { source_line => source_line(source), source, imports => imports(code), code };
        let text = format::format(&self.templates.render("file", holes)?);
        self.files.push((format!("{FOLDER}/{name}.go"), text));
        Ok(())
    }

    /// What an API answers; gives the schemas of its records.
    fn records(&mut self, writer: Writer<'_>, surface: Surface<'_>) -> Result<Vec<String>> {
        let mut answers = BTreeSet::new();
        for resource in surface.api.resources() {
            for method in methods(surface.api, &resource)? {
                let gives = method.signature.gives;
                answers.extend(gives.schema().map(|schema| schema.name.clone()));
                answers.extend((gives == Gives::EventBatch).then(|| "Event".to_owned()));
            }
        }
        let records = cells::records(surface.api)?;
        let mut slots = records.iter().flat_map(|record| &record.slots);
        self.lists_by_name |= slots.any(|slot| slot.cell == Cell::TextsMap);
        let holes = records
            .iter()
            .map(|record| records::record(writer, record, answers.contains(&record.schema.name)));
        let holes: Vec<RecordHole> = holes.collect();
        for template in ["types", "records"] {
            let code = self.templates.render(template, context! { records => Serde(&holes) })?;
            self.add(&format!("{template}_{}", surface.module), &surface.api.source, &code)?;
        }
        Ok(records.into_iter().map(|record| record.schema.name.clone()).collect())
    }

    /// The resources of an API; gives the fields that they hang at.
    fn resources(&mut self, writer: Writer<'_>, surface: Surface<'_>) -> Result<Vec<Field>> {
        let Surface { api, module, parent, .. } = surface;
        let (mut fields, mut root) = (Vec::new(), None);
        for resource in api.resources() {
            let hole = resources::resource(writer, surface, &resource)?;
            if resource.is_root {
                root = Some(hole);
                continue;
            }
            let code = self.templates.render("resource", &hole)?;
            self.add(&hole.file, &api.source, &code)?;
            let (name, service, doc) =
                (hole.field, hole.service, comment(1, &writer.described([hole.about])));
            fields.push(Field { doc, name, service, below: Vec::new() });
        }
        if parent.is_empty() {
            return Ok(fields);
        }
        let service = format!("{}Service", exported(parent));
        let mut root = root.unwrap_or_else(|| ResourceHole::holder(writer, &service));
        root.fields = lines(&fields);
        let code = self.templates.render("resource", &root)?;
        self.add(module, &api.source, &code)?;
        let doc = comment(1, &paragraphs([first_sentence(&api.description)]));
        Ok(vec![Field { doc, name: exported(module), service, below: fields }])
    }

    /// The client, and how its resources are made.
    fn client(&self, fields: &[Field]) -> Result<String> {
        let made = fields.iter().flat_map(|field| {
            let line =
                |path: String, service: &str| format!("client.{path} = &{service}{{session: session}}");
            let below = field.below.iter();
            let below =
                below.map(move |below| line(format!("{}.{}", field.name, below.name), &below.service));
            std::iter::once(line(field.name.clone(), &field.service)).chain(below)
        });
        let made: Vec<String> = made.collect();
        self.templates.render("client", context! { fields => lines(fields), made })
    }
}

/// The lines of fields.
fn lines(fields: &[Field]) -> Vec<String> {
    fields
        .iter()
        .flat_map(|field| [field.doc.clone(), format!("\t{} *{}", field.name, field.service)])
        .collect()
}

/// The imports of code, as they stand behind the word.
fn imports(code: &str) -> String {
    let lines: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let used = PACKAGES.iter().filter(|(name, _)| {
        let (name, mut lines) = (format!("{name}."), lines.iter());
        lines.any(|line| {
            line.match_indices(&name).any(|(index, _)| {
                !line[..index].ends_with(|letter: char| letter.is_alphanumeric() || letter == '.')
            })
        })
    });
    let paths: Vec<String> = used.map(|(_, path)| format!("\"{path}\"")).collect();
    match paths.as_slice() {
        [] => String::new(),
        [path] => path.clone(),
        paths => format!("(\n\t{}\n)", paths.join("\n\t")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_imports_what_it_names_and_comments_nothing() {
        let cases = [
            ("// At any time. Of json.\nfunc a() {}\n", ""),
            ("\tTime *time.Time\n", "\"time\""),
            ("\tinto.X = memory.json(x)\n\tinto.Y = any.time.X\n", ""),
            ("a json.RawMessage\nb context.Context\n", "(\n\t\"context\"\n\t\"encoding/json\"\n)"),
        ];
        for (code, expected) in cases {
            assert_eq!(imports(code), expected, "{code}");
        }
    }
}
