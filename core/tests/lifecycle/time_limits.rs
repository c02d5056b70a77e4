//! The four limits of time.

use std::time::{Duration, Instant};

use lastpass_admin::{CallOptions, Delivery, ErrorKind};
use lastpass_sandbox::{FaultKind, RetryAfter};

use crate::common::bench;
use crate::{ADA, delay, eventually, failed, get, gets_ada, millis, unavailable};

/// A server that accepts connections and never says anything: over TLS, connecting to it has no end.
fn silent() -> (std::net::TcpListener, String) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    (listener, url)
}

#[tokio::test]
async fn the_limit_for_connecting_says_that_nothing_was_sent() {
    let (_listener, url) = silent();
    let bench = bench().await;
    let client = bench
        .builder()
        .business_url(&url)
        .options(CallOptions::new().connect_timeout(millis(40)))
        .build()
        .unwrap();
    let (error, elapsed) = failed(get(&client)).await;
    assert_eq!(
        (error.kind(), error.delivery(), error.attempts()),
        (ErrorKind::Timeout, Delivery::NotSent, 3),
        "{error}"
    );
    assert!(error.to_string().contains("connecting"), "{error}");
    assert!(elapsed >= millis(120) && elapsed < millis(600), "{elapsed:?}");
    let call = CallOptions::new().connect_timeout(millis(150)).max_retries(0);
    let (error, elapsed) = failed(get(&client.with_options(call))).await;
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert!(
        elapsed >= millis(150) && elapsed < millis(600),
        "the limit of the call goes over the client's: {elapsed:?}"
    );
}

#[tokio::test]
async fn a_write_that_could_not_connect_is_tried_again() {
    let (_listener, url) = silent();
    let bench = bench().await;
    let options = CallOptions::new().connect_timeout(millis(20));
    let client = bench.builder().provisioning_url(&url).options(options).build().unwrap();
    let (error, _) = failed(client.provisioning().users().reinvite(ADA)).await;
    assert_eq!(
        (error.kind(), error.delivery(), error.attempts()),
        (ErrorKind::Timeout, Delivery::NotSent, 3),
        "{error}"
    );
}

#[tokio::test]
async fn the_limit_of_one_attempt_ends_it_and_a_read_is_tried_again() {
    let bench = bench().await;
    let client = bench.client().with_options(CallOptions::new().attempt_timeout(millis(60)));
    bench.inject_once("getUser", delay(2_000));
    gets_ada(&client).await;
    assert_eq!(bench.tenant.hits("getUser"), 2);
    bench.inject("reinviteuser", delay(2_000));
    let (error, elapsed) = failed(client.provisioning().users().reinvite(ADA)).await;
    assert_eq!(
        (error.kind(), error.delivery(), error.attempts()),
        (ErrorKind::Timeout, Delivery::Unknown, 1),
        "{error}"
    );
    assert!(error.to_string().contains("one attempt"), "{error}");
    assert!(elapsed < millis(500), "{elapsed:?}");
    assert_eq!(bench.tenant.hits("reinviteuser"), 1);
    eventually("the request goes on", || bench.sandbox.requests_in_flight() == 0).await;
}

#[tokio::test]
async fn the_limit_between_bytes_lets_a_slow_body_pass_and_ends_one_that_stops() {
    let bench = bench().await;
    let client = bench.client().with_options(CallOptions::new().read_timeout(millis(80)).max_retries(0));
    bench.inject_once("getUser", FaultKind::Drip { bytes: 16, pause_ms: 25 });
    let start = Instant::now();
    gets_ada(&client).await;
    assert!(start.elapsed() > millis(100), "the body was not slow: {:?}", start.elapsed());
    bench.inject_once("getUser", FaultKind::Stall { after_bytes: 20 });
    let (error, elapsed) = failed(get(&client)).await;
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Timeout, Delivery::Unknown), "{error}");
    assert!(error.to_string().contains("between two pieces"), "{error}");
    assert!(elapsed < millis(500), "{elapsed:?}");
}

#[tokio::test]
async fn the_limit_of_the_operation_holds_over_all_attempts_and_waits() {
    let bench = bench().await;
    bench.inject("getUser", delay(2_000));
    let options = CallOptions::new().timeout(millis(150)).attempt_timeout(millis(60)).max_retries(50);
    let (error, elapsed) = failed(get(&bench.client().with_options(options))).await;
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(elapsed < millis(400), "{elapsed:?}");
    assert!((2..=4).contains(&bench.tenant.hits("getUser")), "{}", bench.tenant.hits("getUser"));
    let options = CallOptions::new().timeout(millis(50));
    let (error, elapsed) = failed(get(&bench.client().with_options(options))).await;
    assert!(error.to_string().contains("whole operation"), "{error}");
    assert!(elapsed < millis(300), "{elapsed:?}");
}

#[tokio::test]
async fn a_wait_that_would_pass_the_limit_is_not_waited_for() {
    let bench = bench().await;
    bench.inject("getUser", unavailable(RetryAfter::Seconds(2)));
    let client = bench.client().with_options(CallOptions::new().timeout(millis(500)));
    let (error, elapsed) = failed(get(&client)).await;
    assert_eq!((error.kind(), error.retry_after()), (ErrorKind::Server, Some(Duration::from_secs(2))));
    assert!(error.to_string().contains("wait 2 s"), "{error}");
    assert!(elapsed < millis(300), "{elapsed:?}");
    assert_eq!(bench.tenant.hits("getUser"), 1);
}
