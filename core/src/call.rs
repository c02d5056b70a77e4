//! One call from start to end: refuse, wait for a turn, send, understand the answer, and send again where that is safe.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use http::uri::PathAndQuery;
use http::{Method, Uri};
use zeroize::Zeroizing;

use crate::business::Refusal;
use crate::client::Client;
use crate::credentials::Access;
use crate::deadline::Deadline;
use crate::error::{Delivery, Error, Result};
use crate::generated::ErrorKind;
use crate::limiter::{Limiter, MAILS_PER_SECOND};
use crate::operation::{Api, Operation, Repeat};
use crate::retry::may_repeat;
use crate::tape::Tape;
use crate::transport::{AttemptLimits, Incoming, Outgoing, ResponseInfo};
use crate::{business, provisioning, wiped};

/// What an operation is asked with.
#[derive(Clone, Default)]
pub(crate) struct Request {
    /// The path with its parameters filled in. For a command it is empty, or the name of one that is not in the contract.
    pub path: String,
    /// What to ask the Business API's host for in the place of path and query: from a URL that the vendor has given.
    pub target: Option<PathAndQuery>,
    pub query: Vec<(Cow<'static, str>, String)>,
    /// The JSON body, or the `data` of a command. It may hold passwords.
    pub body: Option<Zeroizing<Vec<u8>>>,
    pub media_type: Option<&'static str>,
}

impl Request {
    /// A request with this as its JSON body.
    pub(crate) fn json(path: String, body: &impl serde::Serialize) -> Result<Self> {
        let body = wiped::json(body).map_err(|error| {
            Error::new(ErrorKind::Internal, "the body could not be written").with_source(error)
        })?;
        Ok(Request { path, body: Some(body), ..Request::default() })
    }

    /// What the body says.
    pub(crate) fn sent(&self) -> Option<&[u8]> {
        self.body.as_ref().map(|body| body.as_slice())
    }
}

impl Client {
    /// Makes a call and decodes its answer.
    pub(crate) async fn call(&self, operation: &'static Operation, request: Request) -> Result<Tape> {
        let zone = self.options.zone.clone();
        let answer = self.exchange(operation, &request, |incoming| match operation.api {
            Api::Business => business::interpret(operation, incoming, zone.clone()),
            Api::Provisioning => provisioning::interpret(operation, incoming, zone.clone()),
        });
        match answer.await {
            Err(error)
                if operation.method == "DELETE"
                    && error.kind() == ErrorKind::NotFound
                    && error.follows_unclear()
                    && self.options.gone_is_deleted == Some(true) =>
            {
                Ok(Tape::empty(ResponseInfo::default()))
            }
            answer => answer,
        }
    }

    /// Makes a call; `interpret` says what the answer means.
    pub(crate) async fn exchange<T>(
        &self,
        operation: &Operation,
        request: &Request,
        interpret: impl Fn(Incoming) -> Result<T, Refusal>,
    ) -> Result<T> {
        let mut attempts = 0;
        let result = self.attempts(operation, request, interpret, &mut attempts).await;
        result.map_err(|error| error.with_operation(operation.name).with_attempts(attempts))
    }

