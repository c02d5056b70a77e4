//! The languages that the project is used from.

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
    /// Its columns in the matrix of the scenarios.
    pub(crate) fn drivers(self) -> &'static [&'static str] {
        match self {
            Surface::Rust => &["rust"],
            Surface::Python => &["python", "python-async"],
            Surface::Node => &["node"],
            Surface::C => &["c"],
            Surface::Go => &["go"],
            Surface::Kotlin => &["kotlin"],
            Surface::Swift => &["swift"],
        }
    }
}
