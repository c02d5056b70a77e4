//! The crates that are published, packed by Cargo. Whether each builds from what was packed shows when it is installed.

use anyhow::Result;

use super::materials::Package;
use super::{Maker, VERSION, deposit};
use crate::process::{cargo, run, target};

pub(super) fn make(maker: &Maker) -> Result<()> {
    let folder = maker.folder_for("rust")?;
    let mut package = cargo(maker.root, "package --quiet --locked --allow-dirty --no-verify");
    for name in maker.crates.published() {
        package.args(["--package", name]);
    }
    run(&mut package)?;
    for name in maker.crates.published() {
        deposit(&target(maker.root).join(format!("package/{name}-{VERSION}.crate")), &folder)?;
        let url = format!("pkg:cargo/{name}");
        maker.bill(&Package { name, krate: name, url: &url, compiled: false })?;
    }
    Ok(())
}
