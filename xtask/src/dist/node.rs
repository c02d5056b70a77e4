//! The tarballs of npm: the package, and its part for this platform.

use anyhow::Result;

use super::materials::Package;
use super::{Maker, deposit};
use crate::node::{Workshop, build_for};

pub(super) fn make(maker: &Maker) -> Result<()> {
    let folder = maker.folder_for("node")?;
    let workshop = Workshop::new(maker.root)?;
    for packed in build_for(maker.root, &workshop, &maker.arguments.npm_platform)? {
        deposit(&packed.path, &folder)?;
    }
    maker.bill(&Package {
        name: "lastpass-admin-node",
        krate: "lastpass-admin-node",
        url: "pkg:npm/lastpass-admin",
        compiled: true,
    })
}
