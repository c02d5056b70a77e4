//! The templates: each is its target language with holes; what goes into the holes is decided in Rust.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, ValueKind};
use minijinja::{Environment, UndefinedBehavior, escape_formatter};
use serde::Serialize;

use crate::{Error, Result};

/// The templates of one language.
pub(crate) struct Templates(Environment<'static>);

impl Templates {
    /// Takes names and texts of templates.
    pub(crate) fn new(templates: &[(&'static str, &'static str)]) -> Result<Self> {
        let mut environment = Environment::new();
        // A line that holds a tag alone leaves no line behind.
        let syntax =
            SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
        environment.set_syntax(syntax.map_err(failed("syntax"))?);
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        // The engine would print `True`, as Python does.
        environment.set_formatter(|out, state, value| match bool::try_from(value.clone()) {
            Ok(flag) if value.kind() == ValueKind::Bool => {
                Ok(out.write_str(if flag { "true" } else { "false" })?)
            }
            _ => escape_formatter(out, state, value),
        });
        for (name, text) in templates {
            environment.add_template(name, text).map_err(failed(name))?;
        }
        Ok(Templates(environment))
    }

    pub(crate) fn render(&self, name: &str, holes: impl Serialize) -> Result<String> {
        self.0.get_template(name).and_then(|template| template.render(Serde(holes))).map_err(failed(name))
    }
}

fn failed(name: &str) -> impl FnOnce(minijinja::Error) -> Error {
    let name = name.to_owned();
    move |source| Error::Template { name, source }
}
