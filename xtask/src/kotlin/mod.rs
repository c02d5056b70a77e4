//! The Kotlin package: built with the library in it, tested, and used by the driver of the scenarios as a jar.

use std::path::Path;

use anyhow::{Context, Result};

use crate::process::{command, run};
use crate::sandbox;
use crate::steps::Steps;
use crate::tools::{self, Tool};
use crate::uniffi::{self, Build};

/// What it takes beside Rust.
const TOOLS: [Tool; 2] =
    [("javac", &["--version"], "openjdk-17-jdk-headless"), ("mvn", &["--version"], "maven")];

/// The driver, and beside it what it needs.
const DRIVER: &str = "tests/drivers/kotlin/target/driver.jar";
const LIBRARIES: &str = "tests/drivers/kotlin/target/libraries";

/// Takes the steps. What needs the library is left out if it cannot be built.
pub(crate) fn check(steps: &mut Steps, root: &Path) {
    let mut built = None;
    steps.step("Kotlin library", || {
        tools::require("Kotlin", &TOOLS)?;
        uniffi::place(root, Build::Dist)?;
        built = Some(sandbox::build(root)?);
        Ok(())
    });
    let Some(sandbox) = built else { return };
    steps.step("Kotlin tests", || {
        let mut maven = command("mvn");
        maven.current_dir(root).args(["--batch-mode", "--quiet", "clean", "verify"]);
        run(maven.env("LASTPASS_SANDBOX", &sandbox))
    });
}

/// What starts the driver of the scenarios, if it is built.
pub(crate) fn driver(root: &Path) -> Result<Option<Vec<String>>> {
    if !root.join(DRIVER).exists() {
        return Ok(None);
    }
    let path = std::env::join_paths([root.join(DRIVER), root.join(LIBRARIES).join("*")])?;
    let path = path.into_string().ok().context("the project's folder has a name that is no text")?;
    Ok(Some(["java", "-cp", &path, "com.lastpassadmin.driver.MainKt"].map(str::to_owned).to_vec()))
}
