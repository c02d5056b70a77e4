//! The Node package: built as it ships, installed as a user would, and held to what it promises.

mod package;
mod project;
mod runtimes;
mod workshop;

use std::path::Path;

use anyhow::Result;

pub(crate) use package::{build, build_for};
pub(crate) use project::Project;
pub(crate) use workshop::Workshop;

use crate::process::{output, run};
use crate::sandbox::{self, Sandbox};
use crate::steps::Steps;

/// What is formatted.
const SOURCES: &str = "**/*.{ts,mts,mjs,cjs,json}";

/// Shows the package at work.
const QUICKSTART: &str = "examples/quickstart.js";

/// Takes the steps. What needs the package is left out if it cannot be built.
pub(crate) fn check(steps: &mut Steps, root: &Path) {
    let mut workshop = None;
    steps.step("Node workshop", || {
        workshop = Some(Workshop::new(root)?);
        Ok(())
    });
    let Some(workshop) = workshop else { return };
    steps.step("Node format", || {
        let folders =
            ["bindings-node", "codegen/tests/golden/bindings-node", "examples/node", "tests/drivers/node"];
        let sources = folders.map(|folder| format!("{folder}/{SOURCES}"));
        run(workshop.tool("prettier --log-level warn --check").args(sources).current_dir(root))
    });

    let mut built = None;
    steps.step("Node package", || {
        let packed = build(root, &workshop)?;
        built = Some((Project::new(root, &packed)?, sandbox::build(root)?));
        package::check(&packed, &workshop)
    });
    let Some((project, sandbox)) = built else { return };
    steps.step("Node types", || project.compile(root, &workshop));
    let node = Path::new("node");
    steps.step("Node tests", || project.test(node, "tests", &sandbox));
    steps.step("Node examples", || project.test(node, "examples", &sandbox));
    steps.step("Node in documents", || {
        project.documents().try_for_each(|program| show(&project, node, &program, &sandbox))
    });
    steps.step("Node in other runtimes", || {
        let runtimes = runtimes::install(root)?;
        println!("   {} of them here", runtimes.len());
        for runtime in runtimes {
            println!("   {}", runtime.name);
            show(&project, &runtime.program, &format!("{} {QUICKSTART}", runtime.line), &sandbox)?;
            if runtime.is_node() {
                project.test(&runtime.program, "tests", &sandbox)?;
            }
        }
        Ok(())
    });
}

/// Runs a program against a company of its own.
fn show(project: &Project, runtime: &Path, line: &str, sandbox: &Path) -> Result<()> {
    let company = Sandbox::start(sandbox, &[])?;
    output(project.program(runtime, line).envs(company.environment())).map(drop)
}
