//! The files of one API.

use std::collections::BTreeMap;

use minijinja::context;
use minijinja::value::Serde;

use super::draft::Draft;
use super::imports::Homes;
use super::text::doc;
use super::{enums, operations, resources, views};
use crate::model::Surface;
use crate::template::Templates;
use crate::{Error, Result, names};

/// The files of an API as they come to be.
struct Files<'a> {
    surface: Surface<'a>,
    templates: &'a Templates,
    drafts: Vec<Draft>,
    /// What is exported to all, by the file that defines it.
    public: BTreeMap<String, Vec<String>>,
    /// Constants of the answers that the crate uses.
    computed: Vec<String>,
}

/// The files; `homes` learns where the names that they define stand.
pub(super) fn drafts(surface: Surface<'_>, templates: &Templates, homes: &mut Homes) -> Result<Vec<Draft>> {
    let mut files =
        Files { surface, templates, drafts: Vec::new(), public: BTreeMap::new(), computed: Vec::new() };
    files.enums()?;
    files.answers(homes)?;
    files.resources()?;
    files.module()?;
    if !surface.api.view {
        files.operations()?;
    }
    files.register(homes)?;
    Ok(files.drafts)
}

impl Files<'_> {
    fn home(&self, file: &str) -> String {
        format!("crate::generated::{}::{file}", self.surface.module)
    }

    fn add(&mut self, file: &str, doc: String, code: String) {
        let Surface { api, module, .. } = self.surface;
        let path = format!("{module}/{file}");
        self.drafts.push(Draft { path, source: api.source.clone(), doc, besides: None, code });
    }

    fn enums(&mut self) -> Result<()> {
        let enums = enums::enums(self.surface.api);
        if enums.is_empty() {
            return Ok(());
        }
        self.public.insert("enums".to_owned(), enums.iter().map(|open| open.name.to_owned()).collect());
        let code = self.templates.render("enums", context! { enums => Serde(enums) })?;
        self.add("enums", format!("The values that the {} knows by name.", self.surface.title), code);
        Ok(())
    }

    fn answers(&mut self, homes: &mut Homes) -> Result<()> {
        let title = self.surface.title;
        let (mut modules, mut names) = (Vec::new(), Vec::new());
        for (resource, views) in views::views(self.surface.api)? {
            modules.push(resource.to_owned());
            names.extend(views.iter().map(|view| view.name.to_owned()));
            // Tables refer to one another by their names.
            homes.extend(views.iter().map(|view| (view.constant.clone(), self.home("types"))));
            self.computed.extend(views.iter().filter_map(|view| view.computed.clone()).map(|(name, _)| name));
            let code = self.templates.render("types", context! { views => Serde(views) })?;
            let doc = format!("What the {title} answers about {}.", resource.replace('_', " "));
            self.add(&format!("types/{resource}"), doc, code);
        }
        let code = self.templates.render("types_mod", context! { modules })?;
        self.add("types/mod", format!("What the {title} answers."), code);
        self.public.insert("types".to_owned(), names);
        Ok(())
    }

    fn resources(&mut self) -> Result<()> {
        let title = self.surface.title;
        for resource in resources::resources(self.surface)? {
            self.public.insert(resource.accessor.clone(), resource.public_names());
            let mut code = self.templates.render("resource", &resource)?;
            let requests = context! { requests => Serde(&resource.requests) };
            code.push_str(&self.templates.render("requests", requests)?);
            self.add(&resource.accessor, format!("{title}: {}", resource.about), code);
        }
        Ok(())
    }

    /// The module of the API, which hands on the names of its files.
    fn module(&mut self) -> Result<()> {
        let Surface { api, module, title, parent } = self.surface;
        let exports = self.public.iter().filter(|(_, names)| !names.is_empty());
        let exports = exports.map(|(file, names)| format!("{file}::{{{}}}", names.join(", ")));
        let holes = context! {
            modules => self.public.keys().filter(|name| *name != "types").cloned().collect::<Vec<_>>(),
            exports => exports.collect::<Vec<_>>(),
            computed => self.computed.clone(),
            parent,
            about => format!("{}.", if api.view { "The unified view over both APIs".to_owned() } else { format!("The {title}") }),
            accessor => module,
            description => doc(0, std::slice::from_ref(&api.description)),
        };
        let code = self.templates.render("api", holes)?;
        self.add("mod", format!("The {title}: its resources, what they take and what they answer."), code);
        Ok(())
    }

    fn operations(&mut self) -> Result<()> {
        let Surface { api, module, title, .. } = self.surface;
        let holes = context! { api => names::pascal(module), operations => Serde(operations::tables(api)?) };
        self.drafts.push(Draft {
            path: format!("operations/{module}"),
            source: api.source.clone(),
            doc: format!("The operations of the {title}."),
            besides: Some(self.home("types")),
            code: self.templates.render("operations", holes)?,
        });
        Ok(())
    }

    /// All names are exported side by side, so each may exist once.
    fn register(&self, homes: &mut Homes) -> Result<()> {
        let Surface { api, module, parent, .. } = self.surface;
        for (file, names) in &self.public {
            let home = self.home(file);
            for name in names {
                if let Some(other) = homes.insert(name.clone(), home.clone()) {
                    let source = &api.source;
                    let message = format!(
                        "{source}: two things would be called `{name}` in Rust, in {other} and {home}"
                    );
                    return Err(Error::Unsupported(message));
                }
            }
        }
        if !parent.is_empty() {
            homes.insert(parent.to_owned(), format!("crate::generated::{module}"));
        }
        Ok(())
    }
}