    async fn attempts<T>(
        &self,
        operation: &Operation,
        request: &Request,
        interpret: impl Fn(Incoming) -> Result<T, Refusal>,
        attempts: &mut u32,
    ) -> Result<T> {
        if operation.writes && self.shared.read_only {
            return Err(Error::new(
                ErrorKind::ReadOnly,
                "this client is read-only, and the operation writes",
            ));
        }
        let deadline = Deadline::after(self.options.limits.operation());
        let access = self.access().await?;
        let limiter = access.limiter(operation.api);
        // A command that sets a state is not repeated blindly either: its caller reads the state back first.
        let repeat = match (operation.api, operation.repeat) {
            (Api::Provisioning, Repeat::Idempotent) => Repeat::Once,
            (_, repeat) => repeat,
        };
        // Whether an attempt failed so that it may have taken effect.
        let mut unclear = false;
        loop {
            let outgoing = self.outgoing(operation, request, access)?;
            let mails =
                (operation.id == "updateemail").then(|| (Limiter::of_mails(), Some(MAILS_PER_SECOND)));
            let own = limiter.map(|limiter| (limiter, self.shared.requests_per_second));
            for (limiter, rate) in own.into_iter().chain(mails) {
                let turn = limiter.turn(rate, &deadline).await;
                turn.map_err(|wait| too_long(wait, *attempts, unclear))?;
            }
            *attempts += 1;
            let start = tokio::time::Instant::now();
            let sent = self.transport.send(outgoing, self.attempt_limits(operation, &deadline)).await;
            let status = sent.as_ref().map_or(0, |incoming| incoming.info.status);
            let answered = sent.and_then(|mut incoming| {
                incoming.info.attempts = *attempts;
                interpret(incoming)
                    .map_err(|refusal| refusal.into_error(&access.scrubber().for_body(request.sent())))
            });
            tracing::debug!(
                target: "lastpass_admin",
                operation = operation.name, id = operation.id, method = operation.method, path = operation.path,
                status, attempt = *attempts, elapsed_ms = start.elapsed().as_millis() as u64,
                error = answered.as_ref().err().map(|error| error.kind().as_str()),
            );
            let error = match answered {
                Ok(value) => {
                    self.shared.budget.earn();
                    if let Some(limiter) = limiter {
                        limiter.taken();
                    }
                    return Ok(value);
                }
                Err(error) => error,
            };
            if error.kind() == ErrorKind::RateLimit
                && let Some(limiter) = limiter
            {
                limiter.refused(error.retry_after());
            }
            let wait = self.wait_before_retry(repeat, &error, *attempts, &deadline);
            let Some(wait) = wait else { return Err(error.after_unclear(unclear)) };
            unclear |= error.delivery() == Delivery::Unknown || error.kind() == ErrorKind::Server;
            tracing::warn!(
                target: "lastpass_admin",
                operation = operation.name, attempt = *attempts, error = error.kind().as_str(),
                wait_ms = wait.as_millis() as u64, "sending again",
            );
            tokio::time::sleep(wait).await;
        }
    }

    /// How long to wait before the next attempt; `None` if there is none.
    fn wait_before_retry(
        &self,
        repeat: Repeat,
        error: &Error,
        attempts: u32,
        deadline: &Deadline,
    ) -> Option<Duration> {
        let retries = self.options.max_retries.unwrap_or(2);
        if attempts > retries || !may_repeat(repeat, error) {
            return None;
        }
        let wait = self.shared.backoff.delay(attempts, error.retry_after(), fastrand::f64())?;
        (deadline.allows(wait) && self.shared.budget.take()).then_some(wait)
    }

    fn attempt_limits(&self, operation: &Operation, deadline: &Deadline) -> AttemptLimits {
        let limits = &self.options.limits;
        let (attempt, left) = (limits.attempt(operation.attempt_limit()), deadline.left());
        AttemptLimits {
            connect: limits.connect(),
            attempt: attempt.min(left),
            between_bytes: limits.between_bytes(),
            last: left <= attempt,
        }
    }

    fn outgoing(&self, operation: &Operation, request: &Request, access: &Access) -> Result<Outgoing> {
        let mut headers = self.options.headers.clone();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        match operation.api {
            Api::Business => {
                headers.insert(AUTHORIZATION, access.business()?.authorization.clone());
                if request.body.is_some() {
                    let media_type = request.media_type.unwrap_or("application/json");
                    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
                }
                Ok(Outgoing {
                    method: method(operation.method)?,
                    uri: self.business_uri(request)?,
                    headers,
                    body: request.body.clone().map(Bytes::from_owner),
                })
            }
            Api::Provisioning => {
                headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
                let access = access.provisioning()?;
                let command = if request.path.is_empty() { operation.id } else { &request.path };
                let body = provisioning::envelope(access, command, request.sent(), &self.shared.api_user);
                Ok(Outgoing {
                    method: Method::POST,
                    uri: self.shared.provisioning_url.uri().clone(),
                    headers,
                    body: Some(Bytes::from_owner(body)),
                })
            }
        }
    }

    fn business_uri(&self, request: &Request) -> Result<Uri> {
        let endpoint = &self.shared.business_url;
        if let Some(target) = &request.target {
            return endpoint.at(target.clone());
        }
        let own = request.query.iter().map(|(name, value)| (name.as_ref(), value.as_str()));
        let extra = self.options.query.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        endpoint.below(&request.path, own.chain(extra))
    }
}

fn method(name: &str) -> Result<Method> {
    Method::from_bytes(name.as_bytes())
        .map_err(|_| Error::invalid_argument("method", "is not an HTTP method"))
}

/// A wait for a turn that would pass the deadline: the request was not sent (again).
fn too_long(wait: Duration, attempts: u32, unclear: bool) -> Error {
    let message = "requests are held back, after a 429 or by a rate, for longer than this call may take";
    let delivery = match attempts {
        _ if unclear => Delivery::Unknown,
        0 => Delivery::NotSent,
        _ => Delivery::Answered,
    };
    Error::new(ErrorKind::RateLimit, message).with_delivery(delivery).with_retry_after(Some(wait))
}
