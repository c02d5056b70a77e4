//! Calls that a client may not make: read-only clients, and APIs for which it holds no credential.

use lastpass_admin::{Credentials, Delivery, Error, ErrorKind};
use serde_json::json;

use crate::common::calls::{Api, CALLS, Kind};
use crate::common::{Bench, bench, bench_of};

fn assert_not_sent(error: &Error, kind: ErrorKind, operation: &str) {
    assert_eq!((error.kind(), error.operation()), (kind, Some(operation)), "{error}");
    assert_eq!((error.attempts(), error.delivery()), (0, Delivery::NotSent), "{error}");
    assert!(error.to_string().starts_with(operation), "an error names its operation: {error}");
}

async fn read_only() -> (Bench, lastpass_admin::Client) {
    let bench = bench().await;
    let client = bench.builder().read_only(true).build().unwrap();
    (bench, client)
}

/// Every writing operation of both APIs, by its name.
#[tokio::test]
async fn a_read_only_client_writes_nothing() {
    let (bench, client) = read_only().await;
    let mut refused = 0;
    for call in CALLS.iter().filter(|call| call.kind == Kind::Write) {
        let error = call.run(&client).await.err().unwrap_or_else(|| panic!("{} was sent", call.name));
        assert_not_sent(&error, ErrorKind::ReadOnly, call.name);
        refused += 1;
    }
    assert_eq!(refused, 16 + 16, "the writing operations of the Business API and of the Provisioning API");
    assert_eq!(bench.tenant.all_hits(), []);
}

#[tokio::test]
async fn a_read_only_client_writes_nothing_by_the_escape_hatches() {
    let (bench, client) = read_only().await;
    for method in ["POST", "put", "PATCH", "DELETE"] {
        let error = client.request(method, "/v1/users/80001", &[], None).await.unwrap_err();
        assert_not_sent(&error, ErrorKind::ReadOnly, "request");
    }
    for command in ["disableuser", "batchadd", "reinviteuser", "acommandoftomorrow"] {
        let error = client.command(command, Some(&json!(["ada@example.com"]))).await.unwrap_err();
        assert_not_sent(&error, ErrorKind::ReadOnly, "command");
    }
    assert_eq!(bench.tenant.all_hits(), []);
    client.request("GET", "/v1/users", &[("max-results", "1")], None).await.unwrap();
    client.command("getuserdata", Some(&json!({"pagesize": 1}))).await.unwrap();
}

#[tokio::test]
async fn a_read_only_client_reads() {
    let (bench, client) = read_only().await;
    let child = bench.tenant.company_users(5501)[0].id;
    assert_eq!(child, 80_051, "the user of the table");
    for call in CALLS.iter().filter(|call| call.kind != Kind::Write) {
        call.run(&client).await.unwrap_or_else(|error| panic!("{error}"));
    }
    assert!(client.check().await.unwrap().all_work());
    assert_eq!(bench.changes(), 0);
}

/// Every operation of the API whose credential is missing, by its name; the message says what to give.
#[tokio::test]
async fn an_api_without_a_credential_is_not_asked() {
    let bench = bench().await;
    let cases = [
        (Api::Provisioning, Credentials::new().api_key(bench.tenant.api_key()), "LASTPASS_PROVHASH"),
        (
            Api::Business,
            Credentials::new().provisioning(bench.tenant.cid(), bench.tenant.provhash()),
            "LASTPASS_API_KEY",
        ),
    ];
    for (missing, credentials, hint) in cases {
        let client = bench.builder().credentials(credentials).build().unwrap();
        for call in CALLS.iter().filter(|call| call.api == missing) {
            let error = call.run(&client).await.err().unwrap_or_else(|| panic!("{} was sent", call.name));
            assert_not_sent(&error, ErrorKind::Configuration, call.name);
            assert!(error.message().contains(hint), "{error}");
        }
        let report = client.check().await.unwrap();
        assert_eq!(report.business.is_none(), missing == Api::Business);
        assert_eq!(report.provisioning.is_none(), missing == Api::Provisioning);
    }
    let asked: Vec<_> = bench.tenant.all_hits();
    assert_eq!(asked, [("getuserdata", 1), ("listUsers", 1)], "the two checks alone");
}

/// An error of the server names the operation as well, whatever the operation.
#[tokio::test]
async fn an_error_of_the_server_names_the_operation() {
    let bench = bench_of(Default::default()).await;
    let expired = Credentials::new()
        .api_key(bench.tenant.expired_api_key())
        .provisioning(bench.tenant.cid(), "0123456789abcdef");
    let client = bench.builder().credentials(expired).build().unwrap();
    for call in CALLS {
        let error = call.run(&client).await.err().unwrap_or_else(|| panic!("{} succeeded", call.name));
        let kind = if call.api == Api::Business {
            ErrorKind::SubscriptionExpired
        } else {
            ErrorKind::Authentication
        };
        assert_eq!((error.kind(), error.operation()), (kind, Some(call.name)), "{error}");
        assert_eq!((error.attempts(), error.delivery()), (1, Delivery::Answered), "{error}");
    }
    assert_eq!(bench.changes(), 0);
}
