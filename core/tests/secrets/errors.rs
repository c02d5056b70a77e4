//! Errors of every kind, also where the vendor repeats what it was sent.

use std::collections::BTreeSet;
use std::time::Duration;

use lastpass_admin::{BatchAddUser, CallOptions, Client, Credentials, ErrorKind, EventQuery};
use lastpass_sandbox::FaultKind;
use serde_json::json;

use crate::common::bench;
use crate::stub::{API_KEY, CID, PROVHASH, Stub};
use crate::{
    LIMITED_KEY, PROXY_PASSWORD, SECRETS, USER_PASSWORD, assert_clean, assert_clean_error, calls,
    credentials, forms, options, stub, zoe,
};

/// The credentials in every form, and the passwords that a request carries.
fn texts(credentials: &[&str], body: &str) -> String {
    let sent = |secret: &&&str| credentials.contains(*secret) || body.contains(&forms(secret)[6]);
    SECRETS.iter().filter(sent).flat_map(|secret| forms(secret)).collect::<Vec<_>>().join(" , ")
}

/// The calls that answer an outcome or a report, with texts of the vendor in it.
const OUTCOMES: [&str; 5] = [
    "provisioning.users.add",
    "provisioning.users.disable",
    "provisioning.users.delete_many",
    "provisioning.groups.change_members",
    "check",
];

/// A vendor that puts everything it was sent, in every form, into every text of its answer.
pub(super) async fn echoing(status: &'static str, business: bool) -> Stub {
    Stub::start(move |request| {
        let key = if status.starts_with("429") { LIMITED_KEY } else { API_KEY };
        let text = format!("{} ; sent: {} {}", texts(&[key, PROVHASH], &request.body), request.head, request.body);
        let body = match (request.line.contains("/business/"), status) {
            (true, _) => json!({
                "title": text, "detail": text, "instance": text, "errors": [{"detail": text, "pointer": text}],
            }),
            (false, "WARN") => json!({"status": "WARN", "errors": [text]}),
            (false, "OK") => json!({"status": "OK", "message": text, "error": [text]}),
            (false, "other") => json!({"status": text, "error": text}),
            (false, "shape") => json!({"status": "OK", text.clone(): {text.clone(): text}}),
            (false, _) => json!({"status": "FAIL", "error": text, "errors": [text]}),
        };
        let line = if status.starts_with(|first: char| first.is_ascii_digit()) { status } else { "200 OK" };
        let media_type = if business { "application/problem+json" } else { "text/xml" };
        stub::reply(line, media_type, body.to_string())
    })
    .await
}

#[tokio::test]
async fn an_error_does_not_show_a_secret_that_the_vendor_repeats() {
    let statuses = [
        "200 OK",
        "WARN",
        "OK",
        "other",
        "shape",
        "302 Found",
        "400 Bad Request",
        "401 Unauthorized",
        "402 Payment Required",
        "403 Forbidden",
        "404 Not Found",
        "408 Request Timeout",
        "409 Conflict",
        "415 Unsupported Media Type",
        "422 Unprocessable Content",
        "429 Too Many Requests",
        "500 Internal Server Error",
        "503 Service Unavailable",
    ];
    let mut kinds = BTreeSet::new();
    for status in statuses {
        for business in [true, false] {
            let stub = echoing(status, business).await;
            let mut builder = stub.builder().options(CallOptions::new().max_retries(0));
            if status.starts_with("429") {
                let credentials = Credentials::new().api_key(LIMITED_KEY).provisioning(CID - 1, PROVHASH);
                let hasty = CallOptions::new().max_retries(0).timeout(Duration::from_millis(20));
                builder = builder.credentials(credentials).options(hasty);
            }
            let client = builder.build().unwrap();
            for (call, result) in calls(&client).await {
                let what = format!("{call}, {status}");
                match result {
                    Err(error) => {
                        kinds.insert(error.kind().as_str());
                        assert_clean_error(&what, &error);
                    }
                    Ok(shown) if OUTCOMES.contains(&call) => assert_clean(&what, &shown),
                    // What was asked for is the vendor's data, as it came.
                    Ok(_) => {}
                }
            }
        }
    }
    let expected = [
        "authentication",
        "conflict",
        "invalid_request",
        "not_found",
        "partial",
        "permission",
        "rate_limit",
        "rejected",
        "server",
        "subscription_expired",
        "unexpected_response",
        "unsupported_media_type",
    ];
    assert_eq!(kinds, BTreeSet::from(expected));
}

