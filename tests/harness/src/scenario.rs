//! Scenarios as they stand in the files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use lastpass_sandbox::{Fault, TenantOptions};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::step::Step;

/// A file of scenarios.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// The name of the file, without its ending.
    #[serde(skip)]
    pub name: String,
    /// What the scenarios of the file have in common.
    pub about: String,
    /// The scenarios, in their order.
    pub scenarios: Vec<Scenario>,
}

/// A story: a company, a client, what is done, and what has to come of it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What the user relies on.
    pub name: String,
    /// The company that it plays in: sizes, clock, zone.
    #[serde(default)]
    pub tenant: TenantOptions,
    /// Switches of the sandbox.
    #[serde(default)]
    pub quirks: Map<String, Value>,
    /// What goes wrong from the beginning.
    #[serde(default)]
    pub faults: Vec<Fault>,
    /// Settings of the client, over those that reach the sandbox; null takes one away.
    #[serde(default)]
    pub client: Map<String, Value>,
    /// What opening the client comes to, if it is not to succeed.
    #[serde(default)]
    pub refused: Option<Value>,
    /// What is done, one after the other.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// Steps in the place of these on surfaces whose language has no form for what is expected.
    #[serde(default)]
    pub instead: BTreeMap<String, Vec<Step>>,
    /// What the server must have seen.
    #[serde(default)]
    pub server: Server,
    /// What the company has to look like in the end: a part of what the sandbox tells of it.
    #[serde(default)]
    pub company: Option<Value>,
    /// Surfaces that cannot play it yet, and why.
    #[serde(default)]
    pub skip: Map<String, Value>,
}

/// What the server must have seen.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Server {
    /// How often each operation and command was asked for; one that is not named, never.
    pub hits: Option<Value>,
    /// Some of the requests, in their order.
    pub requests: Vec<Value>,
    /// Requests that the client dropped before they were answered.
    pub aborted: Option<usize>,
    /// Requests that came to another host than the API's own.
    pub foreign: Option<usize>,
}

impl Scenario {
    /// What is done on a surface.
    #[must_use]
    pub fn steps_on(&self, surface: &str) -> &[Step] {
        self.instead.get(surface).unwrap_or(&self.steps)
    }
}

impl File {
    /// Reads all files of a folder, in order of their names.
    pub fn read_all(folder: &Path) -> Result<Vec<File>> {
        let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
        let paths: Result<Vec<_>, _> = entries.map(|entry| entry.map(|entry| entry.path())).collect();
        let mut paths = paths?;
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
        paths.sort();
        paths.iter().map(|path| File::read(path)).collect()
    }

    fn read(path: &Path) -> Result<File> {
        let shown = path.display().to_string();
        let text = fs::read_to_string(path).with_context(|| shown.clone())?;
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut file: File = serde_saphyr::from_str(&text).with_context(|| shown.clone())?;
        ensure!(!file.about.is_empty(), "{shown}: `about` is empty");
        for (index, scenario) in file.scenarios.iter().enumerate() {
            let twice = file.scenarios[..index].iter().any(|other| other.name == scenario.name);
            ensure!(!twice, "{shown}: two scenarios are called `{}`", scenario.name);
            for step in scenario.steps.iter().chain(scenario.instead.values().flatten()) {
                step.check().with_context(|| format!("{shown}: {}", scenario.name))?;
            }
        }
        file.name = name;
        Ok(file)
    }
}
