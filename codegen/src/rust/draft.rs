//! A file before its imports are known: they follow from its code.

use minijinja::context;

use super::imports::{Homes, imports};
use super::text::{module_doc, source_line};
use crate::Result;
use crate::template::Templates;

/// A file without its head.
pub(super) struct Draft {
    /// Path below the folder of the generated modules, without its ending.
    pub path: String,
    /// The documents it is made of.
    pub source: String,
    /// What the module is for.
    pub doc: String,
    /// A module that the code names and that no other file does.
    pub besides: Option<String>,
    pub code: String,
}

impl Draft {
    /// The path below the root of the project, and the whole text.
    pub(super) fn finish(self, homes: &Homes, templates: &Templates) -> Result<(String, String)> {
        let module = format!("crate::generated::{}", self.path.trim_end_matches("/mod").replace('/', "::"));
        let holes = context! {
            source_line => source_line(&self.source),
            doc => module_doc(&self.doc),
            imports => imports(&self.code, homes, &module, self.besides.as_deref()),
            code => self.code,
        };
        Ok((format!("{}/{}.rs", super::FOLDER, self.path), templates.render("file", holes)?))
    }
}
