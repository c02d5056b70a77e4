//! The generated part of the C driver of the scenarios: from the arguments of a step to a call of the function, and from what
//! it gives to JSON with the names of the SDK.

mod calls;
mod records;

use minijinja::context;
use minijinja::value::Serde;

use crate::model::Contract;
use crate::rust::source_line;
use crate::template::Templates;
use crate::{Result, cells};

/// Where the generated part of the driver stands.
pub(crate) const FOLDER: &str = "tests/drivers/c/generated";

const TEMPLATES: &[(&str, &str)] = &[
    ("records.h", include_str!("../../../templates/c/driver/records.h.jinja")),
    ("records.c", include_str!("../../../templates/c/driver/records.c.jinja")),
    ("calls.h", include_str!("../../../templates/c/driver/calls.h.jinja")),
    ("calls.c", include_str!("../../../templates/c/driver/calls.c.jinja")),
    ("operations.c", include_str!("../../../templates/c/driver/operations.c.jinja")),
];

/// The files, by their path below the root of the project.
pub(crate) fn files(contract: &Contract) -> Result<Vec<(String, String)>> {
    let templates = Templates::new(TEMPLATES)?;
    let (mut files, mut records, mut operations) = (Vec::new(), Vec::new(), Vec::new());
    let mut file = |name: &str, text: String| files.push((format!("{FOLDER}/{name}"), text));
    for surface in contract.surfaces() {
        let (module, line) = (surface.module, source_line(&surface.api.source));
        let own: Vec<_> = cells::records(surface.api)?.iter().map(records::printed).collect();
        let holes = context! { source_line => &line, title => surface.title, records => Serde(&own) };
        file(&format!("records_{module}.c"), templates.render("records.c", holes)?);
        let calls = calls::calls(surface.api)?;
        let holes = context! {
            source_line => &line,
            title => surface.title,
            rows => Serde(calls::rows(surface.api)?),
            pages => Serde(calls::pages(&calls)),
            calls => Serde(&calls),
        };
        file(&format!("calls_{module}.c"), templates.render("calls.c", holes)?);
        records.extend(own);
        operations.extend(calls);
    }
    let line = source_line(&contract.sources());
    for (name, template) in
        [("records.h", "records.h"), ("calls.h", "calls.h"), ("operations.c", "operations.c")]
    {
        let holes = context! {
            source_line => &line,
            records => Serde(&records),
            calls => Serde(&operations),
        };
        file(name, templates.render(template, holes)?);
    }
    Ok(files)
}
