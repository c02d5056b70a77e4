//! The Swift package with the static library of this platform, which SwiftPM takes from a folder.

use std::fs;

use anyhow::{Context, Result};

use super::materials::Package;
use super::{Maker, VERSION, archive, deposit, host};
use crate::folders::{copy, empty};
use crate::licenses;
use crate::process::{command, run, target};
use crate::uniffi::{self, Build};

/// What the package is made of, and where it is in it.
const PARTS: [(&str, &str); 3] = [
    ("Package.swift", "Package.swift"),
    ("uniffi/swift/Sources", "uniffi/swift/Sources"),
    ("uniffi/swift/README.md", "README.md"),
];

pub(super) fn make(maker: &Maker) -> Result<()> {
    let folder = maker.folder_for("swift")?;
    let place = target(maker.root).join("swift/package");
    let name = format!("lastpass-admin-swift-{VERSION}-{}", host()?);
    let tree = place.join(&name);
    empty(&tree.join("uniffi/swift"))?;
    for (from, to) in PARTS {
        copy(&maker.root.join(from), &tree.join(to))?;
    }
    for license in licenses::FILES {
        copy(&maker.root.join("uniffi").join(license), &tree.join(license))?;
    }
    uniffi::place_for_swift_in(maker.root, Build::Dist, &tree)?;
    if cfg!(target_os = "linux") {
        // What UniFFI reads of the library, and debuggers of Rust's own, is most of it.
        let native = tree.join("uniffi/swift/Native");
        for entry in fs::read_dir(&native).with_context(|| native.display().to_string())? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "a") {
                run(command("strip").arg("--strip-unneeded").arg(path))?;
            }
        }
    }
    let tarball = place.join(format!("{name}.tar.gz"));
    archive::tar_gz(&tree, &name, &tarball)?;
    deposit(&tarball, &folder)?;
    maker.bill(&Package {
        name: "lastpass-admin-swift",
        krate: "lastpass-admin-uniffi",
        url: "pkg:swift/github.com/lastpass-admin/lastpass-admin",
        compiled: true,
    })
}
