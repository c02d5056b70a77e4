//! Installs each package from the folder of packages into a clean place, as a user would, and runs a program there against the sandbox.

mod c;
mod go;
mod kotlin;
mod node;
mod python;
mod rust;
mod swift;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::{Arguments, checksums};
use crate::folders::empty;
use crate::process::{output, target};
use crate::sandbox::{self, Sandbox};
use crate::steps::Steps;
use crate::surface::Surface;

/// What a quickstart shows in every language.
const HEADINGS: [&str; 4] = ["Credentials", "Users", "Admin levels", "Shared folders"];

/// Checks the checksums, and then each package.
pub(crate) fn run(root: &Path, arguments: &Arguments) -> Result<()> {
    let packages = arguments.folder(root)?;
    checksums::check(&packages)?;
    let user = User { root, packages, sandbox: sandbox::build(root)? };
    let packages: [(Surface, &'static str, Install); 7] = [
        (Surface::Rust, "crates", rust::check),
        (Surface::Python, "wheel and source distribution", python::check),
        (Surface::Node, "npm tarballs", node::check),
        (Surface::C, "C tarball", c::check),
        (Surface::Go, "Go module", go::check),
        (Surface::Kotlin, "Maven artefacts", kotlin::check),
        (Surface::Swift, "Swift package", swift::check),
    ];
    let mut steps = Steps::default();
    for (surface, name, check) in packages {
        if arguments.wants(surface) {
            steps.step(name, || check(&user));
        }
    }
    steps.finish()
}

type Install = fn(&User) -> Result<()>;

/// Someone who has the packages, and of the project nothing but its examples.
struct User<'a> {
    root: &'a Path,
    packages: PathBuf,
    sandbox: PathBuf,
}

impl User<'_> {
    /// A clean place for a language.
    fn place(&self, language: &str) -> Result<PathBuf> {
        let place = target(self.root).join("dist-test").join(language);
        empty(&place)?;
        Ok(place)
    }

    /// The one package of a language whose name ends like this.
    fn package(&self, language: &str, ending: &str) -> Result<PathBuf> {
        let found = self.packages_of(language, ending)?;
        ensure!(found.len() == 1, "{} packages end with {ending}", found.len());
        Ok(found[0].clone())
    }

    /// All packages of a language whose names end like this.
    fn packages_of(&self, language: &str, ending: &str) -> Result<Vec<PathBuf>> {
        let folder = self.packages.join(language);
        let mut found = Vec::new();
        for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            if path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(ending)) {
                found.push(path);
            }
        }
        found.sort();
        Ok(found)
    }

    /// Runs a quickstart against a company of its own; it has to show what there is.
    fn show(&self, quickstart: &mut Command) -> Result<()> {
        let company = Sandbox::start(&self.sandbox, &[])?;
        let printed = output(quickstart.envs(company.environment()))?;
        let shown = |heading: &&str| printed.lines().any(|line| line.trim() == *heading);
        let missing: Vec<&str> = HEADINGS.into_iter().filter(|heading| !shown(heading)).collect();
        ensure!(missing.is_empty(), "the quickstart did not show {missing:?}; it printed\n{printed}");
        println!("   {} lines", printed.lines().count());
        Ok(())
    }
}
