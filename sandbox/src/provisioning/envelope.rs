//! The body of a command: credentials, the command and its data.

use serde_json::{Map, Value};

use super::reply::{authorization_error, fail, html, nothing};
use crate::contract::check::{self, Dialect};
use crate::contract::{COMMANDS, Command};
use crate::quirks::{MalformedRequest, Quirks};
use crate::reply::Reply;
use crate::request::Request;

/// A body that has credentials and names a command.
#[derive(Debug)]
pub(crate) struct Envelope {
    pub(crate) cid: i64,
    pub(crate) provhash: String,
    /// `None` if the name is not that of a command.
    pub(crate) command: Option<&'static Command>,
    pub(crate) cmd: String,
    pub(crate) data: Value,
    pub(crate) apiuser: Option<String>,
    /// `format` is honoured beside `data` too (provisioning mock rule 19).
    pub(crate) format: Option<String>,
}

/// A body that is not a command.
#[derive(Debug)]
pub(crate) struct Malformed(pub(super) String);

impl Malformed {
    /// The answer (provisioning mock rule 31).
    pub(crate) fn reply(&self, quirks: &Quirks) -> Reply {
        match quirks.malformed_request {
            MalformedRequest::Fail => fail(&self.0),
            MalformedRequest::Xml => authorization_error(),
            MalformedRequest::Empty => nothing(),
            MalformedRequest::Html => html(),
        }
    }
}

impl Envelope {
    /// Reads JSON with any media type or none, and forms where the request is flat (provisioning mock rule 32).
    pub(crate) fn read(request: &Request) -> Result<Self, Malformed> {
        if request.method != http::Method::POST {
            return Err(Malformed(format!("{} is not supported", request.method)));
        }
        let mut members = if request.is_form() {
            form_urlencoded::parse(&request.body)
                .map(|(name, value)| (name.into_owned(), Value::from(value.into_owned())))
                .collect()
        } else {
            match serde_json::from_slice(&request.body) {
                Ok(Value::Object(members)) => members,
                Ok(_) => return Err(Malformed("the request is not a JSON object".to_owned())),
                Err(_) => return Err(Malformed("the request is not valid JSON".to_owned())),
            }
        };
        let cid = members
            .get("cid")
            .and_then(|cid| check::integer(cid, Dialect::Lenient))
            .ok_or_else(|| Malformed("cid is missing".to_owned()))?;
        let provhash =
            take_text(&mut members, "provhash").ok_or_else(|| Malformed("provhash is missing".to_owned()))?;
        let cmd = take_text(&mut members, "cmd").ok_or_else(|| Malformed("cmd is missing".to_owned()))?;
        Ok(Self {
            cid,
            provhash,
            command: COMMANDS.iter().find(|command| command.name == cmd),
            cmd,
            data: members.remove("data").unwrap_or_default(),
            apiuser: take_text(&mut members, "apiuser"),
            format: take_text(&mut members, "format"),
        })
    }
}

fn take_text(members: &mut Map<String, Value>, name: &str) -> Option<String> {
    match members.remove(name) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    }
}
