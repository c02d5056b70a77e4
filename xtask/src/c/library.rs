//! The library as it is installed: header, shared and static library, and what pkg-config says of them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::header;
use crate::folders::empty;
use crate::process::{cargo, command, run, target};

/// The name of the shared library, and the versions behind it: of the binary interface, and of the library. `build.rs` says the first
/// one to the linker.
const SHARED: &str = "liblastpass_admin.so";
const ABI: &str = "0";
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Arguments of the chore.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Where the library is to be found by its users.
    #[arg(long, default_value = "/usr/local")]
    prefix: PathBuf,
    /// A folder to put before the prefix: for packages, which are made in a place of their own.
    #[arg(long)]
    destdir: Option<PathBuf>,
    /// How it is built: `dist` as it ships, `dev` without the optimizer.
    #[arg(long, default_value = "dist")]
    profile: String,
}

/// Builds and installs the library.
pub(crate) fn install(root: &Path, arguments: &Arguments) -> Result<()> {
    let Arguments { prefix, destdir, profile } = arguments;
    if !prefix.is_absolute() {
        bail!("--prefix has to be absolute: programs look for the library there");
    }
    let below = prefix.strip_prefix("/").unwrap_or(prefix);
    let folder = destdir.as_ref().map_or_else(|| prefix.clone(), |destdir| destdir.join(below));
    place(root, &Built::new(root, profile, "")?, &folder, prefix)
}

/// Builds the library as it ships, and puts it below a folder that may be moved: pkg-config finds everything from where its own file is.
pub(crate) fn relocatable(root: &Path, folder: &Path) -> Result<()> {
    place(root, &Built::new(root, "dist", "")?, folder, Path::new("${pcfiledir}/../.."))
}

/// What the library is built for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Build {
    /// For users.
    Shipped,
    /// For tests: with lines of the sources for valgrind, and with what tests alone may ask of it.
    ForTests,
}

impl Build {
    /// Where it is installed, or will be.
    pub(crate) fn prefix(self, root: &Path) -> PathBuf {
        target(root).join(match self {
            Build::Shipped => "c/shipped",
            Build::ForTests => "c/tests",
        })
    }
}

/// Builds the library, and installs it below the folder for what is built; gives where.
pub(crate) fn installed(root: &Path, build: Build) -> Result<PathBuf> {
    let built = match build {
        Build::Shipped => Built::new(root, "dist", "")?,
        Build::ForTests => Built::new(root, "dev", "test-hooks")?,
    };
    let prefix = build.prefix(root);
    empty(&prefix)?;
    place(root, &built, &prefix, &prefix)?;
    Ok(prefix)
}

/// What cargo built.
struct Built {
    folder: PathBuf,
    optimized: bool,
    /// What a program needs beside the static library: words for the linker.
    system_libraries: String,
}

impl Built {
    fn new(root: &Path, profile: &str, features: &str) -> Result<Self> {
        let folder = target(root).join(if profile == "dev" { "debug" } else { profile });
        fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        let list = folder.join("lastpass-admin-c-libraries");
        let mut rustc = cargo(root, "rustc --package lastpass-admin-c --lib --profile");
        rustc.args([profile, "--features", features, "--"]);
        run(rustc.arg(format!("--print=native-static-libs={}", list.display())))?;
        let system_libraries = fs::read_to_string(&list).with_context(|| list.display().to_string())?;
        Ok(Built {
            folder,
            optimized: profile != "dev",
            system_libraries: system_libraries.trim().to_owned(),
        })
    }
}

/// Puts the files below a folder; `prefix` is where their users will find them.
fn place(root: &Path, built: &Built, folder: &Path, prefix: &Path) -> Result<()> {
    let (libraries, headers) = (folder.join("lib"), folder.join("include"));
    for folder in [&libraries.join("pkgconfig"), &headers] {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    let shared = format!("{SHARED}.{VERSION}");
    let copies = [
        (root.join(header::PATH), headers.join("lastpass_admin.h")),
        (built.folder.join("liblastpass_admin_c.a"), libraries.join("liblastpass_admin.a")),
        (built.folder.join("liblastpass_admin_c.so"), libraries.join(&shared)),
    ];
    for (from, to) in copies {
        // A program that runs keeps the file that it has.
        remove(&to)?;
        fs::copy(&from, &to).with_context(|| format!("{} to {}", from.display(), to.display()))?;
    }
    if built.optimized {
        // Cargo strips a shared library only: half of a static one is what debuggers read of Rust's own.
        run(command("strip").arg("--strip-unneeded").arg(libraries.join("liblastpass_admin.a")))?;
    }
    for name in [format!("{SHARED}.{ABI}"), SHARED.to_owned()] {
        let link = libraries.join(name);
        remove(&link)?;
        make_link(&shared, &link).with_context(|| link.display().to_string())?;
    }
    let description = libraries.join("pkgconfig/lastpass-admin.pc");
    fs::write(&description, pkg_config(prefix, &built.system_libraries))
        .with_context(|| description.display().to_string())
}

/// Makes a link to a file beside it.
#[cfg(unix)]
fn make_link(name: &str, link: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(name, link)
}

/// Links take a right of their own here.
#[cfg(not(unix))]
fn make_link(name: &str, link: &Path) -> std::io::Result<()> {
    fs::copy(link.with_file_name(name), link).map(drop)
}

fn remove(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| file.display().to_string())
        }
        _ => Ok(()),
    }
}

/// What pkg-config says: how to compile and link, and what else a program needs that has the library in it.
fn pkg_config(prefix: &Path, system_libraries: &str) -> String {
    format!(
        "prefix={}\n\
         libdir=${{prefix}}/lib\n\
         includedir=${{prefix}}/include\n\
         \n\
         Name: lastpass-admin\n\
         Description: Administration of LastPass Business\n\
         URL: {}\n\
         Version: {VERSION}\n\
         Cflags: -I${{includedir}}\n\
         Libs: -L${{libdir}} -llastpass_admin\n\
         Libs.private: {system_libraries}\n",
        prefix.display(),
        env!("CARGO_PKG_REPOSITORY"),
    )
}
