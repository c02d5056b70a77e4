//! The modules, each with the imports that its code needs.

use std::collections::BTreeSet;

use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use super::imports::imports;
use super::operations::functions;
use super::params::Params;
use super::structs::{Layouts, Struct};
use super::{
    ABI_VERSION, FOLDER, LISTING, answers, enums, hatches, names, own, params, records, settings, statuses,
};
use crate::Result;
use crate::cells;
use crate::model::settings::SOURCE;
use crate::model::{Contract, Surface};
use crate::prose;
use crate::rust::source_line;
use crate::template::Templates;

/// A module before its imports are known.
struct Module {
    /// Path below the folder, without its ending.
    path: String,
    source: String,
    /// What it is, in a line.
    doc: String,
    code: String,
    /// The names that it defines.
    names: Vec<String>,
}

/// A record, by its names in C and in Rust.
#[derive(Serialize)]
struct Written {
    name: String,
    schema: String,
}

/// A struct and where its members lie, as its template takes it.
#[derive(Serialize)]
struct Listed<'a> {
    name: &'a str,
    size: usize,
    members: Vec<(String, usize, usize)>,
}

/// The modules as far as they are made.
struct Draft<'t> {
    templates: &'t Templates,
    modules: Vec<Module>,
    /// The structs that the header shows, in their order there.
    structs: Vec<Struct>,
    /// The types that their members have, and that are given by themselves.
    said: BTreeSet<String>,
    records: Vec<Written>,
}

pub(super) fn files(templates: &Templates, contract: &Contract) -> Result<Vec<(String, String)>> {
    let sources = contract.sources();
    let (modules, structs, records, said) = (Vec::new(), Vec::new(), Vec::new(), said(contract)?);
    let mut draft = Draft { templates, modules, structs, said, records };
    draft.own(contract, &sources)?;
    let mut files = Vec::new();
    let mut names: Vec<String> = draft.modules.iter().map(|module| module.path.clone()).collect();
    for surface in contract.surfaces() {
        let doc = format!("The {}.", surface.title);
        let source_line = source_line(&surface.api.source);
        let modules = draft.surface(contract, surface)?;
        let holes = context! { source_line, doc, modules, is_root => false };
        files.push((path(&format!("{}/mod", surface.module)), templates.render("mod", holes)?));
        names.push(surface.module.to_owned());
    }
    let listing = draft.layouts(&sources)?;
    files.push((LISTING.to_owned(), listing));

    let source = format!("{} and spec/errors.yaml", sources.replace(" and ", ", "));
    let doc = "The contract in C: what functions take and give, and what they come to.";
    let holes = context! { source_line => source_line(&source), doc, modules => names, is_root => true };
    files.push((path("mod"), templates.render("mod", holes)?));
    let holes = context! { source_line => source_line(&sources), enums => Serde(enums::enums(contract)?) };
    files.push((format!("{FOLDER}/enums.h"), templates.render("enums", holes)?));
    files.extend(draft.finish()?);
    Ok(files)
}

fn path(module: &str) -> String {
    format!("{FOLDER}/{module}.rs")
}

/// The types that members of structs have, and that are given by themselves.
fn said(contract: &Contract) -> Result<BTreeSet<String>> {
    let mut structs = own::answers();
    for surface in contract.surfaces() {
        structs.extend(cells::records(surface.api)?.iter().map(records::of));
    }
    let (answered, _) = answers::answers(contract)?;
    let fields = structs.into_iter().flat_map(|one| one.fields).map(|field| field.kind);
    Ok(fields.chain(answered.into_iter().map(|one| one.name)).collect())
}

