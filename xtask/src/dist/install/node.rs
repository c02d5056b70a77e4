//! The tarballs in a project without anything else: types for the compiler, an ES module and one of CommonJS for Node.

use std::path::Path;

use anyhow::{Result, ensure};

use super::User;
use crate::node::{Project, Workshop};
use crate::process::output;

pub(super) fn check(user: &User) -> Result<()> {
    let workshop = Workshop::new(user.root)?;
    let project = Project::of(user.root, "node/dist-test", &user.packages_of("node", ".tgz")?)?;
    project.compile_one(user.root, &workshop, "examples/node/quickstart.ts")?;
    let node = Path::new("node");
    user.show(&mut project.program(node, "quickstart.js"))?;
    let mut common = project.program(node, "--print");
    let printed = output(common.arg("typeof require('lastpass-admin').Client"))?;
    ensure!(printed.trim() == "function", "`require` gives {printed}");
    Ok(())
}
