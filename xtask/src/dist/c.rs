//! The C library of this platform as a tarball: header, shared and static library, what pkg-config reads, the manual, the licences.

use anyhow::Result;

use super::materials::Package;
use super::{Maker, VERSION, archive, deposit, host};
use crate::c::{self, library};
use crate::folders::{copy, empty};
use crate::licenses;
use crate::process::target;

pub(super) fn make(maker: &Maker) -> Result<()> {
    c::require()?;
    let folder = maker.folder_for("c")?;
    let place = target(maker.root).join("c/package");
    let name = format!("lastpass-admin-c-{VERSION}-{}", host()?);
    let tree = place.join(&name);
    empty(&tree)?;
    library::relocatable(maker.root, &tree)?;
    // What goes along, where a distribution would have it.
    let documents = tree.join("share/doc/lastpass-admin");
    empty(&documents)?;
    for document in licenses::FILES.into_iter().chain(["README.md"]) {
        copy(&maker.root.join("bindings-c").join(document), &documents.join(document))?;
    }
    let tarball = place.join(format!("{name}.tar.gz"));
    archive::tar_gz(&tree, &name, &tarball)?;
    deposit(&tarball, &folder)?;
    maker.bill(&Package {
        name: "lastpass-admin-c",
        krate: "lastpass-admin-c",
        url: "pkg:generic/lastpass-admin-c",
        compiled: true,
    })
}
