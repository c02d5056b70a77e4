//! Writes the repetitive code of every lastpass-admin surface from the documents in `spec/`.
//!
//! Three steps: the documents are read and checked (`spec`), made into a model that all languages share
//! ([`model`]), and each language turns the model into files through its templates.

mod c;
mod cells;
mod comments;
pub mod diff;
mod dispatch;
mod documentation;
mod enums;
mod error;
mod go;
mod kotlin;
mod lines;
mod literal;
mod methods;
pub mod model;
pub mod names;
mod output;
mod package;
mod prose;
mod python;
mod rust;
mod sandbox;
mod services;
mod setting_parameters;
mod spec;
mod spoken;
mod swift;
mod template;
mod typescript;
mod values;
mod writer;

pub use error::{Error, Result};
pub use output::{Output, Stale};
pub use spec::{Problem, Problems};
