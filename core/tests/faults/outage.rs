//! When nothing answers: closed ports, the retry budget, waits that nobody has the time for.

use std::time::{Duration, Instant};

use lastpass_admin::{CallOptions, Delivery, ErrorKind};
use lastpass_sandbox::{ErrorBody, Fault, FaultKind, RetryAfter, Target};

use super::common::answering::Answering;
use super::{SUBJECTS, for_each_subject, small};

fn unavailable() -> FaultKind {
    FaultKind::Status { status: 503, body: ErrorBody::Html, retry_after: RetryAfter::None, acted: false }
}

/// Nothing was sent, so every class tries again, and the caller may repeat it without fear.
#[tokio::test]
async fn a_closed_port_is_not_sent_for_every_class() {
    let closed = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let somewhere = Answering::start([]).await;
    for subject in SUBJECTS {
        let builder = somewhere.builder().business_url(&closed).provisioning_url(&closed);
        let error = (subject.run)(builder.build().unwrap()).await.unwrap_err();
        let told = (error.kind(), error.delivery(), error.attempts());
        assert_eq!(told, (ErrorKind::Connection, Delivery::NotSent, 3), "{}: {error}", subject.operation);
        assert!(error.to_string().contains("no connection"), "{error}");
    }
}

/// A budget of 100 tokens, 5 a retry: twenty retries, then failures come back at once, until successes earn it back.
#[tokio::test]
async fn an_outage_is_not_made_worse() {
    let bench = small();
    let client = bench.client();
    bench.inject("getUser", unavailable());
    for _ in 0..30 {
        client.users().get(80_001).await.unwrap_err();
    }
    assert_eq!(bench.hits(), 30 + 20);
    let other = bench.client();
    let error = other.users().get(80_001).await.unwrap_err();
    assert_eq!(error.attempts(), 3, "another client has a budget of its own");
    bench.tenant.clear_faults();
    for _ in 0..5 {
        client.users().get(80_001).await.unwrap();
    }
    bench.tenant.clear_requests();
    bench.inject_once("getUser", unavailable());
    client.users().get(80_001).await.unwrap();
    assert_eq!(bench.hits(), 2, "five successes have earned one retry");
}

/// The budget holds for commands that are read back as well.
#[tokio::test]
async fn an_outage_is_not_made_worse_by_commands() {
    let bench = small();
    let client = bench.client();
    bench.inject("any", unavailable());
    for _ in 0..30 {
        client.provisioning().users().disable(&["ada@example.com"]).await.unwrap_err();
    }
    // Each call asks once and reads back once; everything above is a retry.
    let retries = bench.hits() - 30 - 30;
    assert!(retries <= 20, "{retries} retries in {:?}", bench.tenant.all_hits());
}

/// Two refusals and then a success: one call, for every class, and one change.
#[tokio::test]
async fn a_busy_server_is_asked_again_by_every_class() {
    for_each_subject(|subject| async move {
        let bench = small();
        let on = Target::parse(subject.operation).unwrap();
        let kind = FaultKind::TooManyRequests { retry_after: RetryAfter::None };
        bench.tenant.inject(Fault { on, kind, times: Some(2), after: 0 });
        (subject.run)(bench.client()).await.unwrap();
        let changes = usize::from(subject.operation != "getUser");
        assert_eq!((bench.hits(), bench.changes()), (3, changes), "{}", subject.operation);
    })
    .await;
}

/// A wait that would pass the deadline is not begun, whatever the class: the caller learns what was asked for.
#[tokio::test]
async fn no_class_sleeps_past_the_deadline() {
    for_each_subject(|subject| async move {
        let bench = small();
        bench.inject(subject.operation, FaultKind::TooManyRequests { retry_after: RetryAfter::Seconds(2) });
        let start = Instant::now();
        let client = bench.client().with_options(CallOptions::new().timeout(Duration::from_secs(1)));
        let error = (subject.run)(client).await.unwrap_err();
        assert!(start.elapsed() < Duration::from_millis(700), "{}: {:?}", subject.operation, start.elapsed());
        let told = (error.kind(), error.delivery(), error.retry_after());
        assert_eq!(told, (ErrorKind::RateLimit, Delivery::Answered, Some(Duration::from_secs(2))), "{error}");
        assert_eq!((bench.hits(), bench.changes()), (1, 0), "{}", subject.operation);
    })
    .await;
}

/// A backoff is cut by the deadline too: the last error comes back, not a time-out.
#[tokio::test]
async fn a_backoff_past_the_deadline_is_not_begun() {
    let bench = small();
    bench.inject("getUser", unavailable());
    let hour = Duration::from_secs(3600);
    let client = bench.builder().backoff(hour, hour, hour).build().unwrap();
    let start = Instant::now();
    let client = client.with_options(CallOptions::new().timeout(Duration::from_millis(500)));
    let error = client.users().get(80_001).await.unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    assert_eq!((error.kind(), error.status()), (ErrorKind::Server, Some(503)), "{error}");
}

/// The limit of the whole operation holds over its repetitions and over reading back, whatever the class.
#[tokio::test]
async fn the_limit_of_the_whole_operation_holds_for_every_class() {
    for_each_subject(|subject| async move {
        let bench = small();
        bench.inject(subject.operation, FaultKind::Delay { before_ms: 60_000, after_ms: 0 });
        let limit = Duration::from_millis(700);
        let options = CallOptions::new().timeout(limit).attempt_timeout(Duration::from_millis(500));
        let start = Instant::now();
        let error = (subject.run)(bench.client().with_options(options)).await.unwrap_err();
        let waited = start.elapsed();
        assert!(waited < limit + Duration::from_millis(600), "{}: {waited:?}", subject.operation);
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Timeout, Delivery::Unknown), "{error}");
    })
    .await;
}
