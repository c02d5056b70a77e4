//! The escape hatches: any path of the Business API, any command of the Provisioning API, with the same credentials,
//! limits, retries and errors, answering raw JSON.

use std::borrow::Cow;

use http::uri::PathAndQuery;
use serde_json::Value;

use crate::call::Request;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::generated::operations;
use crate::operation::{Answer, Api, Operation, Repeat};
use crate::tape::Kind;
use crate::transport::{Incoming, ResponseInfo};
use crate::{business, provisioning};

/// The answer to a raw request.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RawResponse {
    /// Status, headers, attempts.
    pub info: ResponseInfo,
    /// The body as JSON; `None` if there is none.
    pub body: Option<Value>,
}

impl Client {
    /// Sends a request to any path of the Business API, for what this library has no method for.
    ///
    /// `path` begins with `/v1/`. A status outside 2xx and a body that is not JSON are errors. GET, PUT and DELETE are sent again
    /// after an unclear failure, POST and PATCH are not.
    ///
    /// ```no_run
    /// # async fn f(client: lastpass_admin::Client) -> lastpass_admin::Result<()> {
    /// let answer = client.request("GET", "/v1/users", &[("max-results", "5")], None).await?;
    /// println!("{:?}", answer.body);
    /// # Ok(()) }
    /// ```
    pub async fn request(
        &self,
        method: &str,
        path: &str,
        query: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Result<RawResponse> {
        let (method, repeat) = match method.to_ascii_uppercase().as_str() {
            "GET" => ("GET", Repeat::Safe),
            "HEAD" => ("HEAD", Repeat::Safe),
            "PUT" => ("PUT", Repeat::Idempotent),
            "DELETE" => ("DELETE", Repeat::Idempotent),
            "POST" => ("POST", Repeat::Once),
            "PATCH" => ("PATCH", Repeat::Once),
            _ => {
                return Err(Error::invalid_argument(
                    "method",
                    "is not GET, HEAD, POST, PUT, PATCH or DELETE",
                ));
            }
        };
        // URLs take `%2e` for a dot and `\` for a slash.
        let upwards = |part: &str| part.to_ascii_lowercase().replace("%2e", ".") == "..";
        if !path.starts_with("/v1/") || path.contains(['?', '#', '\\']) || path.split('/').any(upwards) {
            return Err(Error::invalid_argument(
                "path",
                "must begin with `/v1/`; the query is an argument of its own",
            ));
        }
        let mut request = match body {
            Some(body) => Request::json(path.to_owned(), body)?,
            None => Request { path: path.to_owned(), ..Request::default() },
        };
        request.query =
            query.iter().map(|(name, value)| (Cow::Owned((*name).to_owned()), (*value).to_owned())).collect();
        self.raw_request("request", method, repeat, &request).await
    }

    /// Asks for a path and query on the API's own host, as they are.
    pub(crate) async fn get(&self, target: PathAndQuery) -> Result<RawResponse> {
        let request = Request { target: Some(target), ..Request::default() };
        self.raw_request("poll", "GET", Repeat::Safe, &request).await
    }

    async fn raw_request(
        &self,
        name: &'static str,
        method: &'static str,
        repeat: Repeat,
        request: &Request,
    ) -> Result<RawResponse> {
        let operation = Operation {
            name,
            id: name,
            api: Api::Business,
            method,
            path: "",
            writes: repeat != Repeat::Safe,
            repeat,
            answer: Answer::Maybe(Kind::Json),
            attempt_limit: None,
            status_values: &[],
        };
        self.exchange(&operation, request, raw).await
    }

    /// Sends any command of the Provisioning API, for what this library has no method for.
    ///
    /// The answer is classified like every other one: a rejection, a partial result and an answer that is not understood are
    /// errors. A command that this library does not know counts as one that writes and is not sent again.
    pub async fn command(&self, command: &str, data: Option<&Value>) -> Result<Value> {
        if command.is_empty() || !command.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            return Err(Error::invalid_argument("command", "is not the name of a command"));
        }
        let known = operations::command(command);
        if command == "deluser" && data.is_none_or(|data| data.get("deleteaction").is_none_or(Value::is_null))
        {
            return Err(Error::invalid_argument("data", "`deluser` is never sent without `deleteaction`"));
        }
        let operation = Operation {
            name: "command",
            id: known.map_or("", |known| known.id),
            api: Api::Provisioning,
            method: "POST",
            path: "",
            writes: known.is_none_or(|known| known.writes),
            repeat: known.map_or(Repeat::Once, |known| known.repeat),
            answer: Answer::Body(Kind::Json),
            attempt_limit: known.and_then(|known| known.attempt_limit),
            status_values: known.map_or(&["ok", "success"], |known| known.status_values),
        };
        let mut request = match data {
            Some(data) => Request::data_of(data)?,
            None => Request::default(),
        };
        request.path = command.to_owned();
        self.exchange(&operation, &request, |incoming| provisioning::interpret_raw(&operation, incoming))
            .await
    }
}

fn raw(incoming: Incoming) -> std::result::Result<RawResponse, business::Refusal> {
    let Incoming { info, body } = incoming;
    if !(200..300).contains(&info.status) {
        return Err(business::refusal(info.status, &info, &body));
    }
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(RawResponse { info, body: None });
    }
    match serde_json::from_slice(&body) {
        Ok(body) => Ok(RawResponse { info, body: Some(body) }),
        Err(_) => Err(business::Refusal::unexpected(info.status, "JSON was expected", &body)),
    }
}
