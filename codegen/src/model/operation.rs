//! An operation: a path and method of the Business API, or a command of the Provisioning API.

use super::input::parameters;
use super::method::read_methods;
use super::success::successes;
use super::{Input, Member, Method, Paging, Provenance, Success};
use crate::spec::{Node, Problem, Problems};

/// An operation of either API.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The vendor's name: an operation id, or a command.
    pub id: String,
    /// Whether the client answers it itself.
    pub view: bool,
    /// Whether it is a command: its arguments stand in the body's `data`.
    pub command: bool,
    /// HTTP method in capitals.
    pub http_method: String,
    /// Path below the base URL, with its parameters in braces.
    pub path: String,
    /// How sure the contract is of it.
    pub provenance: Provenance,
    /// Whether it changes anything.
    pub writes: bool,
    /// What repeating it could do.
    pub repeat: Repeat,
    /// How it is read page by page.
    pub paging: Option<Paging>,
    /// Whether it takes away what cannot be restored through this API.
    pub destructive: bool,
    /// Whether any 2xx is success, with or without a body.
    pub any_success: bool,
    /// What `status` says on success; empty if it says nothing.
    pub status_values: Vec<String>,
    /// Seconds that one attempt may take, where it is more than usual.
    pub attempt_timeout: Option<u64>,
    /// How rows are split over requests.
    pub chunk: Option<Chunk>,
    /// Names of the tags.
    pub tags: Vec<String>,
    /// Parameters of the path, in its order.
    pub path_parameters: Vec<Member>,
    /// Parameters of the query.
    pub query: Vec<Member>,
    /// The body, or the `data` of a command.
    pub input: Option<Input>,
    /// The documented successes, the likeliest first.
    pub successes: Vec<Success>,
    /// The methods of the SDK that are made of it.
    pub methods: Vec<Method>,
}

/// What repeating a request could do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// A read.
    Safe,
    /// A write that sets a state.
    Idempotent,
    /// A write that does more when it is repeated.
    Once,
}

/// How rows are split over requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// Rows in one request.
    pub size: u32,
    /// Milliseconds between two requests.
    pub pause_ms: u64,
}

const REPEATS: &[(&str, Repeat)] =
    &[("safe", Repeat::Safe), ("idempotent", Repeat::Idempotent), ("once", Repeat::Once)];

impl Operation {
    /// Reads the operation under a path and an HTTP method.
    pub(crate) fn read(path: &str, http_method: &str, node: &Node<'_>) -> Result<Self, Problems> {
        let id = node.require("operationId", "write the vendor's name of the operation")?.text()?.to_owned();
        let (path, command) = match path.split_once('#') {
            Some((path, command)) if command == id => (path, true),
            Some((_, command)) => {
                let message = format!("is `{id}`, but the path ends in `#{command}`; the two are one name");
                return Err(node.require("operationId", "")?.problem(message).into());
            }
            None => (path, false),
        };
        let (path_parameters, query) = parameters(path, node)?;
        let input = Input::read(command, node)?;
        let access = node.require("x-access", "write read or write")?;
        let repeat = node.require("x-repeat", "write safe, idempotent or once")?;
        let (writes, repeats) =
            (access.choice(&[("read", false), ("write", true)])?, repeat.choice(REPEATS)?);
        if writes == (repeats == Repeat::Safe) {
            let message = if writes {
                "is safe, but the operation writes; write idempotent or once"
            } else {
                "a read is always safe to repeat; write safe"
            };
            return Err(repeat.problem(message).into());
        }
        Ok(Operation {
            id,
            view: false,
            command,
            http_method: http_method.to_ascii_uppercase(),
            path: path.to_owned(),
            provenance: Provenance::required(node)?,
            writes,
            repeat: repeats,
            paging: None,
            destructive: node.mark("x-destructive")?,
            any_success: node.mark("x-any-success")?,
            status_values: node.texts_of("x-status-values")?,
            attempt_timeout: node.get("x-attempt-timeout").map(|seconds| seconds.count()).transpose()?,
            chunk: node.get("x-chunk").map(|chunk| Chunk::read(&chunk)).transpose()?,
            tags: node.texts_of("tags")?,
            path_parameters,
            query,
            input,
            successes: successes(node)?,
            methods: read_methods(node)?,
        })
    }
}

impl Chunk {
    fn read(node: &Node<'_>) -> Result<Self, Problem> {
        let size = node.require("size", "write how many rows go into one request")?;
        let pause = node.require("pause-ms", "write the pause between two requests in milliseconds")?;
        match size.count()? {
            0 => Err(size.problem("is 0; write how many rows go into one request")),
            rows => Ok(Chunk { size: rows, pause_ms: pause.count()? }),
        }
    }
}
