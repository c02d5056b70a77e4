//! One request: whose it is, which faults meet it, what is answered.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use http::{HeaderValue, Request as HttpRequest, Response, StatusCode, header};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use tokio::sync::Notify;

use super::Shared;
use super::body::AnswerBody;
use super::traffic::InFlight;
use crate::business;
use crate::fault::{ErrorBody, FaultKind, Paging, RetryAfter, distort};
use crate::provisioning;
use crate::quirks::Quirks;
use crate::record::{Kept, Records};
use crate::reply::{self, Reply};
use crate::request::Request;
use crate::tenant::Inner;
use crate::{asynchronous, control};

/// The two APIs differ in what an error looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Api {
    Business,
    Provisioning,
}

type Answer = Result<Response<AnswerBody>, Infallible>;

pub(super) async fn serve(shared: Arc<Shared>, reset: Arc<Notify>, request: HttpRequest<Incoming>) -> Answer {
    let in_flight = shared.traffic.begin();
    let Some(request) = read(request).await else {
        return respond(Reply::empty(StatusCode::BAD_REQUEST), None, in_flight);
    };
    let path = request.uri.path();
    if path.starts_with("/business/") {
        serve_business(&shared, &reset, request, in_flight).await
    } else if path == "/enterpriseapi.php" {
        serve_provisioning(&shared, &reset, request, in_flight).await
    } else if path.starts_with("/async/") {
        let reply = asynchronous::answer(&shared, &request);
        respond(reply, None, in_flight)
    } else if path == "/sandbox" || path.starts_with("/sandbox/") {
        let reply = control::answer(&shared, &request);
        respond(reply, None, in_flight)
    } else {
        respond(Reply::new(StatusCode::NOT_FOUND, "text/plain", "No API is served here.\n"), None, in_flight)
    }
}

/// The host that is not the API's own: it answers everything and remembers what it was given.
pub(super) async fn serve_foreign(
    shared: Arc<Shared>,
    _: Arc<Notify>,
    request: HttpRequest<Incoming>,
) -> Answer {
    let in_flight = shared.traffic.begin();
    if let Some(request) = read(request).await {
        note(&shared.foreign, &request, StatusCode::OK);
    }
    respond(Reply::json(StatusCode::OK, r#"{"foreign":true}"#), None, in_flight)
}

async fn read(request: HttpRequest<Incoming>) -> Option<Request> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.ok()?.to_bytes();
    Some(Request { method: parts.method, uri: parts.uri, headers: parts.headers, body })
}

fn note(records: &Mutex<Records>, request: &Request, status: StatusCode) {
    records.lock().unwrap_or_else(PoisonError::into_inner).note(request, status);
}

async fn serve_business(shared: &Shared, reset: &Notify, request: Request, in_flight: InFlight) -> Answer {
    let Some((tenant, standing)) = business::key_of(&request).and_then(|key| shared.registry.by_key(key))
    else {
        let reply = business::unauthorized(request.uri.path(), &Quirks::default());
        note(&shared.strangers, &request, reply.status);
        return respond(reply, None, in_flight);
    };
    let quirks = tenant.quirks();
    let path = request.uri.path().strip_prefix("/business").unwrap_or_default();
    let found = business::route::find(request.method.as_str(), path, &quirks);
    let operation = found.as_ref().ok().map(|(route, _)| route.operation.id);
    let exchange = Exchange { api: Api::Business, shared, tenant: &tenant, quirks: &quirks, operation };
    let act = |paging| {
        let allowed = business::check_standing(standing).and(found);
        match allowed {
            Ok(found) => business::answer(&tenant, &quirks, found, &request, paging, &shared.origins),
            Err(problem) => problem.reply(request.uri.path(), &quirks),
        }
    };
    exchange.run(&request, reset, in_flight, act).await
}

async fn serve_provisioning(
    shared: &Shared,
    reset: &Notify,
    request: Request,
    in_flight: InFlight,
) -> Answer {
    let envelope = provisioning::Envelope::read(&request);
    let tenant = match &envelope {
        Ok(envelope) => shared.registry.by_cid(envelope.cid),
        // Whose switches apply to a body that cannot be read? Those of the tenant whose secret is in it.
        Err(_) => shared.registry.mentioned_in(&request.body),
    };
    let Some(tenant) = tenant else {
        let reply = match &envelope {
            Ok(_) => provisioning::authorization_error(),
            Err(malformed) => malformed.reply(&Quirks::default()),
        };
        note(&shared.strangers, &request, reply.status);
        return respond(reply, None, in_flight);
    };
    let quirks = tenant.quirks();
    let operation = envelope.as_ref().ok().and_then(|envelope| envelope.command).map(|command| command.name);
    let exchange = Exchange { api: Api::Provisioning, shared, tenant: &tenant, quirks: &quirks, operation };
    let act = |paging| match envelope {
        Err(malformed) => malformed.reply(&quirks),
        Ok(envelope) if shared.registry.by_provhash(envelope.cid, &envelope.provhash).is_none() => {
            provisioning::authorization_error()
        }
        Ok(envelope) => provisioning::answer(&tenant, &quirks, envelope, paging),
    };
    exchange.run(&request, reset, in_flight, act).await
}

/// A request of a known tenant.
struct Exchange<'a> {
    api: Api,
    shared: &'a Shared,
    tenant: &'a Inner,
    quirks: &'a Quirks,
    operation: Option<&'static str>,
}

