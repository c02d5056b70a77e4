//! Programs of the tests that use our packages: one of each kind in every language, and what starts it.

use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::node::Project;
use crate::process::{cargo, run, target};
use crate::surface::Surface;
use crate::{c, go, kotlin, python, swift};

/// What a kind of program is called in each language.
pub(crate) struct Program {
    /// The program of the package `lastpass-driver-rust`.
    rust: &'static str,
    /// The script, in the project's folder.
    python: &'static str,
    /// The script, among the drivers.
    node: &'static str,
    /// Compiles it; none if the library is not installed.
    c: fn(&Path) -> Result<Option<PathBuf>>,
    /// The package, among the drivers.
    go: &'static str,
    /// The class with `main`, among the drivers.
    kotlin: &'static str,
    /// What starts it; none if the package is not built.
    swift: fn(&Path) -> Result<Option<Vec<String>>>,
}

/// Plays the steps of the scenarios.
pub(crate) const DRIVER: Program = Program {
    rust: "lastpass-driver-rust",
    python: "tests/drivers/python/driver.py",
    node: "driver.mjs",
    c: c::driver,
    go: ".",
    kotlin: "MainKt",
    swift: swift::driver,
};

/// Uses clients with secrets, and says when there should be none any more.
pub(crate) const HOLDER: Program = Program {
    rust: "lastpass-holder",
    python: "tests/secrets/holder.py",
    node: "holder.mjs",
    c: c::holder,
    go: "./holder",
    kotlin: "HolderKt",
    swift: swift::holder,
};

/// How what is written in Rust is built.
#[derive(Clone, Copy)]
pub(crate) enum Profile {
    /// Quickly.
    Dev,
    /// To run for long.
    Release,
}

impl Profile {
    pub(crate) const fn flag(self) -> &'static str {
        match self {
            Profile::Dev => "",
            Profile::Release => "--release",
        }
    }

    const fn folder(self) -> &'static str {
        match self {
            Profile::Dev => "debug",
            Profile::Release => "release",
        }
    }
}

impl Program {
    /// What starts it in a language; none if the package of that language is not built. `interpreter` is one that has the Python package,
    /// by default the one that it is tested in.
    pub(crate) fn line(
        &self,
        root: &Path,
        surface: Surface,
        profile: Profile,
        interpreter: Option<&Path>,
    ) -> Result<Option<Vec<String>>> {
        let words = match surface {
            Surface::Rust => Some(vec![self.in_rust(root, profile)?]),
            Surface::Python => python::interpreter(root, interpreter)?
                .map(|interpreter| vec![interpreter, root.join(self.python)]),
            Surface::Node => {
                Project::at(root).drivers(root)?.map(|folder| vec!["node".into(), folder.join(self.node)])
            }
            Surface::C => (self.c)(root)?.map(|program| vec![program]),
            Surface::Go => go::program(root, self.go)?.map(|program| vec![program]),
            Surface::Kotlin => return kotlin::program(root, self.kotlin),
            Surface::Swift => return (self.swift)(root),
        };
        Ok(words.map(|words| words.iter().map(|word| word.display().to_string()).collect()))
    }

    fn in_rust(&self, root: &Path, profile: Profile) -> Result<PathBuf> {
        let line = format!("build {} --package lastpass-driver-rust --bin {}", profile.flag(), self.rust);
        run(&mut cargo(root, &line))?;
        Ok(target(root).join(profile.folder()).join(format!("{}{EXE_SUFFIX}", self.rust)))
    }
}
