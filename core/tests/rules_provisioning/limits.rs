//! Rule 11: one limiter for each account, and none that the vendor did not ask for.

use std::time::{Duration, Instant};

use lastpass_admin::{CallOptions, ErrorKind, UserDataQuery};
use lastpass_sandbox::{FaultKind, RetryAfter, TenantOptions};

use super::pages::of_users;
use crate::common::{bench, bench_of};

/// Provisioning rule 11: no limit is invented: requests go out as they come until the first 429.
#[tokio::test]
async fn rule_11_nothing_is_held_back_before_the_first_429() {
    let bench = bench().await;
    let client = bench.client();
    let start = Instant::now();
    for _ in 0..50 {
        client.provisioning().users().get("ada@example.com").await.unwrap();
    }
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    assert_eq!(bench.tenant.hits("getuserdata"), 50);
}

/// Provisioning rule 11: one limiter per cid: a 429 that one client got holds back the other ones of the account.
#[tokio::test]
async fn rule_11_a_429_of_one_client_holds_back_the_other_clients_of_the_account() {
    let (bench, other_account) = (bench().await, bench().await);
    let options = || CallOptions::new().max_retries(0);
    let (one, two) = (bench.builder().options(options()).build().unwrap(), bench.client());
    bench.inject_once("getuserdata", FaultKind::TooManyRequests { retry_after: RetryAfter::Fraction(0.3) });
    let error = one.provisioning().users().get("ada@example.com").await.unwrap_err();
    assert_eq!((error.kind(), error.retry_after()), (ErrorKind::RateLimit, Some(Duration::from_millis(300))));
    let start = Instant::now();
    other_account.client().provisioning().users().get("ada@example.com").await.unwrap();
    assert!(start.elapsed() < Duration::from_millis(200), "another account waits: {:?}", start.elapsed());
    two.provisioning().users().get("ada@example.com").await.unwrap();
    assert!(
        start.elapsed() >= Duration::from_millis(250),
        "the same account does not wait: {:?}",
        start.elapsed()
    );
}

/// Provisioning rule 11: `Retry-After` is honoured; without a usable one there is a backoff.
#[tokio::test]
async fn rule_11_retry_after_is_honoured_in_every_form() {
    let cases = [
        ("a fraction", RetryAfter::Fraction(0.2), 200),
        ("none", RetryAfter::None, 0),
        ("malformed", RetryAfter::Malformed, 0),
        ("a date in the past", RetryAfter::DateIn(-30), 0),
    ];
    for (name, retry_after, least_ms) in cases {
        let bench = bench().await;
        bench.inject_once("getuserdata", FaultKind::TooManyRequests { retry_after });
        let start = Instant::now();
        bench.client().provisioning().users().get("ada@example.com").await.unwrap();
        assert!(start.elapsed() >= Duration::from_millis(least_ms), "{name}: {:?}", start.elapsed());
        assert!(start.elapsed() < Duration::from_secs(1), "{name}: {:?}", start.elapsed());
        assert_eq!(bench.tenant.hits("getuserdata"), 2, "{name}");
    }
    let bench = bench().await;
    bench.inject_once("getuserdata", FaultKind::TooManyRequests { retry_after: RetryAfter::Huge });
    let error = bench.client().provisioning().users().get("ada@example.com").await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimit, 1));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(31_536_000)));
}

/// Provisioning rule 11: the caller may set a fixed rate, which holds over all clients of the account that set it.
#[tokio::test]
async fn rule_11_a_fixed_rate_holds_over_all_clients_of_the_account() {
    let bench = bench().await;
    let clients = [(); 2].map(|()| bench.builder().requests_per_second(50.0).build().unwrap());
    let start = Instant::now();
    for round in 0..5 {
        clients[round % 2].provisioning().users().get("ada@example.com").await.unwrap();
        clients[(round + 1) % 2].provisioning().users().get("ada@example.com").await.unwrap();
    }
    assert!(start.elapsed() >= Duration::from_millis(170), "{:?}", start.elapsed());
    let error = bench.builder().requests_per_second(0.0).build().unwrap_err();
    assert_eq!(error.parameter(), Some("requests_per_second"));
}

/// Provisioning rule 11: bulk reads go one page at a time, with a read-ahead of one.
#[tokio::test]
async fn rule_11_a_bulk_read_has_one_page_under_way() {
    let bench = of_users(100).await;
    bench.inject("getuserdata", FaultKind::Delay { before_ms: 5, after_ms: 0 });
    let query = UserDataQuery { page_size: Some(10), ..UserDataQuery::default() };
    let client = bench.client();
    let mut list = client.provisioning().users().list(&query);
    let mut most = 0;
    while list.next_page().await.unwrap().is_some() {
        for _ in 0..4 {
            tokio::time::sleep(Duration::from_millis(1)).await;
            most = most.max(bench.sandbox.requests_in_flight());
        }
    }
    assert_eq!(most, 1);
    assert_eq!(bench.tenant.hits("getuserdata"), 10);
}

/// Provisioning rule 11: the vendor takes 10 mails a second; more of them wait instead of being refused.
#[tokio::test]
async fn rule_11_changes_of_addresses_keep_the_vendors_limit_of_mails() {
    let bench = bench_of(TenantOptions { users: 60, ..TenantOptions::default() }).await;
    bench.tenant.quirks(|quirks| quirks.mail_limits = true);
    let client = bench.builder().options(CallOptions::new().max_retries(0)).build().unwrap();
    let enrolled: Vec<_> =
        bench.tenant.users().into_iter().filter(lastpass_sandbox::User::has_enrolled).take(13).collect();
    let start = Instant::now();
    for user in &enrolled {
        client
            .provisioning()
            .users()
            .change_email(&user.email, &format!("new-{}", user.email))
            .await
            .unwrap();
    }
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
    assert_eq!((bench.tenant.email_changes().len(), bench.tenant.hits("updateemail")), (13, 13));
}