impl Draft<'_> {
    /// What belongs to no API alone.
    fn own(&mut self, contract: &Contract, sources: &str) -> Result<()> {
        let code = self.templates.render("abi", context! { version => ABI_VERSION })?;
        self.add("abi", sources, "The version of the layouts.", code, &["LPA_ABI_VERSION".to_owned()]);
        let statuses = statuses::statuses(&contract.errors);
        let code = self.templates.render("status", context! { statuses => Serde(statuses) })?;
        self.add("status", "spec/errors.yaml", "What a function came to.", code, &["lpa_status".to_owned()]);
        self.structs("cells", "cells", sources, "What the members of structs are.", own::cells(&self.said))?;
        let doc = "What is answered beside the records of the contract.";
        self.structs("own", "own", sources, doc, own::answers())?;
        let holes = context! { structs => Serde(own::error()), getters => Serde(own::getters()) };
        let code = self.templates.render("error", holes)?;
        self.add(
            "error",
            "spec/errors.yaml",
            "What an error is asked for.",
            code,
            &own::error().map(|one| one.name),
        );
        let code = self.templates.render("settings", context! { setters => Serde(settings::setters()) })?;
        self.add("settings", SOURCE, "Settings of a client, and options of a call.", code, &[]);
        let code =
            self.templates.render("functions", context! { functions => Serde(hatches::functions()) })?;
        self.add("hatches", sources, "Calls of what the contract does not describe.", code, &[]);
        let (answered, paged) = answers::answers(contract)?;
        let code = self
            .templates
            .render("owned", context! { opaque => Serde(own::opaque()), owned => Serde(answered) })?;
        self.add("owned", sources, "What is given by itself, and what frees it.", code, &[]);
        let code = self.templates.render("pages", context! { pages => Serde(paged) })?;
        self.add("pages", sources, "What pages hold.", code, &[]);
        Ok(())
    }

    /// The modules of an API; gives their names.
    fn surface(&mut self, contract: &Contract, surface: Surface<'_>) -> Result<Vec<String>> {
        let Surface { api, module, title, .. } = surface;
        let records = cells::records(api)?;
        let doc = format!("Records of the {title}.");
        let structs = records.iter().map(records::of).collect();
        self.structs("structs", &format!("{module}/records"), &api.source, &doc, structs)?;
        self.records.extend(records.iter().map(|record| Written {
            name: names::record(&record.schema.name),
            schema: record.schema.name.clone(),
        }));
        let mut modules = vec!["records".to_owned()];
        let rows = api.rows().into_iter().map(|row| {
            let (name, texts) = (names::record(&row.name), prose::of_schema(row));
            params::params(api, &name, &texts, &row.parameters())
        });
        let rows: Vec<Params> = rows.collect::<Result<_>>()?;
        if !rows.is_empty() {
            let (code, names) = self.params(rows)?;
            self.add(
                &format!("{module}/rows"),
                &api.source,
                "The rows of calls on many users.",
                code,
                &names,
            );
            modules.push("rows".to_owned());
        }
        for resource in api.resources() {
            let (functions, params) = functions(api, &contract.errors, &resource)?;
            let (structs, names) = self.params(params)?;
            let code = self.templates.render("functions", context! { functions => Serde(functions) })?;
            let path = format!("{module}/{}", resource.module());
            self.add(&path, &api.source, resource.description, structs + &code, &names);
            modules.push(resource.module().to_owned());
        }
        Ok(modules)
    }

    /// A module of plain structs, each with the list of it, if there is one.
    fn structs(
        &mut self,
        template: &str,
        path: &str,
        source: &str,
        doc: &str,
        structs: Vec<Struct>,
    ) -> Result<()> {
        let with_lists = structs.into_iter().flat_map(|one| {
            let list = Struct::list(&one.name);
            let list = self.said.contains(&list.name).then_some(list);
            std::iter::once(one).chain(list)
        });
        let structs: Vec<Struct> = with_lists.collect();
        let names: Vec<String> = structs.iter().map(|one| one.name.clone()).collect();
        let code = self.templates.render(template, context! { structs => Serde(&structs) })?;
        self.add(path, source, doc, code, &names);
        self.structs.extend(structs);
        Ok(())
    }

    /// The code of structs that are given, and their names.
    fn params(&mut self, params: Vec<Params>) -> Result<(String, Vec<String>)> {
        let code = self.templates.render("params", context! { structs => Serde(&params) })?;
        let names = params.iter().map(|one| one.shape.name.clone()).collect();
        self.structs.extend(params.into_iter().map(|one| one.shape));
        Ok((code, names))
    }

    /// The module that compares the layouts; gives the listing of them.
    fn layouts(&mut self, sources: &str) -> Result<String> {
        let mut layouts = Layouts::default();
        // A list is made of two words, whatever it holds.
        for name in self.said.iter().filter_map(|kind| kind.strip_suffix("_list")) {
            layouts.add(&Struct::list(name))?;
        }
        let listed = self.structs.iter().map(|one| {
            let (members, size) = layouts.add(one)?;
            Ok(Listed { name: &one.name, size, members })
        });
        let listed = listed.collect::<Result<Vec<_>>>()?;
        let source_line = source_line(sources).replacen("//", "#", 1);
        let holes = context! { source_line, version => ABI_VERSION, layouts => Serde(&listed) };
        let listing = self.templates.render("listing", holes)?;
        let holes = context! { structs => Serde(&self.structs), records => Serde(&self.records) };
        let code = self.templates.render("layout", holes)?;
        self.add("layout", sources, "How structs lie in memory.", code, &[]);
        Ok(listing)
    }

    fn add(&mut self, path: &str, source: &str, doc: &str, code: String, names: &[String]) {
        let (path, source, doc) = (path.to_owned(), source.to_owned(), doc.to_owned());
        self.modules.push(Module { path, source, doc, code, names: names.to_vec() });
    }

    fn finish(self) -> Result<Vec<(String, String)>> {
        let names = self.modules.iter().flat_map(|module| &module.names);
        let generated: Vec<_> = names.map(|name| ("crate::generated", name.as_str())).collect();
        let schemas = self.records.iter().map(|record| ("lastpass_admin", record.schema.as_str()));
        let schemas: Vec<_> = schemas.collect();
        let files = self.modules.iter().map(|module| {
            let mut known = generated.clone();
            // Only the layouts are compared with those of the core.
            known.extend(schemas.iter().copied().filter(|_| module.path == "layout"));
            known.retain(|(_, name)| !module.names.iter().any(|own| own == name));
            let imports = imports(&module.code, &known);
            let holes = context! {
                source_line => source_line(&module.source),
                doc => &module.doc,
                imports,
                code => &module.code,
            };
            Ok((path(&module.path), self.templates.render("module", holes)?))
        });
        files.collect()
    }
}
