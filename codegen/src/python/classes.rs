//! The files of the classes of what is answered, in Rust.

use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use super::records::Record;
use super::{RUST_FOLDER, Surface};
use crate::model::Contract;
use crate::template::Templates;
use crate::{Result, rust};

/// A class, and the module of its API.
#[derive(Serialize)]
struct Class<'a> {
    name: &'a str,
    api: &'static str,
}

pub(super) fn files(
    templates: &Templates,
    contract: &Contract,
    surfaces: &[Surface<'_>],
) -> Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    let mut classes = Vec::new();
    for surface in surfaces {
        let Surface { api, module: folder, title, records, .. } = surface;
        let source_line = rust::source_line(&api.source);
        let mut modules = Vec::new();
        for (resource, records) in records {
            let own: Vec<String> = records.iter().map(|record| record.name.clone()).collect();
            let says = |words: &str| records.iter().any(|record| record.says(words));
            let times = records.iter().any(Record::has_times);
            let helpers = ["answer", "convert", "enums", "errors", "record", "time"];
            let helpers = helpers.into_iter().filter(|name| match *name {
                "enums" | "time" => says(&format!("{name}::")),
                "errors" => times,
                _ => true,
            });
            let siblings = surface.all_records().map(|record| &record.name);
            let siblings = siblings.filter(|name| !own.contains(name) && says(&format!("map({name})")));
            let holes = context! {
                source_line => source_line.as_str(),
                title => *title,
                about => resource.replace('_', " "),
                maps => says("BTreeMap<"),
                times,
                helpers => helpers.collect::<Vec<_>>(),
                siblings => siblings.cloned().collect::<Vec<_>>(),
                records => Serde(records),
            };
            let path = format!("{RUST_FOLDER}/{folder}/{resource}.rs");
            files.push((path, templates.render("records", holes)?));
            classes.extend(records.iter().map(|record| Class { name: &record.name, api: folder }));
            modules.push(context! { name => resource.as_str(), classes => own });
        }
        let code = templates.render("api", context! { source_line, title => *title, modules })?;
        files.push((format!("{RUST_FOLDER}/{folder}/mod.rs"), code));
    }
    let source_line = rust::source_line(&contract.sources());
    let modules = contract.surfaces().map(|surface| surface.module);
    let code = templates.render("mod", context! { source_line, modules, classes => Serde(classes) })?;
    files.push((format!("{RUST_FOLDER}/mod.rs"), code));
    Ok(files)
}

impl Record {
    /// Whether the code of a member says this.
    fn says(&self, words: &str) -> bool {
        self.getters.iter().any(|getter| getter.answers.contains(words) || getter.reads.contains(words))
    }
}
