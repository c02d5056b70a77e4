//! What happens below HTTP: resets, cuts, pauses, and what the sandbox sees of clients that leave.
#![allow(clippy::unwrap_used, reason = "a test that does not get what it looks at has failed")]

mod common;

use std::time::{Duration, Instant};

use common::{Bench, bench, default_bench};
use lastpass_sandbox::{Fault, FaultKind, Sandbox, Target, TenantOptions};
use serde_json::{Value, json};

async fn until(what: &str, test: impl Fn() -> bool) {
    let start = Instant::now();
    while !test() {
        assert!(start.elapsed() < Duration::from_secs(5), "{what}");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// Drops a request that is not answered as soon as a condition holds.
async fn leave_when(request: impl Future, what: &str, test: impl Fn() -> bool) {
    tokio::select! {
        _ = request => panic!("the request was answered"),
        () = until(what, test) => {}
    }
}

fn is_reset(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut source = Some(error);
    while let Some(error) = source {
        if let Some(error) = error.downcast_ref::<std::io::Error>() {
            return error.kind() == std::io::ErrorKind::ConnectionReset;
        }
        source = error.source();
    }
    false
}

async fn create(bench: &Bench) -> reqwest::Result<common::Answer> {
    let body = json!({"email":"new@example.com","creationAccountAction":"stage"});
    bench.try_send("POST", "/v1/users", Some(body)).await
}

#[tokio::test]
async fn business_mock_17_resets_before_and_after_acting() {
    let bench = default_bench().await;
    bench.inject_once("createUser", FaultKind::ResetBefore);
    assert!(is_reset(&create(&bench).await.unwrap_err()));
    assert!(bench.tenant.user("new@example.com").is_none());
    bench.inject_once("createUser", FaultKind::ResetAfter);
    assert!(is_reset(&create(&bench).await.unwrap_err()));
    assert!(bench.tenant.user("new@example.com").is_some());
    let seen: Vec<_> =
        bench.tenant.requests().iter().map(|request| (request.status, request.changed)).collect();
    assert_eq!(seen, [(None, false), (None, true)]);
    assert_eq!(bench.sandbox.aborted_requests(), 0, "the sandbox left, not the client");
}

#[tokio::test]
async fn business_mock_17_cut_and_slow_bodies() {
    let bench = bench(TenantOptions { users: 500, ..TenantOptions::default() }).await;
    let path = "/v1/users?max-results=500";
    let whole = bench.get(path).await.text;
    bench.inject_once("listUsers", FaultKind::TruncatedBody);
    let url = format!("{}{path}", bench.sandbox.business_url());
    let request = bench.http.get(url).header("Authorization", format!("api-key {}", bench.tenant.api_key()));
    let mut response = request.send().await.unwrap();
    assert_eq!(response.content_length(), Some(whole.len() as u64), "the whole length is announced");
    let mut read = 0;
    let end = loop {
        match response.chunk().await {
            Ok(Some(chunk)) => read += chunk.len(),
            end => break end,
        }
    };
    assert!(end.is_err());
    assert_eq!(read, whole.len() / 2);

    bench.inject_once("listUsers", FaultKind::Drip { bytes: whole.len() / 10, pause_ms: 10 });
    let start = Instant::now();
    assert_eq!(bench.get(path).await.text, whole);
    assert!(start.elapsed() >= Duration::from_millis(100));

    bench.inject_once("listUsers", FaultKind::Stall { after_bytes: 100 });
    leave_when(bench.get(path), "the request arrives", || bench.tenant.hits("listUsers") == 4).await;
    until("the stalled request is given up", || bench.sandbox.aborted_requests() == 1).await;
}

#[tokio::test]
async fn delays_stand_before_or_after_acting() {
    let bench = default_bench().await;
    let exists = || bench.tenant.user("new@example.com").is_some();
    bench.inject_once("createUser", FaultKind::Delay { before_ms: 60_000, after_ms: 0 });
    leave_when(create(&bench), "the request arrives", || bench.tenant.hits("createUser") == 1).await;
    until("the client's leaving is seen", || bench.sandbox.aborted_requests() == 1).await;
    assert!(!exists(), "a request that was cancelled in time is not acted on");
    bench.inject_once("createUser", FaultKind::Delay { before_ms: 0, after_ms: 60_000 });
    leave_when(create(&bench), "acted on, though the client never knows", exists).await;
    until("no request is left over", || bench.sandbox.requests_in_flight() == 0).await;
}

#[tokio::test]
async fn connections_are_counted_and_kept_alive() {
    let bench = default_bench().await;
    for _ in 0..5 {
        assert_eq!(bench.get("/v1/users/80001").await.status, 200);
    }
    assert_eq!((bench.sandbox.accepted_connections(), bench.sandbox.open_connections()), (1, 1));
    assert_eq!(bench.sandbox.requests_in_flight(), 0);
    let Bench { sandbox, http, .. } = bench;
    drop(http);
    until("a dropped client closes its connections", || sandbox.open_connections() == 0).await;
}

#[tokio::test]
async fn a_latency_meets_connections_and_answers_however_many_there_are() {
    const LATENCY: Duration = Duration::from_millis(400);
    let sandbox = Sandbox::builder().latency(LATENCY).start().await.unwrap();
    let tenant = sandbox.tenant(TenantOptions { users: 500, ..TenantOptions::default() });
    let http = common::http().build().unwrap();
    let bench = Bench { sandbox, tenant, http };
    let timed = async |requests: usize| {
        let url = format!("{}/v1/users?max-results=500", bench.sandbox.business_url());
        let start = Instant::now();
        let mut pages = tokio::task::JoinSet::new();
        for _ in 0..requests {
            let key = format!("api-key {}", bench.tenant.api_key());
            let request = bench.http.get(&url).header("Authorization", key);
            pages.spawn(async { request.send().await.unwrap().json::<Value>().await.unwrap() });
        }
        for page in pages.join_all().await {
            assert_eq!(page["items"].as_array().unwrap().len(), 500);
        }
        start.elapsed().as_millis() / LATENCY.as_millis()
    };
    // Less than one more, or else one request would have waited for another.
    assert_eq!(timed(1).await, 2, "a new connection");
    assert_eq!(timed(1).await, 1, "a connection that was kept");
    assert_eq!(timed(8).await, 2, "seven new ones at once");
    assert_eq!(timed(8).await, 1, "eight that were kept");

    bench.inject_once("createUser", FaultKind::ResetAfter);
    assert!(is_reset(&create(&bench).await.unwrap_err()));
}

#[tokio::test]
async fn a_dropped_sandbox_stops() {
    let bench = default_bench().await;
    assert_eq!(bench.get("/v1/users/80001").await.status, 200);
    let url = bench.sandbox.business_url();
    drop(bench.sandbox);
    let start = Instant::now();
    while bench.http.get(&url).send().await.is_ok() {
        assert!(start.elapsed() < Duration::from_secs(5), "it still serves");
    }
}

#[test]
fn a_sandbox_on_threads_of_its_own_serves_without_a_runtime() {
    let sandbox = Sandbox::builder().threads(1).start_blocking().unwrap();
    let tenant = sandbox.tenant(TenantOptions::default());
    let url = format!("{}/v1/users/80001", sandbox.business_url());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let status = runtime.block_on(async {
        let http = common::http().build().unwrap();
        http.get(url)
            .header("Authorization", format!("api-key {}", tenant.api_key()))
            .send()
            .await
            .unwrap()
            .status()
    });
    assert_eq!(status, 200);
}

#[tokio::test]
async fn a_sandbox_on_threads_of_its_own_starts_within_a_runtime() {
    let sandbox = Sandbox::builder().threads(2).start().await.unwrap();
    let tenant = sandbox.tenant(TenantOptions::default());
    let bench = Bench { sandbox, tenant, http: common::http().build().unwrap() };
    assert_eq!(bench.get("/v1/users/80001").await.status, 200);
}

#[test]
#[should_panic(expected = "is no operation and no command")]
fn a_fault_on_a_misspelt_operation_is_a_fault_of_the_test() {
    let sandbox = Sandbox::builder().start_blocking().unwrap();
    let tenant = sandbox.tenant(TenantOptions::empty());
    tenant.inject(Fault::once(Target::Operation("CreateUser"), FaultKind::ResetBefore));
}

#[tokio::test]
async fn provisioning_mock_33_resets_before_and_after_acting() {
    let bench = default_bench().await;
    let url = bench.sandbox.provisioning_url();
    let body = json!({"cid":bench.tenant.cid(),"provhash":bench.tenant.provhash(),"cmd":"disableuser","data":["ada@example.com"]});
    for (kind, disabled) in [(FaultKind::ResetBefore, false), (FaultKind::ResetAfter, true)] {
        bench.inject_once("disableuser", kind);
        let error = bench.http.post(&url).json(&body).send().await.unwrap_err();
        assert!(is_reset(&error));
        assert_eq!(bench.tenant.user("ada@example.com").unwrap().disabled, disabled);
    }
    assert_eq!(bench.tenant.hits("disableuser"), 2);
}

#[tokio::test]
async fn full_records_are_bounded_and_hits_are_not() {
    let bench = bench(TenantOptions { recorded_requests: 3, ..TenantOptions::default() }).await;
    for id in 80_001..80_011 {
        bench.get(&format!("/v1/users/{id}?")).await;
    }
    let kept: Vec<String> = bench.tenant.requests().into_iter().map(|request| request.path).collect();
    assert_eq!(kept, ["/business/v1/users/80008", "/business/v1/users/80009", "/business/v1/users/80010"]);
    assert_eq!(bench.tenant.hits("getUser"), 10);
    assert_eq!(bench.tenant.all_hits(), [("getUser", 10)]);
    bench.tenant.clear_requests();
    assert_eq!((bench.tenant.requests().len(), bench.tenant.hits("getUser")), (0, 0));
}

#[tokio::test]
async fn records_show_what_was_sent() {
    let bench = default_bench().await;
    bench.get("/v1/users?name=a%25&max-results=5").await;
    let body = json!({"email":"new@example.com","creationAccountAction":"stage"});
    bench.send("POST", "/v1/users", Some(body.clone())).await;
    let [list, create] = <[_; 2]>::try_from(bench.tenant.requests()).unwrap();
    assert_eq!(
        (list.operation, list.query("name"), list.query("max-results")),
        (Some("listUsers"), Some("a%"), Some("5"))
    );
    assert_eq!((list.body, list.changed, list.status), (None, false, Some(200)));
    assert_eq!(
        (create.operation, create.method.as_str(), create.body.clone()),
        (Some("createUser"), "POST", Some(body))
    );
    assert_eq!(
        (create.changed, create.status, create.header("Content-Type").is_some()),
        (true, Some(201), true)
    );
}
