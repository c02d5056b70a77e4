//! The actions that connectors for LastPass offer: a table of what each is called and which method does it, played like scenarios.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use lastpass_sandbox::TenantOptions;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::scenario::{File, Scenario, Server};
use crate::step::{Act, Step, given};

/// The table as it stands in its file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actions {
    /// What the actions have in common.
    pub about: String,
    /// The company that each plays in.
    pub tenant: TenantOptions,
    /// The actions, in the order of their numbers.
    pub actions: Vec<Action>,
}

/// An action, the method that does it, and what shows it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// Its number in the published list.
    pub number: u32,
    /// What it does, in words.
    pub action: String,
    /// The method, by its name in the SDK.
    pub call: String,
    /// Its arguments.
    #[serde(default)]
    pub with: Map<String, Value>,
    /// What happens to the company before.
    #[serde(default)]
    pub before: Vec<Act>,
    /// Switches of the sandbox.
    #[serde(default)]
    pub quirks: Map<String, Value>,
    /// A part of the result.
    #[serde(default)]
    pub expect: Option<Value>,
    /// The whole result, be it nothing.
    #[serde(default, deserialize_with = "given")]
    pub exactly: Option<Value>,
    /// What the company has to look like then.
    #[serde(default)]
    pub company: Option<Value>,
    /// How often each operation and command was asked for.
    #[serde(default)]
    pub hits: Option<Value>,
}

impl Actions {
    /// Reads the table.
    pub fn read(path: &Path) -> Result<Actions> {
        let shown = path.display().to_string();
        let text = fs::read_to_string(path).with_context(|| shown.clone())?;
        serde_saphyr::from_str(&text).context(shown)
    }

    /// The table as a file of scenarios, one for each row.
    pub fn into_file(self) -> Result<File> {
        let Actions { about, tenant, actions } = self;
        let scenarios: Result<Vec<Scenario>> =
            actions.into_iter().map(|action| action.into_scenario(&tenant)).collect();
        Ok(File { name: "connector_actions".to_owned(), about, scenarios: scenarios? })
    }
}

impl Action {
    fn into_scenario(self, tenant: &TenantOptions) -> Result<Scenario> {
        let name = format!("{}: {}", self.number, self.action);
        let call = Step {
            call: Some(self.call),
            with: self.with,
            expect: self.expect,
            exactly: self.exactly,
            ..Step::default()
        };
        call.check().with_context(|| name.clone())?;
        let before = (!self.before.is_empty()).then(|| Step { sandbox: self.before, ..Step::default() });
        Ok(Scenario {
            name,
            tenant: tenant.clone(),
            quirks: self.quirks,
            steps: before.into_iter().chain([call]).collect(),
            server: Server { hits: self.hits, ..Server::default() },
            company: self.company,
            ..Scenario::default()
        })
    }
}
