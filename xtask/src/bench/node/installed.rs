//! The package as a user installs it, with its peers, in a project of its own.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::node::{Project, Workshop, build};
use crate::process::output;

/// A project that has the package and its peers.
pub(super) struct Installed {
    project: Project,
    /// The version of Node.
    pub(super) version: String,
}

impl Installed {
    /// Builds the package as it ships, and installs it beside the peers.
    pub(super) fn new(root: &Path) -> Result<Self> {
        let packed = build(root, &Workshop::new(root)?)?;
        let project = Project::with(root, "node/bench", "bindings-node/benches", &packed)?;
        let version = output(&mut project.program(Path::new("node"), "--version"))?;
        Ok(Installed { project, version: version.trim().trim_start_matches('v').to_owned() })
    }

    /// Node with a script of the benchmark.
    pub(super) fn script(&self, line: &str) -> Command {
        self.project.program(Path::new("node"), line)
    }
}
