//! One exchange with a server: send, wait within the limits, read the body, say what a failure means for the request.

mod connect_limit;
mod info;
mod tls;

pub use info::ResponseInfo;
pub(crate) use tls::{TrustRoots, client_config};

use std::error::Error as _;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::FutureExt;
use reqwest::header::{CONTENT_LENGTH, HeaderMap};
use reqwest::{Method, Url};

use crate::error::{Delivery, Error, Result};
use crate::generated::ErrorKind;
use connect_limit::{CONNECT_LIMIT, ConnectLimitLayer, ConnectLimitPassed};

/// Bodies of this size and above cannot be indexed.
const LARGEST_BODY: usize = 1 << 31;

/// What goes out.
pub(crate) struct Outgoing {
    pub method: Method,
    pub url: Url,
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

/// How the connections of a client are made.
pub(crate) struct TransportOptions {
    pub trust: Option<TrustRoots>,
    pub proxy: Option<reqwest::Proxy>,
    pub no_proxy: bool,
    pub user_agent: String,
}

/// A pool of connections.
pub(crate) struct Transport {
    http: reqwest::Client,
}

impl Transport {
    pub(crate) fn new(options: TransportOptions) -> Result<Self> {
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(client_config(options.trust)?)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .http1_only()
            .tcp_nodelay(true)
            .user_agent(options.user_agent)
            .connector_layer(ConnectLimitLayer);
        if options.no_proxy {
            builder = builder.no_proxy();
        }
        if let Some(proxy) = options.proxy {
            builder = builder.proxy(proxy);
        }
        let http = builder.build().map_err(|error| {
            Error::configuration("the HTTP client could not be set up").with_source(error.without_url())
        })?;
        Ok(Transport { http })
    }

    /// Sends a request once. A failure says whether the request may have reached the server.
    pub(crate) async fn send(&self, outgoing: Outgoing, limits: AttemptLimits) -> Result<Incoming> {
        let start = Instant::now();
        let mut request = reqwest::Request::new(outgoing.method, outgoing.url);
        *request.headers_mut() = outgoing.headers;
        *request.body_mut() = outgoing.body.map(Into::into);
        let exchange = CONNECT_LIMIT.scope(limits.connect, self.exchange(request, limits));
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

    async fn exchange(&self, request: reqwest::Request, limits: AttemptLimits) -> Result<Incoming> {
        let mut response = self.http.execute(request).await.map_err(|error| failure(error, limits))?;
        let info = ResponseInfo::new(response.status().as_u16(), response.headers());
        // The header, since a client that takes gzip knows no length of a body; it is gone where the body was compressed.
        let expected =
            response.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        let mut body = Vec::with_capacity(expected.unwrap_or(0).min(64 << 20));
        loop {
            // A piece that is there already needs no clock.
            let chunk = match response.chunk().now_or_never() {
                Some(chunk) => chunk,
                None => tokio::time::timeout(limits.between_bytes, response.chunk()).await.map_err(|_| {
                    timeout("the limit between two pieces of a body", limits.between_bytes, Delivery::Unknown)
                })?,
            };
            match chunk.map_err(|error| failure(error, limits))? {
                Some(chunk) if body.len() + chunk.len() >= LARGEST_BODY => {
                    return Err(Error::unexpected_response("the body is 2 GiB or larger"));
                }
                Some(chunk) => body.extend_from_slice(&chunk),
                None => {
                    body.shrink_to_fit();
                    return Ok(Incoming { info, body });
                }
            }
        }
    }
}

fn timeout(limit: &str, length: Duration, delivery: Delivery) -> Error {
    let message = format!("{limit} passed ({:.3} s)", length.as_secs_f64());
    Error::new(ErrorKind::Timeout, message).with_delivery(delivery)
}

/// What a failed exchange means. The URL is left out: its query may hold e-mail addresses.
fn failure(error: reqwest::Error, limits: AttemptLimits) -> Error {
    let error = error.without_url();
    if error.is_connect() {
        let mut source = error.source();
        while let Some(cause) = source {
            if cause.is::<ConnectLimitPassed>() {
                return timeout("the limit for connecting", limits.connect, Delivery::NotSent);
            }
            source = cause.source();
        }
        let message = format!("no connection could be made: {}", root_cause(&error));
        return Error::new(ErrorKind::Connection, message)
            .with_delivery(Delivery::NotSent)
            .with_source(error);
    }
    let message = format!("the connection broke: {}", root_cause(&error));
    Error::new(ErrorKind::Connection, message).with_delivery(Delivery::Unknown).with_source(error)
}

/// The innermost cause, which names the reason best.
fn root_cause(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.clear();
        // Writing to a string cannot fail.
        let _ = write!(text, "{cause}");
        source = cause.source();
    }
    text
}
