//! The TypeScript output: resources, what they take and give, and the errors.

mod arguments;
mod documentation;
mod enums;
mod errors;
mod format;
mod imports;
mod interfaces;
mod modules;
mod names;
mod resources;
mod text;
mod types;

use crate::Result;
use crate::model::{self, Contract};
use crate::spoken::Spoken;
use crate::template::Templates;
use resources::ResourceHole;

/// Where the modules stand.
const SOURCES: &str = "bindings-node/src-ts";

/// Where the generated ones stand.
pub(crate) const FOLDER: &str = "bindings-node/src-ts/generated";

const TEMPLATES: &[(&str, &str)] = &[
    ("arguments", include_str!("../../templates/typescript/arguments.ts.jinja")),
    ("enums", include_str!("../../templates/typescript/enums.ts.jinja")),
    ("errors", include_str!("../../templates/typescript/errors.ts.jinja")),
    ("holder", include_str!("../../templates/typescript/holder.ts.jinja")),
    ("interfaces", include_str!("../../templates/typescript/interfaces.ts.jinja")),
    ("methods", include_str!("../../templates/typescript/methods.ts.jinja")),
    ("module", include_str!("../../templates/typescript/module.ts.jinja")),
    ("resource", include_str!("../../templates/typescript/resource.ts.jinja")),
];

/// How an API appears in TypeScript.
struct Surface<'a> {
    shared: model::Surface<'a>,
    resources: Vec<ResourceHole<'a>>,
    /// The names that its documentation may say.
    spoken: Spoken,
    /// What the resources hang off, where it has methods of its own.
    root: Option<ResourceHole<'a>>,
}

impl<'a> Surface<'a> {
    fn all_resources(&self) -> impl Iterator<Item = &ResourceHole<'a>> {
        self.root.iter().chain(&self.resources)
    }
}

/// The files, by their path below the root of the project.
pub(crate) fn files<'a>(contract: &'a Contract) -> Result<Vec<(String, String)>> {
    let surface = |shared: model::Surface<'a>| -> Result<Surface<'a>> {
        let (mut resources, mut root) = (Vec::new(), None);
        for resource in shared.api.resources() {
            let hole = resources::resource(shared, &contract.errors, &resource)?;
            if resource.is_root { root = Some(hole) } else { resources.push(hole) }
        }
        Ok(Surface { shared, resources, spoken: Spoken::of(shared.api), root })
    };
    let surfaces = contract.surfaces().into_iter().map(surface).collect::<Result<Vec<_>>>()?;
    modules::files(&Templates::new(TEMPLATES)?, contract, &surfaces)
}
