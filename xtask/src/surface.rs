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
            Surface::Rust => Ok(()),
            planned => {
                bail!("{planned:?} is planned and has nothing to test yet; `--only rust` is all there is")
            }
        }
    }
}
