//! The limit for making a connection, which a caller may set per call: reqwest has it per client only.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tower_layer::Layer;
use tower_service::Service;

tokio::task_local! {
    /// The limit of the call that asks for a connection. The connector is called in the task of that call.
    pub(super) static CONNECT_LIMIT: Duration;
}

type BoxError = Box<dyn StdError + Send + Sync>;

/// The limit for connecting passed: nothing was sent.
#[derive(Debug)]
pub(super) struct ConnectLimitPassed;

impl fmt::Display for ConnectLimitPassed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the limit for connecting passed")
    }
}

impl StdError for ConnectLimitPassed {}

/// Puts the limit around a connector.
#[derive(Clone)]
pub(super) struct ConnectLimitLayer;

impl<S> Layer<S> for ConnectLimitLayer {
    type Service = ConnectLimit<S>;

    fn layer(&self, connector: S) -> ConnectLimit<S> {
        ConnectLimit { connector }
    }
}

/// A connector with the limit around it.
#[derive(Clone)]
pub(super) struct ConnectLimit<S> {
    connector: S,
}

impl<S, T> Service<T> for ConnectLimit<S>
where
    S: Service<T>,
    S::Error: Into<BoxError>,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.connector.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, target: T) -> Self::Future {
        let connecting = self.connector.call(target);
        let limit = CONNECT_LIMIT.try_with(|limit| *limit).unwrap_or(Duration::MAX);
        Box::pin(async move {
            match tokio::time::timeout(limit, connecting).await {
                Ok(connected) => connected.map_err(Into::into),
                Err(_) => Err(ConnectLimitPassed.into()),
            }
        })
    }
}
