//! The programs that use clients with secrets, one for each language.

use std::path::Path;

use anyhow::Result;

use crate::node::Project;
use crate::process::{cargo, run, target, works};
use crate::{c, go, kotlin};

/// A program.
#[derive(Clone, Copy, Debug, PartialEq, clap::ValueEnum)]
pub(super) enum Program {
    Rust,
    Python,
    Node,
    C,
    Go,
    Kotlin,
}

impl Program {
    pub(super) const ALL: [Program; 6] =
        [Program::Rust, Program::Python, Program::Node, Program::C, Program::Go, Program::Kotlin];

    /// Whether the program overwrites its own texts, so that all of its memory can be searched.
    pub(super) fn overwrites_its_own(self) -> bool {
        matches!(self, Program::Rust | Program::Python | Program::C)
    }

    /// What starts it; or why it cannot be started, and how to get what it takes.
    pub(super) fn line(self, root: &Path) -> Result<Result<Vec<String>, String>> {
        let missing =
            |what: &str| Ok(Err(format!("{what} is not built; `cargo xtask test --only {what}` does that")));
        let words = |line: &[&str]| line.iter().copied().map(str::to_owned).collect::<Vec<_>>();
        Ok(Ok(match self {
            Program::Rust => {
                run(&mut cargo(root, "build --package lastpass-driver-rust --bin lastpass-holder"))?;
                words(&[&target(root).join("debug/lastpass-holder").to_string_lossy()])
            }
            Program::Python => {
                let python = target(root).join("python/venv/bin/python");
                if !works(&python, &["-c", "import lastpass_admin"])? {
                    return missing("python");
                }
                let holder = root.join("tests/secrets/holder.py");
                words(&[&python.to_string_lossy(), &holder.to_string_lossy()])
            }
            Program::Node => match Project::at(root).driver(root)? {
                Some(driver) => {
                    let holder = driver.with_file_name("holder.mjs");
                    words(&["node", "--expose-gc", &holder.to_string_lossy()])
                }
                None => return missing("node"),
            },
            Program::C => match c::holder(root)? {
                Some(holder) => words(&[&holder.to_string_lossy()]),
                None => return missing("c"),
            },
            Program::Go if !go::placed(root) => return missing("go"),
            Program::Go => {
                let holder = target(root).join("go/holder");
                run(go::go(&root.join("tests/drivers/go"), "build -o").arg(&holder).arg("./holder"))?;
                words(&[&holder.to_string_lossy()])
            }
            Program::Kotlin => match kotlin::driver(root)? {
                Some(mut line) => {
                    line.pop();
                    line.insert(1, "-Xmx64m".to_owned());
                    line.push("com.lastpassadmin.driver.HolderKt".to_owned());
                    line
                }
                None => return missing("kotlin"),
            },
        }))
    }
}
