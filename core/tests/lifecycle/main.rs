//! A client from its settings to its end: connections, time limits, credentials, proxies, TLS, and the escape hatches.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../common/mod.rs"]
mod common;

mod connections;
mod credentials;
mod escape_hatches;
mod hosts;
mod network;
mod proxies;
mod rates;
mod settings;
mod time_limits;

use common::stub;
use std::future::Future;
use std::time::{Duration, Instant};

use lastpass_admin::{Client, CompanyUser, Error, Result};
use lastpass_sandbox::{ErrorBody, FaultKind, RetryAfter};

const ADA: &str = "ada@example.com";

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

fn delay(before_ms: u64) -> FaultKind {
    FaultKind::Delay { before_ms, after_ms: 0 }
}

fn unavailable(retry_after: RetryAfter) -> FaultKind {
    FaultKind::Status { status: 503, body: ErrorBody::Native, retry_after, acted: false }
}

/// Waits until it holds, for at most a second.
async fn eventually(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(1), "{what}");
        tokio::time::sleep(millis(2)).await;
    }
}

async fn get(client: &Client) -> Result<CompanyUser> {
    client.users().get(80_001).await
}

async fn gets_ada(client: &Client) {
    assert_eq!(get(client).await.unwrap().email(), Some(ADA));
}

async fn failed<T>(call: impl Future<Output = Result<T>>) -> (Error, Duration) {
    let start = Instant::now();
    let error = call.await.err().unwrap();
    (error, start.elapsed())
}
