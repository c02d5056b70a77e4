//! The C library inside of the Go module: a static one, and its header, so that `go build` and `go mod vendor` find both.

use std::env::consts::{ARCH, OS};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::c::{Build, installed};

/// Where cgo looks for them.
const FOLDER: &str = "bindings-go/internal/native";

/// Builds the library as it ships, and places it.
pub(crate) fn place(root: &Path) -> Result<()> {
    let prefix = installed(root, Build::Shipped)?;
    let read = |name: &str| fs::read(prefix.join(name)).with_context(|| name.to_owned());
    let (header, library) = (read("include/lastpass_admin.h")?, read("lib/liblastpass_admin.a")?);
    // Go looks at headers to see what it has to build anew, and never at an archive.
    let of = format!("/* A copy, with the archive {:016x}. */\n", fingerprint(&library));
    write(&root.join(FOLDER).join("lastpass_admin.h"), &[of.as_bytes(), &header].concat())?;
    write(&archive(root), &library)
}

/// Whether it is there.
pub(super) fn placed(root: &Path) -> bool {
    archive(root).exists()
}

/// The archive, named by the platform as Go knows it.
fn archive(root: &Path) -> PathBuf {
    let processor = match ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    };
    root.join(FOLDER).join(format!("liblastpass_admin_{OS}_{processor}.a"))
}

fn fingerprint(library: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    library.hash(&mut hasher);
    hasher.finish()
}

fn write(path: &Path, content: &[u8]) -> Result<()> {
    fs::write(path, content).with_context(|| path.display().to_string())
}
