//! The wheel of this platform, and the source distribution.

use anyhow::Result;

use super::materials::Package;
use super::{Maker, deposit};
use crate::python;

pub(super) fn make(maker: &Maker) -> Result<()> {
    let folder = maker.folder_for("python")?;
    let tools = python::tools_in(maker.root)?;
    deposit(&python::build(maker.root, &tools)?, &folder)?;
    deposit(&python::sdist(maker.root, &tools)?, &folder)?;
    maker.bill(&Package {
        name: "lastpass-admin-python",
        krate: "lastpass-admin-python",
        url: "pkg:pypi/lastpass-admin",
        compiled: true,
    })
}
