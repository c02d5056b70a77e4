//! Why nothing was generated.

use std::path::PathBuf;

use crate::spec::Problems;

/// What every step answers.
pub type Result<T> = std::result::Result<T, Error>;

/// Why nothing was generated.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The documents are broken.
    #[error("{0}")]
    Spec(#[from] Problems),
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A template is broken.
    #[error("template {name}: {source:#}")]
    Template {
        /// The template.
        name: String,
        /// Why.
        source: minijinja::Error,
    },
    /// The contract says something that a language has no form for.
    #[error("{0}")]
    Unsupported(String),
    /// The formatter did not start.
    #[error("rustfmt could not be started ({0}); `rustup component add rustfmt` installs it")]
    NoFormatter(std::io::Error),
    /// The formatter refused the text.
    #[error("rustfmt refused {path}:\n{message}")]
    Formatter {
        /// The file that was to be written.
        path: String,
        /// What it said.
        message: String,
    },
}

impl Error {
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Error {
        let path = path.into();
        move |source| Error::File { path, source }
    }
}
