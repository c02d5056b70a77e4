//! Requests that wait for their turn.

use std::time::{Duration, Instant};

use lastpass_admin::{CallOptions, Delivery, ErrorKind};
use lastpass_sandbox::{FaultKind, RetryAfter};

use crate::common::{Bench, bench};
use crate::{ADA, failed, get, gets_ada, millis};

async fn time_of(calls: impl AsyncFnOnce()) -> Duration {
    let start = Instant::now();
    calls().await;
    start.elapsed()
}

#[tokio::test]
async fn clients_of_one_key_share_what_a_429_taught_and_others_do_not() {
    let (bench, other) = (bench().await, bench().await);
    let (one, two) = (bench.client().with_options(CallOptions::new().max_retries(0)), bench.client());
    bench.inject_once("getUser", FaultKind::TooManyRequests { retry_after: RetryAfter::Fraction(0.25) });
    assert_eq!(get(&one).await.unwrap_err().kind(), ErrorKind::RateLimit);
    assert!(time_of(async || gets_ada(&other.client()).await).await < millis(150), "another key waits");
    assert!(
        time_of(async || drop(bench.client().provisioning().users().get(ADA).await.unwrap())).await
            < millis(150),
        "the other API waits"
    );
    assert!(time_of(async || gets_ada(&two).await).await >= millis(50), "the same key does not wait");
}

#[tokio::test]
async fn a_fixed_rate_holds_from_the_first_request() {
    let bench: Bench = bench().await;
    let client = bench.builder().requests_per_second(50.0).build().unwrap();
    let elapsed = time_of(async || {
        let calls = (0..8).map(|_| {
            let client = client.clone();
            tokio::spawn(async move { gets_ada(&client).await })
        });
        for call in calls.collect::<Vec<_>>() {
            call.await.unwrap();
        }
    })
    .await;
    assert!(elapsed >= millis(130) && elapsed < millis(500), "{elapsed:?}");
    let unlimited = bench.client();
    assert!(time_of(async || gets_ada(&unlimited).await).await < millis(100));
}

#[tokio::test]
async fn a_turn_that_would_pass_the_limit_of_the_operation_is_refused_at_once() {
    let bench = bench().await;
    let client = bench.client().with_options(CallOptions::new().max_retries(0).timeout(millis(300)));
    bench.inject_once("getUser", FaultKind::TooManyRequests { retry_after: RetryAfter::Seconds(30) });
    get(&client).await.unwrap_err();
    let (error, elapsed) = failed(get(&client)).await;
    assert_eq!(
        (error.kind(), error.delivery(), error.attempts()),
        (ErrorKind::RateLimit, Delivery::NotSent, 0),
        "{error}"
    );
    assert!(error.retry_after().unwrap() > Duration::from_secs(25), "{error}");
    assert!(elapsed < millis(100), "{elapsed:?}");
    assert_eq!(bench.tenant.hits("getUser"), 1);
}
