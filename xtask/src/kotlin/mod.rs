//! The Kotlin package: built with the library in it, tested, and used by the driver of the scenarios as a jar.

mod documents;

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{command, run};
use crate::sandbox;
use crate::steps::Steps;
use crate::tools::{self, Tool};
use crate::uniffi::{self, Build};

/// What it takes beside Rust.
const TOOLS: [Tool; 2] =
    [("javac", &["--version"], "openjdk-17-jdk-headless"), ("mvn", &["--version"], "maven")];

const DRIVER: &str = "tests/drivers/kotlin/target/driver.jar";

/// Takes the steps. What needs the library is left out if it cannot be built.
pub(crate) fn check(steps: &mut Steps, root: &Path) {
    let mut built = None;
    steps.step("Kotlin library", || {
        require()?;
        uniffi::place(root, Build::Dist)?;
        built = Some(sandbox::build(root)?);
        Ok(())
    });
    let Some(sandbox) = built else { return };
    steps.step("Kotlin tests", || {
        let documents = documents::write(root)?;
        let mut maven = maven(root, "clean verify");
        run(maven.arg(format!("-Ddocuments={}", documents.display())).env("LASTPASS_SANDBOX", &sandbox))
    });
    steps.step("Kotlin in documents", || documents::check(root, &sandbox));
}

/// Fails if a tool is missing, and says what installs those that are.
pub(crate) fn require() -> Result<()> {
    tools::require("Kotlin", &TOOLS)
}

/// Maven, at the root of the project.
pub(crate) fn maven(root: &Path, arguments: &str) -> Command {
    let mut maven = command("mvn");
    maven.current_dir(root).args(["--batch-mode", "--quiet"]).args(arguments.split_whitespace());
    maven
}

/// Where Java finds a program and what it needs, which stands beside it.
pub(crate) fn class_path(root: &Path, program: &str) -> Result<String> {
    let program = root.join(program);
    let path = std::env::join_paths([program.clone(), program.with_file_name("libraries").join("*")])?;
    path.into_string().ok().context("the project's folder has a name that is no text")
}

/// What starts the driver of the scenarios or a program beside it, by its class, if it is built.
pub(crate) fn program(root: &Path, class: &str) -> Result<Option<Vec<String>>> {
    if !root.join(DRIVER).exists() {
        return Ok(None);
    }
    let (path, class) = (class_path(root, DRIVER)?, format!("com.lastpassadmin.driver.{class}"));
    Ok(Some(["java", "-cp", &path, &class].map(str::to_owned).to_vec()))
}
