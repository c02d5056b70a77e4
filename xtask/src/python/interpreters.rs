//! Other versions of Python on this machine: the oldest and the newest that the package is for.

use std::path::PathBuf;
use std::{env, fs};

use anyhow::Result;

use super::Environment;
use crate::process::{output, works};

/// The minor versions of Python 3 that are looked for.
const MINORS: std::ops::RangeInclusive<u32> = 10..=20;

/// The versions and interpreters of the oldest and the newest, if they are others than that of the environment.
pub(super) fn extremes(environment: &Environment) -> Result<Vec<(String, PathBuf)>> {
    let present = output(environment.python().arg("--version"))?;
    let found = MINORS.filter_map(|minor| Some((format!("3.{minor}"), interpreter(minor)?)));
    let found: Vec<(String, PathBuf)> = found.collect();
    let mut extremes: Vec<(String, PathBuf)> =
        found.first().into_iter().chain(found.last()).cloned().collect();
    extremes.dedup();
    extremes.retain(|(version, _)| !present.contains(&format!(" {version}.")));
    Ok(extremes)
}

/// The interpreter of a version: on the path, or among those of pyenv, which gives only chosen ones a place on the path.
fn interpreter(minor: u32) -> Option<PathBuf> {
    let pyenv =
        env::var_os("PYENV_ROOT").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".pyenv")));
    let versions = pyenv.and_then(|pyenv| fs::read_dir(pyenv.join("versions")).ok());
    let versions = versions.into_iter().flatten().flatten();
    let of_pyenv =
        versions.filter(|version| version.file_name().to_string_lossy().starts_with(&format!("3.{minor}.")));
    std::iter::once(PathBuf::from(format!("python3.{minor}")))
        .chain(of_pyenv.map(|version| version.path().join("bin/python3")))
        .find(|path| works(path, &["-c", "import ensurepip, venv"]).unwrap_or(false))
}
