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
            Surface::Swift => bail!("{self:?} is planned and has nothing to test yet"),
            _ => Ok(()),
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
            Surface::Kotlin => &["kotlin"],
            Surface::Swift => &[],
        }
    }
}
