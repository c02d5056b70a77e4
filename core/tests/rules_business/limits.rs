//! Rates: one limiter per credential, `Retry-After`, deadlines.

use std::time::{Duration, Instant};

use lastpass_admin::{CallOptions, Delivery, ErrorKind};
use lastpass_sandbox::{FaultKind, RetryAfter};

use crate::common::{Bench, bench};

fn too_many(retry_after: RetryAfter) -> FaultKind {
    FaultKind::TooManyRequests { retry_after }
}

async fn time_of_a_read(bench: &Bench) -> Duration {
    let client = bench.client();
    let start = Instant::now();
    client.users().get(80_001).await.unwrap();
    start.elapsed()
}

/// Business rule 12: no limit is invented; after a 429 all clients of the credential keep their distance, others do not.
#[tokio::test]
async fn rule_12_a_429_holds_back_every_client_of_the_credential() {
    let (bench, other) = (bench().await, bench().await);
    let held = bench.client();
    let start = Instant::now();
    for _ in 0..20 {
        held.users().get(80_001).await.unwrap();
    }
    assert!(start.elapsed() < Duration::from_secs(1), "nothing is held back before: {:?}", start.elapsed());
    bench.inject_once("getUser", too_many(RetryAfter::Fraction(1.2)));
    let options = CallOptions::new().max_retries(0);
    let error = held.with_options(options).users().get(80_001).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimit, 1), "{error}");
    assert!(time_of_a_read(&other).await < Duration::from_millis(800), "another company waits for nobody");
    let waited = time_of_a_read(&bench).await;
    assert!(waited > Duration::from_millis(800), "a new client of the same key: {waited:?}");
}

/// Business rule 12: a 429 is tried again after the time it names; a POST too, since 429 means "refused".
#[tokio::test]
async fn rule_12_a_429_is_tried_again_after_what_it_asks_for() {
    let cases = [
        ("none", RetryAfter::None, Duration::ZERO),
        ("a fraction", RetryAfter::Fraction(0.3), Duration::from_millis(300)),
        ("seconds", RetryAfter::Seconds(1), Duration::from_secs(1)),
        ("a date in the past", RetryAfter::DateIn(-10), Duration::ZERO),
        ("malformed", RetryAfter::Malformed, Duration::ZERO),
    ];
    for (name, retry_after, at_least) in cases {
        let bench = bench().await;
        bench.inject_once("getUser", too_many(retry_after));
        let start = Instant::now();
        let user = bench.client().users().get(80_001).await.unwrap();
        let waited = start.elapsed();
        assert_eq!((user.id(), bench.hits()), (Some(80_001), 2), "{name}");
        assert!(waited >= at_least && waited < at_least + Duration::from_millis(1500), "{name}: {waited:?}");
    }
}

/// Business rule 12: a date is a form of `Retry-After` as well.
#[tokio::test]
async fn rule_12_an_http_date_is_waited_for() {
    let bench = bench().await;
    bench.inject("getUser", too_many(RetryAfter::DateIn(30)));
    let error = bench.client().users().get(80_001).await.unwrap_err();
    let asked = error.retry_after().unwrap();
    assert!(asked > Duration::from_secs(27) && asked <= Duration::from_secs(30), "{asked:?}");
    assert_eq!(error.attempts(), 1, "above the cap of this client, which is 2 s");
}

/// Business rule 12: a wait above the cap, or past the deadline, is not slept; the caller learns what was asked for.
#[tokio::test]
async fn rule_12_no_sleep_passes_the_deadline() {
    let year = Duration::from_secs(31_536_000);
    let cases = [
        ("above the cap", RetryAfter::Huge, Duration::from_secs(30), year),
        ("past the deadline", RetryAfter::Seconds(2), Duration::from_millis(900), Duration::from_secs(2)),
    ];
    for (name, retry_after, limit, asked) in cases {
        let bench = bench().await;
        bench.inject("getUser", too_many(retry_after));
        let client = bench.client().with_options(CallOptions::new().timeout(limit));
        let start = Instant::now();
        let error = client.users().get(80_001).await.unwrap_err();
        assert!(start.elapsed() < Duration::from_millis(700), "{name}: {:?}", start.elapsed());
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::RateLimit, Delivery::Answered),
            "{name}: {error}"
        );
        assert_eq!((error.retry_after(), error.attempts(), bench.hits()), (Some(asked), 1, 1), "{name}");
    }
}

/// Business rule 12: a turn that comes after the deadline is not waited for either, and nothing is sent.
#[tokio::test]
async fn rule_12_a_turn_past_the_deadline_is_refused_at_once() {
    let bench = bench().await;
    bench.inject_once("getUser", too_many(RetryAfter::Seconds(20)));
    bench.client().users().get(80_001).await.unwrap_err();
    let client = bench.client().with_options(CallOptions::new().timeout(Duration::from_secs(2)));
    let start = Instant::now();
    let error = client.users().get(80_001).await.unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::RateLimit, Delivery::NotSent), "{error}");
    assert_eq!((error.attempts(), bench.hits()), (0, 1));
    assert!(error.retry_after().unwrap() > Duration::from_secs(17));
}

/// Business rule 12: the caller may set a fixed rate.
#[tokio::test]
async fn rule_12_the_caller_may_set_a_rate() {
    let bench = bench().await;
    let client = bench.builder().requests_per_second(20.0).build().unwrap();
    let start = Instant::now();
    for _ in 0..5 {
        client.users().get(80_001).await.unwrap();
    }
    assert!(
        start.elapsed() >= Duration::from_millis(195),
        "five requests, 50 ms apart: {:?}",
        start.elapsed()
    );
}
