//! The limit for making a connection, which a caller may set per call, while connectors are made per client.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::time::Duration;

use super::BoxError;

tokio::task_local! {
    /// The limit of the call that asks for a connection. The connector is called in the task of that call.
    pub(super) static CONNECT_LIMIT: Duration;
}

/// The limit for connecting passed: nothing was sent.
#[derive(Debug)]
pub(super) struct ConnectLimitPassed;

impl fmt::Display for ConnectLimitPassed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the limit for connecting passed")
    }
}

impl StdError for ConnectLimitPassed {}

/// Puts the limit of the current call around a connection in the making, which may go on in another task.
pub(super) fn limited<T>(
    connecting: impl Future<Output = Result<T, BoxError>>,
) -> impl Future<Output = Result<T, BoxError>> {
    let limit = CONNECT_LIMIT.try_with(|limit| *limit).unwrap_or(Duration::MAX);
    async move {
        match tokio::time::timeout(limit, connecting).await {
            Ok(connected) => connected,
            Err(_) => Err(ConnectLimitPassed.into()),
        }
    }
}
