//! Where the package is built: a copy of its folder with the pinned tools, so that nothing is left in the project.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::folders::copy;
use crate::licenses;
use crate::process::{command, is_ci, run, target, works};

/// What installs Node on Debian and its like.
const INSTALL: &str = "apt-get install -y --no-install-recommends nodejs npm";

/// Fails if Node is too old.
const PROBE: &str = "process.exit(Number.parseInt(process.versions.node) < 18 ? 1 : 0)";

/// What the package is built of.
const PARTS: [&str; 6] =
    ["README.md", "package-lock.json", "package.json", "scripts", "src-ts", "tsconfig.json"];

/// The copy of the package's folder.
pub(crate) struct Workshop {
    pub(super) folder: PathBuf,
}

impl Workshop {
    /// Copies the package's folder, and installs the tools where others are there, or none.
    pub(crate) fn new(root: &Path) -> Result<Self> {
        require_node()?;
        let workshop = Workshop { folder: target(root).join("node/package") };
        fs::create_dir_all(&workshop.folder).with_context(|| workshop.folder.display().to_string())?;
        for part in PARTS.into_iter().chain(licenses::FILES) {
            copy(&root.join("bindings-node").join(part), &workshop.folder.join(part))?;
        }
        let wanted = fs::read_to_string(workshop.folder.join("package-lock.json"))?;
        let record = workshop.folder.join("node_modules/wanted");
        if fs::read_to_string(&record).is_ok_and(|present| present == wanted) {
            return Ok(workshop);
        }
        run(&mut workshop.npm("ci --ignore-scripts"))?;
        fs::write(&record, wanted).with_context(|| record.display().to_string())?;
        Ok(workshop)
    }

    /// npm in the copy.
    pub(super) fn npm(&self, line: &str) -> Command {
        npm(&self.folder, line)
    }

    /// One of the tools, with its arguments.
    pub(super) fn tool(&self, line: &str) -> Command {
        let mut words = line.split_whitespace();
        let name = words.next().unwrap_or_default();
        let mut tool = command(self.folder.join("node_modules/.bin").join(name));
        tool.args(words);
        tool
    }
}

/// npm in a folder, without what it says besides.
pub(super) fn npm(folder: &Path, line: &str) -> Command {
    let mut npm = command(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.args(line.split_whitespace()).current_dir(folder);
    for (setting, value) in
        [("audit", "false"), ("fund", "false"), ("update_notifier", "false"), ("loglevel", "error")]
    {
        npm.env(format!("npm_config_{setting}"), value);
    }
    npm
}

fn require_node() -> Result<()> {
    let is_there = || Ok::<_, anyhow::Error>(works("node", &["-e", PROBE])? && works("npm", &["--version"])?);
    if is_there()? {
        return Ok(());
    }
    if is_ci() {
        let mut words = INSTALL.split_whitespace();
        run(Command::new(words.next().unwrap_or_default()).args(words))?;
        if is_there()? {
            return Ok(());
        }
    }
    bail!("Node 18 or later with npm is missing; install it with `{INSTALL}`")
}