impl Exchange<'_> {
    async fn run(
        &self,
        request: &Request,
        reset: &Notify,
        mut in_flight: InFlight,
        act: impl FnOnce(Paging) -> Reply,
    ) -> Answer {
        let number = self.tenant.records().begin(Kept::of(request, self.operation));
        let plan = self.tenant.faults().plan(self.operation.unwrap_or_default());
        if !plan.before.is_zero() {
            tokio::time::sleep(plan.before).await;
        }
        let reply = match &plan.ending {
            Some(FaultKind::ResetBefore) => None,
            Some(FaultKind::ResetAfter) => {
                let reply = act(plan.paging);
                self.tenant.records().finish(number, None, reply.changed);
                None
            }
            Some(FaultKind::Status { acted: true, .. }) => {
                let changed = act(plan.paging).changed;
                Some(Reply { changed, ..self.ending(request, plan.ending.as_ref()) })
            }
            Some(_) => Some(self.ending(request, plan.ending.as_ref())),
            None => {
                let mut reply = act(plan.paging);
                for kind in &plan.distortions {
                    distort::distort(kind, &mut reply);
                }
                Some(reply)
            }
        };
        let Some(reply) = reply else {
            in_flight.finish();
            drop(in_flight);
            reset.notify_one();
            return std::future::pending().await;
        };
        self.tenant.records().finish(number, None, reply.changed);
        if !plan.after.is_zero() {
            tokio::time::sleep(plan.after).await;
        }
        self.tenant.records().finish(number, Some(reply.status.as_u16()), reply.changed);
        respond(reply, plan.sending.as_ref(), in_flight)
    }

    /// The answer of a fault that stands in place of the API's own.
    fn ending(&self, request: &Request, fault: Option<&FaultKind>) -> Reply {
        match fault {
            Some(FaultKind::TooManyRequests { retry_after }) => {
                self.error(request, 429, ErrorBody::Native, retry_after)
            }
            Some(FaultKind::Status { status, body, retry_after, .. }) => {
                self.error(request, *status, *body, retry_after)
            }
            Some(FaultKind::XmlAuthorizationError) => provisioning::authorization_error(),
            Some(FaultKind::Redirect { status }) => {
                let target = format!("{}{}", self.shared.origins.foreign, request.uri.path());
                Reply::empty(reply::status(*status)).with_header(header::LOCATION, &target)
            }
            _ => Reply::html(StatusCode::OK),
        }
    }

    fn error(&self, request: &Request, status: u16, body: ErrorBody, retry_after: &RetryAfter) -> Reply {
        let reply = match (body, self.api) {
            (ErrorBody::Html, _) => Reply::html(reply::status(status)),
            (ErrorBody::Empty, _) => Reply::empty(reply::status(status)),
            (ErrorBody::Native, Api::Business) => {
                business::Problem::new(status, "The sandbox was told to fail.")
                    .reply(request.uri.path(), self.quirks)
            }
            (ErrorBody::Native, Api::Provisioning) => provisioning::error_status(reply::status(status)),
        };
        match retry_after.header() {
            Some(value) => reply.with_header(header::RETRY_AFTER, &value),
            None => reply,
        }
    }
}

fn respond(reply: Reply, sending: Option<&FaultKind>, in_flight: InFlight) -> Answer {
    let length = reply.body.len();
    let mut response = Response::new(AnswerBody::new(reply.body, sending, in_flight));
    *response.status_mut() = reply.status;
    *response.headers_mut() = reply.headers;
    if sending.is_some() {
        response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    Ok(response)
}
