//! `cargo xtask dist`: every package as it is given away, in one folder, with checksums and bills of materials; and
//! `cargo xtask dist-test`: each of them installed from there into a clean place, where a program runs.

mod archive;
mod c;
mod checksums;
mod go;
mod install;
mod kotlin;
mod materials;
mod node;
mod python;
mod rust;
mod swift;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

pub(crate) use install::run as test;

use crate::crates::Crates;
use crate::folders::{copy, empty};
use crate::process::{command, output, target};
use crate::surface::Surface;

/// The version of every package.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Arguments of both chores.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The packages of this language alone; may be given several times.
    #[arg(long, value_enum)]
    only: Vec<Surface>,
    /// The folder of the packages; by default `dist-packages` in the folder for what is built.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// A folder with native libraries that other machines have built, to be packed too: `go/*.a`, `kotlin/<platform>/`.
    #[arg(long)]
    natives: Option<PathBuf>,
    /// A platform that the npm package names beside this one, such as `darwin-arm64`; may be given several times.
    #[arg(long)]
    npm_platform: Vec<String>,
}

impl Arguments {
    fn wants(&self, surface: Surface) -> bool {
        self.only.is_empty() || self.only.contains(&surface)
    }

    /// What other machines have built for a language.
    fn natives_of(&self, language: &str) -> Option<PathBuf> {
        self.natives.as_ref().map(|natives| natives.join(language)).filter(|folder| folder.exists())
    }

    fn folder(&self, root: &Path) -> Result<PathBuf> {
        match &self.folder {
            Some(folder) => Ok(std::path::absolute(folder)?),
            None => Ok(target(root).join("dist-packages")),
        }
    }
}

/// Makes the packages.
pub(crate) fn run(root: &Path, arguments: &Arguments) -> Result<()> {
    let folder = arguments.folder(root)?;
    // With the bills of what is no longer made.
    if arguments.only.is_empty() {
        empty(&folder)?;
    }
    let maker = Maker { root, folder, crates: Crates::known(root)?, arguments };
    let languages: [(Surface, Make); 7] = [
        (Surface::Rust, rust::make),
        (Surface::Python, python::make),
        (Surface::Node, node::make),
        (Surface::C, c::make),
        (Surface::Go, go::make),
        (Surface::Kotlin, kotlin::make),
        (Surface::Swift, swift::make),
    ];
    for (surface, make) in languages {
        if arguments.wants(surface) {
            println!("\n━━ {surface:?}");
            make(&maker).with_context(|| format!("{surface:?}"))?;
        }
    }
    checksums::write(&maker.folder)?;
    println!("\n{}", maker.folder.display());
    Ok(())
}

type Make = fn(&Maker) -> Result<()>;

/// What makes packages.
struct Maker<'a> {
    root: &'a Path,
    folder: PathBuf,
    crates: Crates,
    arguments: &'a Arguments,
}

impl Maker<'_> {
    /// The folder for the packages of a language, made anew.
    fn folder_for(&self, language: &str) -> Result<PathBuf> {
        let folder = self.folder.join(language);
        empty(&folder)?;
        Ok(folder)
    }

    /// Writes the bill of materials of a package that takes nothing but crates.
    fn bill(&self, package: &materials::Package) -> Result<()> {
        materials::write(self.root, &self.folder, &self.crates, package, None)
    }
}

/// Puts a file into a folder, under its name.
fn deposit(file: &Path, folder: &Path) -> Result<()> {
    let to = folder.join(file.file_name().context("a package has a name")?);
    copy(file, &to)?;
    println!("   {}: {} bytes", to.display(), fs::metadata(&to)?.len());
    Ok(())
}

/// The target that Rust builds for here, such as `x86_64-unknown-linux-gnu`.
fn host() -> Result<String> {
    let mut rustc = command(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let about = output(rustc.arg("-vV"))?;
    match about.lines().find_map(|line| line.strip_prefix("host: ")) {
        Some(host) => Ok(host.to_owned()),
        None => bail!("rustc names no host"),
    }
}
