//! The package as a user installs it, with its peers, in a virtual environment of their own.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::process::{output, target};
use crate::python::{Environment, build, install, tools_in};

/// An interpreter that has the package and its peers.
pub(super) struct Installed {
    environment: Environment,
    /// The version of the interpreter.
    pub(super) version: String,
    /// Where the scripts of the benchmark are.
    scripts: PathBuf,
}

impl Installed {
    /// Builds the wheel as it ships, and installs it beside the peers.
    pub(super) fn new(root: &Path) -> Result<Self> {
        let package = root.join("bindings-python");
        let wheel = build(root, &tools_in(root)?)?;
        let folder = target(root).join("python/bench-venv");
        let peers = package.join("requirements/peers.txt");
        let environment = Environment::with(folder, "python3".into(), &[peers])?;
        install(&wheel, &environment)?;
        let version = "import platform; print(platform.python_version())";
        let version = output(environment.python().args(["-c", version]))?.trim().to_owned();
        Ok(Installed { environment, version, scripts: package.join("benches") })
    }

    /// The interpreter with a script of the benchmark.
    pub(super) fn script(&self, name: &str) -> Command {
        let mut command = self.environment.python();
        command.arg(self.scripts.join(name));
        command
    }
}
