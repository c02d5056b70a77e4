//! One exchange with a server: send, wait within the limits, read the body, say what a failure means for the request.

mod body;
mod client;
mod connect_limit;
mod info;
mod proxy;
mod tcp;
mod tls;

pub use info::ResponseInfo;
pub(crate) use proxy::Proxies;
pub(crate) use tls::{TrustRoots, client_config};

use std::error::Error as StdError;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::{ACCEPT_ENCODING, HeaderMap, HeaderValue, PROXY_AUTHORIZATION, USER_AGENT};
use http::{Method, Request, Uri};
use http_body_util::Full;
use hyper_util::client::legacy;

use crate::error::{Delivery, Error, Result};
use crate::generated::ErrorKind;
use body::Body;
use client::{Client, client};
use connect_limit::{CONNECT_LIMIT, ConnectLimitPassed};

type BoxError = Box<dyn StdError + Send + Sync>;

/// What goes out.
pub(crate) struct Outgoing {
    pub method: Method,
    pub uri: Uri,
    pub headers: HeaderMap,
    pub body: Option<Bytes>,
}

/// What came back.
pub(crate) struct Incoming {
    pub info: ResponseInfo,
    pub body: Vec<u8>,
}

/// The limits of one attempt.
#[derive(Clone, Copy)]
pub(crate) struct AttemptLimits {
    pub connect: Duration,
    pub attempt: Duration,
    pub between_bytes: Duration,
    /// Whether `attempt` is what is left of the whole operation.
    pub last: bool,
}

/// How the connections of a client are made, and what each of its requests says.
#[derive(Clone)]
pub(crate) struct TransportOptions {
    pub tls: Arc<rustls::ClientConfig>,
    pub proxies: Option<Proxies>,
    pub user_agent: HeaderValue,
}

/// A pool of connections.
pub(crate) struct Transport {
    client: Client,
    options: TransportOptions,
}

impl Transport {
    pub(crate) fn new(options: TransportOptions) -> Self {
        Transport { client: client(&options), options }
    }

    /// The same with connections of its own.
    #[cfg(feature = "blocking")]
    pub(crate) fn again(&self) -> Self {
        Transport::new(self.options.clone())
    }

    /// The same with connections of its own, and nothing that a thread of the parent could hold locked: TLS sessions.
    #[cfg(feature = "blocking")]
    pub(crate) fn apart(&self) -> Self {
        let tls = Arc::new(tls::without_sessions(&self.options.tls));
        Transport::new(TransportOptions { tls, ..self.options.clone() })
    }

    /// Sends a request once. A failure says whether the request may have reached the server.
    pub(crate) async fn send(&self, outgoing: Outgoing, limits: AttemptLimits) -> Result<Incoming> {
        let start = Instant::now();
        let exchange = CONNECT_LIMIT.scope(limits.connect, self.exchange(outgoing, limits));
        match tokio::time::timeout(limits.attempt, exchange).await {
            Ok(Ok(mut incoming)) => {
                incoming.info.elapsed = start.elapsed();
                Ok(incoming)
            }
            Ok(Err(error)) => Err(error),
            Err(_) => {
                let limit =
                    if limits.last { "the limit of the whole operation" } else { "the limit of one attempt" };
                Err(timeout(limit, limits.attempt, Delivery::Unknown))
            }
        }
    }

    async fn exchange(&self, outgoing: Outgoing, limits: AttemptLimits) -> Result<Incoming> {
        let response = self.client.request(self.request(outgoing)).await;
        let (mut head, incoming) = response.map_err(|error| failure(error, limits))?.into_parts();
        let body = Body::announced(&mut head.headers, &incoming);
        let info = ResponseInfo::new(head.status.as_u16(), &head.headers);
        Ok(Incoming { info, body: body.read(incoming, limits.between_bytes).await? })
    }

    fn request(&self, Outgoing { method, uri, mut headers, body }: Outgoing) -> Request<Full<Bytes>> {
        headers.entry(ACCEPT_ENCODING).or_insert(HeaderValue::from_static("gzip"));
        headers.entry(USER_AGENT).or_insert_with(|| self.options.user_agent.clone());
        let proxy = self.options.proxies.as_ref().and_then(|proxies| proxies.forwarding(&uri));
        if let Some(authorization) = proxy.as_ref().and_then(|proxy| proxy.basic_auth()) {
            headers.entry(PROXY_AUTHORIZATION).or_insert_with(|| authorization.clone());
        }
        let mut request = Request::new(body.map(Full::new).unwrap_or_default());
        *request.method_mut() = method;
        *request.uri_mut() = uri;
        *request.headers_mut() = headers;
        request
    }
}

fn timeout(limit: &str, length: Duration, delivery: Delivery) -> Error {
    let message = format!("{limit} passed ({:.3} s)", length.as_secs_f64());
    Error::new(ErrorKind::Timeout, message).with_delivery(delivery)
}

/// What a request without an answer means.
fn failure(error: legacy::Error, limits: AttemptLimits) -> Error {
    if !error.is_connect() {
        return broken(error);
    }
    if causes(&error).any(|cause| cause.is::<ConnectLimitPassed>()) {
        return timeout("the limit for connecting", limits.connect, Delivery::NotSent);
    }
    let message = format!("no connection could be made: {}", root_cause(&error));
    Error::new(ErrorKind::Connection, message).with_delivery(Delivery::NotSent).with_source(error)
}

/// A connection that broke once the request was on its way.
fn broken(error: impl StdError + Send + Sync + 'static) -> Error {
    let message = format!("the connection broke: {}", root_cause(&error));
    Error::new(ErrorKind::Connection, message).with_delivery(Delivery::Unknown).with_source(error)
}

fn causes<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}

/// The innermost cause, which names the reason best.
fn root_cause(error: &(dyn StdError + 'static)) -> String {
    causes(error).last().map(ToString::to_string).unwrap_or_default()
}