#[tokio::test]
async fn a_page_or_a_broken_body_that_repeats_a_secret_is_not_shown() {
    let pages = [
        format!("<html><title>{API_KEY}</title>{}</html>", texts(&[API_KEY, PROVHASH], "")),
        format!("<html><title>denied {PROVHASH}</title></html>"),
        format!("\"{PROVHASH}\""),
        format!("{{\"{PROVHASH}\": [\"{API_KEY}\""),
        texts(&[API_KEY, PROVHASH], ""),
    ];
    for page in pages {
        for status in ["200 OK", "500 Internal Server Error"] {
            let body = page.clone();
            let stub = Stub::start(move |_| stub::reply(status, "text/html", body.clone())).await;
            let client = stub.builder().options(CallOptions::new().max_retries(0)).build().unwrap();
            for (call, result) in calls(&client).await {
                match result {
                    Err(error) => assert_clean_error(&format!("{call}: {page}"), &error),
                    Ok(shown) if call != "request" => assert_clean(&format!("{call}: {page}"), &shown),
                    Ok(_) => {}
                }
            }
        }
    }
}

#[tokio::test]
async fn an_error_of_the_connection_shows_no_secret() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let base = || {
        Client::builder()
            .credentials(credentials())
            .business_url(format!("http://{closed}/business"))
            .provisioning_url(format!("http://{closed}/enterpriseapi.php"))
            .time_zone("US/Eastern")
            .options(options().max_retries(0))
    };
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let silent_url = format!("http://{}/business", silent.local_addr().unwrap());
    let silent_hook = format!("http://{}/enterpriseapi.php", silent.local_addr().unwrap());
    let short = options().max_retries(0).timeout(Duration::from_millis(10));
    let clients = [
        ("no server", base().no_proxy()),
        ("a dead proxy", base().proxy(format!("http://ops:{PROXY_PASSWORD}@{closed}"))),
        (
            "a server that is silent",
            base().no_proxy().business_url(silent_url).provisioning_url(silent_hook).options(short),
        ),
        ("a read-only client", base().no_proxy().read_only(true)),
    ];
    let mut kinds = BTreeSet::new();
    for (name, builder) in clients {
        for (call, result) in calls(&builder.build().unwrap()).await {
            match result {
                Err(error) => {
                    kinds.insert(error.kind().as_str());
                    assert_clean_error(&format!("{call}, {name}"), &error);
                }
                Ok(shown) => assert_clean(&format!("{call}, {name}"), &shown),
            }
        }
    }
    assert_eq!(kinds, BTreeSet::from(["connection", "read_only", "timeout"]));
}

/// The kinds that the tests above do not meet.
#[tokio::test]
async fn the_other_kinds_of_error_show_no_secret() {
    let bench = bench().await;
    bench.tenant.quirks(|quirks| quirks.event_limit = 10);
    bench.inject("reporting", FaultKind::RepeatToken);
    let one = Client::builder().credentials(Credentials::new().api_key(API_KEY)).no_proxy().build().unwrap();
    let errors = [
        (
            ErrorKind::Paging,
            bench.client().provisioning().events().list(&EventQuery::default()).collect().await.map(drop),
        ),
        (ErrorKind::Configuration, one.provisioning().users().add(&[zoe()]).await.map(drop)),
        (
            ErrorKind::InvalidArgument,
            bench
                .client()
                .provisioning()
                .users()
                .add(&[BatchAddUser { username: USER_PASSWORD.into(), ..zoe() }])
                .await
                .map(drop),
        ),
    ];
    for (kind, result) in errors {
        let error = result.unwrap_err();
        assert_eq!(error.kind(), kind);
        assert_clean_error(kind.as_str(), &error);
    }
}
