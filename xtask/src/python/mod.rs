//! The Python package: built as it ships, installed as a user would, and held to what it promises.

mod documents;
mod environment;
mod interpreters;
mod sdist;
mod wheel;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

pub(crate) use environment::Environment;
pub(crate) use sdist::{build as sdist, install as install_sdist};
pub(crate) use wheel::{build, install};

use crate::folders::empty;
use crate::process::{run, source_date, target, works};
use crate::sandbox;
use crate::steps::Steps;

/// Takes the steps. What needs the package is left out if it cannot be built.
pub(crate) fn check(steps: &mut Steps, root: &Path) {
    let mut tools = None;
    steps.step("Python environment", || {
        tools = Some(tools_in(root)?);
        Ok(())
    });
    let Some(tools) = tools else { return };
    steps.step("Python format and lints", || {
        run(tools.module("ruff format --quiet --check").current_dir(root))?;
        run(tools.module("ruff check --quiet").current_dir(root))
    });

    let mut built = None;
    steps.step("Python wheel", || {
        let wheel = build(root, &tools)?;
        install(&wheel, &tools)?;
        built = Some((wheel.clone(), sandbox::build(root)?));
        wheel::check(&wheel)?;
        wheel::check_import(&tools)
    });
    let Some((wheel, sandbox)) = built else { return };
    steps.step("Python types", || types(root, &tools));
    steps.step("Python stubs", || {
        run(&mut mypy(root, &tools, "mypy.stubtest lastpass_admin --mypy-config-file"))
    });
    let pytest = |environment: &Environment, folder| pytest(root, environment, folder, &sandbox);
    steps.step("Python tests", || pytest(&tools, "bindings-python"));
    steps.step("Python tests on other versions", || {
        let others = interpreters::extremes(&tools)?;
        println!("   {} of them here", others.len());
        for (version, interpreter) in others {
            let folder = target(root).join(format!("python/venv-{version}"));
            let other = Environment::with(folder, interpreter, &[requirements(root, "tests.txt")])?;
            install(&wheel, &other)?;
            pytest(&other, "bindings-python")?;
        }
        Ok(())
    });
    steps.step("Python examples", || pytest(&tools, "examples/python"));
    steps.step("Python in documents", || documents::check(root, &tools, &sandbox));
    steps.step("Python source distribution", || sdist::check(root, &tools));
}

/// The environment that the package is built in, checked in and tested in.
pub(crate) fn tools_in(root: &Path) -> Result<Environment> {
    let files = ["tools.txt", "tests.txt"].map(|name| requirements(root, name));
    Environment::with(target(root).join("python/venv"), "python3".into(), &files)
}

/// An interpreter that has the package: this one, or by default that of the environment above; none if that is not made yet.
pub(crate) fn interpreter(root: &Path, given: Option<&Path>) -> Result<Option<PathBuf>> {
    let has_package = |interpreter: &Path| works(interpreter, &["-c", "import lastpass_admin"]);
    if let Some(given) = given {
        // The name is kept as it is given: a virtual environment is found by the name of its interpreter.
        let given = std::path::absolute(given)?;
        ensure!(has_package(&given)?, "{} is not there or lacks the package", given.display());
        return Ok(Some(given));
    }
    let own = target(root).join("python/venv/bin/python");
    Ok(has_package(&own)?.then_some(own))
}

fn requirements(root: &Path, name: &str) -> PathBuf {
    root.join("bindings-python/requirements").join(name)
}

/// All Python by the strictest checker, the package as it is installed; and the package by the other one that its users have.
fn types(root: &Path, tools: &Environment) -> Result<()> {
    run(tools.module("pyright --warnings").current_dir(root))?;
    run(tools.module("pyright --verifytypes lastpass_admin --ignoreexternal").current_dir(root))?;
    run(&mut mypy(root, tools, "mypy bindings-python/python/lastpass_admin --config-file"))
}

/// A program of mypy, with the settings of the package.
fn mypy(root: &Path, tools: &Environment, line: &str) -> Command {
    let mut mypy = tools.module(line);
    mypy.arg("bindings-python/pyproject.toml").current_dir(root);
    mypy.env("MYPY_CACHE_DIR", target(root).join("python/mypy"));
    mypy
}

/// The tests of a folder, against the sandbox.
fn pytest(root: &Path, environment: &Environment, folder: &str, sandbox: &Path) -> Result<()> {
    let mut pytest =
        environment.module("pytest --quiet --numprocesses 2 -p no:cacheprovider tests --config-file");
    pytest.arg(root.join("bindings-python/pyproject.toml"));
    run(pytest.current_dir(root.join(folder)).env("LASTPASS_SANDBOX", sandbox))
}

/// The one file that maturin makes in the folder that it was given.
fn only_file(mut maturin: Command, root: &Path, folder: &Path) -> Result<PathBuf> {
    empty(folder)?;
    maturin.env("SOURCE_DATE_EPOCH", source_date()?.to_string());
    run(maturin.current_dir(root.join("bindings-python")))?;
    let file = fs::read_dir(folder)?.next().context("maturin made nothing")??;
    Ok(file.path())
}
