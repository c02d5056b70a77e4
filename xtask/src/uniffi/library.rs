//! The library for the machine that builds it.

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::process::{cargo, run, target};
use crate::sizes::budgets;

const NAME: &str = "lastpass_admin_uniffi";

/// How the library is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Build {
    /// As it ships.
    Dist,
    /// Without the optimizer, in seconds.
    Dev,
}

/// A library that was built.
pub(super) struct Library {
    folder: PathBuf,
}

impl Library {
    /// Builds the library, and fails if what ships is too large.
    pub(super) fn build(root: &Path, build: Build) -> Result<Self> {
        let (profile, folder) = match build {
            Build::Dist => ("dist", "dist"),
            Build::Dev => ("dev", "debug"),
        };
        run(&mut cargo(root, &format!("build --package lastpass-admin-uniffi --lib --profile {profile}")))?;
        let library = Library { folder: target(root).join(folder) };
        if build == Build::Dist {
            check_size(&library.shared())?;
        }
        Ok(library)
    }

    /// The shared library, which is what the JVM loads.
    pub(super) fn shared(&self) -> PathBuf {
        self.folder.join(format!("{DLL_PREFIX}{NAME}{DLL_SUFFIX}"))
    }

    /// The static library, which describes itself to UniFFI: the shared one that ships has lost its symbols.
    pub(super) fn described(&self) -> PathBuf {
        self.folder.join(format!("lib{NAME}.a"))
    }
}

/// Fails if a shared library is larger than an app should have to carry.
pub(super) fn check_size(shared: &Path) -> Result<()> {
    let size = fs::metadata(shared).with_context(|| shared.display().to_string())?.len();
    println!("   {size} bytes");
    let largest = budgets::bytes("UniFFI library, shared")?;
    ensure!(size <= largest, "{} takes {size} bytes, more than {largest}", shared.display());
    Ok(())
}
