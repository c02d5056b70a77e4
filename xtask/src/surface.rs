//! The languages that the project is used from.

/// A language, by the name that `--only` takes; as tables show it, it is the name of the variant.
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
    /// Why a program that takes its package cannot be started, and how to get it.
    pub(crate) fn missing(self) -> String {
        let name = format!("{self:?}");
        format!("{name} is not built; `cargo xtask test --only {}` does that", name.to_lowercase())
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
            Surface::Swift => &["swift"],
        }
    }
}
