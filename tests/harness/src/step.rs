//! The steps of a scenario.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use lastpass_sandbox::{Fault, Grant, NewEvent, UserChange};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value, json};

/// A step: one thing that is done, and what it comes to.
///
/// Exactly one of `call`, `calls`, `request`, `command`, `check` and `sandbox` says what is done.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Step {
    /// An operation by its name in the SDK.
    pub call: Option<String>,
    /// Its arguments, by their names in the SDK.
    pub with: Map<String, Value>,
    /// Several operations with their arguments, one after the other, which all come to the same.
    pub calls: Map<String, Value>,
    /// How far a list is read: `{first: 3}` items or `{pages: 2}`; to its end if nothing is said, with what is known of it then
    /// for `summary`.
    pub read: Option<Value>,
    /// Seconds after which the caller gives up.
    pub cancel_after: Option<f64>,
    /// The raw request: method, path, query, body.
    pub request: Option<Map<String, Value>>,
    /// The raw command: its name and `data`.
    pub command: Option<Map<String, Value>>,
    /// Whether the credentials are checked.
    pub check: bool,
    /// What happens to the company meanwhile.
    pub sandbox: Vec<Act>,
    /// Options of this call alone.
    pub options: Option<Value>,
    /// A part of the result.
    #[serde(deserialize_with = "given")]
    pub expect: Option<Value>,
    /// The whole result.
    #[serde(deserialize_with = "given")]
    pub exactly: Option<Value>,
    /// A part of the error, by its fields.
    pub error: Option<Value>,
    /// How long it takes, in seconds: `at_least` and `at_most`.
    pub takes: Takes,
    /// Parts of the result to be kept under a name: `{token: page_token}`; later steps say `$token`.
    pub keep: Map<String, Value>,
}

/// How long a step takes, in seconds.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Takes {
    /// No less than this.
    pub at_least: Option<f64>,
    /// No more than this.
    pub at_most: Option<f64>,
}

/// What happens to the company between two calls.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Act {
    /// Something goes wrong from now on.
    Fault(Fault),
    /// Switches change.
    Quirks(Map<String, Value>),
    /// The API key or the hash is revoked.
    Revoke(Credential),
    /// A user is put into groups.
    Join {
        /// The user.
        email: String,
        /// The groups.
        groups: Vec<String>,
    },
    /// A custom attribute of a user is set.
    Attribute {
        /// The user.
        email: String,
        /// Its name.
        name: String,
        /// Its value.
        value: String,
    },
    /// Users change, by address; also where the two APIs differ about them.
    Users(BTreeMap<String, UserChange>),
    /// Folders are shared with others too, by their ids.
    Share(BTreeMap<i64, Vec<Grant>>),
    /// These addresses are invited, and no others.
    Invited(Vec<String>),
    /// An event is added to the audit log.
    Event {
        /// The event.
        event: NewEvent,
        /// How many times.
        #[serde(default = "once")]
        times: usize,
    },
    /// A started change of an address is completed, as the user does by logging in.
    ConfirmEmailChange(String),
    /// Accepted changes of companies are carried out.
    FlushCompanyChanges,
}

/// A credential of the company.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Credential {
    /// The key of the Business API.
    ApiKey,
    /// The hash of the Provisioning API.
    Provhash,
}

/// A value that is given, be it null: many calls give nothing.
pub(crate) fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

const fn once() -> usize {
    1
}

impl Step {
    /// Refuses a step that does not say what it is.
    pub(crate) fn check(&self) -> Result<()> {
        let kinds = [
            self.call.is_some(),
            !self.calls.is_empty(),
            self.request.is_some(),
            self.command.is_some(),
            self.check,
            !self.sandbox.is_empty(),
        ];
        let kinds = kinds.into_iter().filter(|is_this| *is_this).count();
        ensure!(
            kinds == 1,
            "a step has one of `call`, `calls`, `request`, `command`, `check` and `sandbox`: {self:?}"
        );
        let ends = [self.expect.is_some(), self.exactly.is_some(), self.error.is_some()];
        let ends = ends.into_iter().filter(|is_there| *is_there).count();
        let wanted = usize::from(self.sandbox.is_empty());
        ensure!(ends == wanted, "a call has one of `expect`, `exactly` and `error`: {self:?}");
        Ok(())
    }

    /// The operations that it calls.
    pub fn operations(&self) -> impl Iterator<Item = &str> {
        self.call.iter().chain(self.calls.keys()).map(String::as_str)
    }

    /// What it does, in a few words, and the line for the driver; several for several calls.
    pub(crate) fn lines(&self) -> Vec<(String, Value)> {
        let call = |operation: &String, arguments: &Value| {
            let line = json!({ "do": "call", "operation": operation, "arguments": arguments });
            (operation.clone(), self.with_options(line))
        };
        if let Some(operation) = &self.call {
            return vec![call(operation, &Value::Object(self.with.clone()))];
        }
        if let Some(request) = &self.request {
            return vec![("request".to_owned(), self.with_options(doing("request", request)))];
        }
        if let Some(command) = &self.command {
            return vec![("command".to_owned(), self.with_options(doing("command", command)))];
        }
        if self.check {
            return vec![("check".to_owned(), self.with_options(json!({ "do": "check" })))];
        }
        self.calls.iter().map(|(operation, arguments)| call(operation, arguments)).collect()
    }

    /// The line with what holds for every kind of call.
    fn with_options(&self, mut line: Value) -> Value {
        let optional = [
            ("read", self.read.clone()),
            ("options", self.options.clone()),
            ("cancel_after", self.cancel_after.map(Value::from)),
        ];
        for (name, value) in optional.into_iter().filter_map(|(name, value)| Some((name, value?))) {
            line[name] = value;
        }
        line
    }
}

/// A raw request or command as a line.
fn doing(what: &str, members: &Map<String, Value>) -> Value {
    let what = ("do".to_owned(), Value::from(what));
    std::iter::once(what).chain(members.clone()).collect()
}
