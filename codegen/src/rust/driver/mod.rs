//! The generated part of the Rust driver of the scenarios: from what a call gives to JSON with the names of the SDK.

mod answers;

use minijinja::value::Serde;
use minijinja::{Value, context};

use super::resources::resources;
use super::text::source_line;
use crate::Result;
use crate::model::Contract;
use crate::template::Templates;

/// Where the generated modules of the driver stand.
pub(crate) const FOLDER: &str = "tests/drivers/rust/src/generated";

const TEMPLATES: &[(&str, &str)] = &[
    ("mod", include_str!("../../../templates/driver/mod.rs.jinja")),
    ("answers", include_str!("../../../templates/driver/answers.rs.jinja")),
];

/// The files, by their path below the root of the project.
pub(crate) fn files(contract: &Contract) -> Result<Vec<(String, String)>> {
    let templates = Templates::new(TEMPLATES)?;
    let (mut files, mut names) = (Vec::new(), Vec::new());
    for surface in contract.surfaces() {
        let answers = answers::answers(surface.api, &resources(surface)?)?;
        let holes = of_answers(&answers, &source_line(&surface.api.source));
        files.push((path(surface.module), templates.render("answers", holes)?));
        names.extend(answers.iter().map(|answer| answer.name.to_owned()));
    }
    let modules = contract.surfaces().map(|surface| surface.module);
    let holes = context! { source_line => source_line(&contract.sources()), modules, names };
    files.push((path("mod"), templates.render("mod", holes)?));
    Ok(files)
}

fn path(module: &str) -> String {
    format!("{FOLDER}/{module}.rs")
}

fn of_answers(answers: &[answers::Printed<'_>], source: &str) -> Value {
    let says = |word: &str| answers.iter().any(|answer| answer.says(word));
    let helpers = ["items", "object", "time"];
    let is_said = |helper: &str| ["self", "list"].iter().any(|of| says(&format!("{helper}({of}")));
    let helpers = helpers.into_iter().filter(|helper| *helper == "object" || is_said(helper));
    context! {
        source_line => source.to_owned(),
        maps => says("BTreeMap<"),
        names => answers.iter().map(|answer| answer.name.to_owned()).collect::<Vec<_>>(),
        helpers => helpers.collect::<Vec<_>>(),
        answers => Serde(answers),
    }
}
