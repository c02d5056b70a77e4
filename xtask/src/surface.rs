//! The languages that the project is used from.

use anyhow::bail;

/// A language, by the name that `--only` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Surface {
    Rust,
    Python,
    Node,
    C,
    Go,
    Kotlin,
    Swift,
}

impl Surface {
    /// Refuses a language that has nothing to test yet.
    pub(crate) fn require(self) -> anyhow::Result<()> {
        match self {
            Surface::Rust | Surface::Python | Surface::Node | Surface::C | Surface::Go => Ok(()),
            planned => bail!("{planned:?} is planned and has nothing to test yet"),
        }
    }

    /// Its columns in the matrix of the scenarios.
    pub(crate) fn drivers(self) -> &'static [&'static str] {
        match self {
            Surface::Rust => &["rust"],
            Surface::Python => &["python", "python-async"],
            Surface::Node => &["node"],
            Surface::C => &["c"],
            Surface::Go => &["go"],
            _ => &[],
        }
    }
}
