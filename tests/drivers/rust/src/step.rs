//! The steps of the protocol, as their lines say them.

use serde::Deserialize;
use serde_json::{Map, Value};

/// Named values.
pub(crate) type Members = Map<String, Value>;

/// A step. What it does not know is a fault of the scenario, which would test less than it says.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Step {
    Open {
        protocol: u32,
        client: Opening,
    },
    Close,
    /// Steps that are played at the same time, none of which opens or closes a client.
    Batch {
        steps: Vec<Step>,
    },
    Call {
        operation: String,
        #[serde(default)]
        arguments: Members,
        #[serde(default)]
        read: Reading,
        cancel_after: Option<f64>,
        #[serde(default)]
        options: Members,
    },
    Request {
        method: String,
        path: String,
        query: Option<Value>,
        body: Option<Value>,
        #[serde(default)]
        options: Members,
    },
    Command {
        command: String,
        data: Option<Value>,
        #[serde(default)]
        options: Members,
    },
    Check {
        #[serde(default)]
        options: Members,
    },
}

/// The client to open.
#[derive(Deserialize)]
pub(crate) struct Opening {
    pub(crate) api_key: Option<String>,
    pub(crate) cid: Option<i64>,
    pub(crate) provhash: Option<String>,
    #[serde(flatten)]
    pub(crate) settings: Members,
}

/// How far a list is read.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reading {
    /// All items.
    #[default]
    #[serde(skip)]
    Collect,
    /// So many items, one by one.
    First(usize),
    /// So many pages.
    Pages(usize),
    /// All items, and what is known of the list then.
    Summary,
}
