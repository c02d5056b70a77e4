//! The rules for a mock server of the Business API about faults in answers and lists.
#![allow(clippy::unwrap_used, reason = "a test that does not get what it looks at has failed")]

mod common;

use std::collections::HashSet;

use common::{bench, default_bench};
use lastpass_sandbox::{ErrorBody, FaultKind, RetryAfter, TenantOptions};
use serde_json::{Value, json};

fn ids(pages: &[Value]) -> Vec<i64> {
    pages
        .iter()
        .flat_map(|page| page["items"].as_array().unwrap())
        .map(|item| item["id"].as_i64().unwrap())
        .collect()
}

#[tokio::test]
async fn business_mock_04_lists_that_go_wrong() {
    let bench = bench(TenantOptions { users: 45, ..TenantOptions::default() }).await;
    let path = "/v1/users?max-results=10";
    let tenant = &bench.tenant;

    bench.inject("listUsers", FaultKind::RepeatToken);
    let pages = bench.pages(path, 6).await;
    assert_eq!(pages.len(), 6, "it would go on for ever");
    assert!(pages.iter().all(|page| page["nextPageToken"] == pages[0]["nextPageToken"]));

    tenant.clear_faults();
    bench.inject("listUsers", FaultKind::EndlessPages);
    let pages = bench.pages(path, 12).await;
    let tokens: HashSet<_> = pages.iter().map(|page| page["nextPageToken"].as_str().unwrap()).collect();
    assert_eq!((pages.len(), tokens.len()), (12, 12), "every token is new");
    assert!(pages.iter().all(|page| !page["items"].as_array().unwrap().is_empty()));

    tenant.clear_faults();
    bench.inject("listUsers", FaultKind::OverlapPages);
    let seen = ids(&bench.pages(path, 20).await);
    let distinct: HashSet<_> = seen.iter().copied().collect();
    assert_eq!(distinct.len(), 45, "nobody is lost");
    assert_eq!(seen.len(), 49, "one user twice at each of four seams");

    tenant.clear_faults();
    bench.inject("listUsers", FaultKind::ShiftPages { by: 1 });
    let seen = ids(&bench.pages(path, 20).await);
    assert_eq!(seen.len(), 41, "one user is lost at each of four seams");

    tenant.clear_faults();
    bench.inject("listUsers", FaultKind::EmptyToken);
    assert_eq!(bench.get_json(path).await["nextPageToken"], "");
    tenant.clear_faults();
    bench.inject("listUsers", FaultKind::NullItems);
    assert_eq!(bench.get_json(path).await["items"], Value::Null);
    tenant.clear_faults();
    bench.inject("listUsers", FaultKind::NullElements);
    assert_eq!(bench.get_json(path).await["items"], json!(vec![Value::Null; 10]));
    tenant.clear_faults();
    assert_eq!(
        ids(&bench.pages(path, 20).await),
        (80_001..80_046).collect::<Vec<_>>(),
        "nothing stays behind"
    );
}

#[tokio::test]
async fn business_mock_15_unknown_values_members_and_large_ids() {
    let bench = default_bench().await;
    bench.inject_once("getManagedCompany", FaultKind::UnknownEnumValues);
    let company = bench.get_json("/v1/managed-companies/5501").await;
    assert_eq!(
        company,
        json!({"id":5501,"name":"Example Child Ltd","licenseLimit":25,"status":"sandbox-unknown-value",
               "type":"sandbox-unknown-value","addons":["sandbox-unknown-value"],"parentId":null})
    );
    bench.inject_once("listAdminLevels", FaultKind::UnknownEnumValues);
    let level = &bench.get_json("/v1/admin-levels").await["items"][0];
    assert_eq!(level["permissions"], json!(["sandbox-unknown-value"]));
    assert_eq!(level["managedCompaniesAdminLevel"], json!("sandbox-unknown-value"));

    bench.inject_once("listUsers", FaultKind::UnknownMembers);
    let page = bench.get_json("/v1/users?max-results=1").await;
    assert!(
        page.get("sandboxUnknownMember").is_some() && page["items"][0].get("sandboxUnknownMember").is_some()
    );
    bench.inject_once("getUser", FaultKind::NullMembers);
    assert_eq!(
        bench.get_json("/v1/users/80001").await,
        json!({"id":null,"name":null,"email":null,"accountStatus":null})
    );
    bench.inject_once("getUser", FaultKind::NumbersAsStrings);
    assert_eq!(bench.get_json("/v1/users/80001").await["id"], "80001");

    bench.inject_once("getUser", FaultKind::LargeIds);
    let large = bench.get_json("/v1/users/80001").await["id"].as_i64().unwrap();
    assert_eq!(large, 9_007_199_254_740_992 + 80_001);
    assert_eq!(bench.get_json(&format!("/v1/users/{large}")).await["id"], 80_001, "a large id comes back");
    let body = Some(json!({"userId": large}));
    assert_eq!(bench.send("POST", "/v1/admin-levels/300/users", body).await.status, 201);
}

#[tokio::test]
async fn business_mock_16_too_many_requests() {
    let bench = default_bench().await;
    let body = || Some(json!({"email":"new@example.com","creationAccountAction":"stage"}));
    let forms = [
        (RetryAfter::None, None),
        (RetryAfter::Seconds(7), Some("7")),
        (RetryAfter::Fraction(0.25), Some("0.25")),
        (RetryAfter::Huge, Some("31536000")),
        (RetryAfter::Malformed, Some("soon")),
    ];
    for (retry_after, expected) in forms {
        bench.inject_once("createUser", FaultKind::TooManyRequests { retry_after: retry_after.clone() });
        let answer = bench.send("POST", "/v1/users", body()).await;
        assert_eq!((answer.status, answer.header("retry-after")), (429, expected), "{retry_after:?}");
        assert_eq!(answer.json()["title"], "Too Many Requests");
    }
    bench.inject_once("createUser", FaultKind::TooManyRequests { retry_after: RetryAfter::DateIn(60) });
    let answer = bench.send("POST", "/v1/users", body()).await;
    let date = answer.header("retry-after").unwrap();
    assert!(date.ends_with(" GMT") && date.len() == 29, "{date}");
    assert!(bench.tenant.user("new@example.com").is_none(), "refused means not acted on");
    assert_eq!(bench.tenant.hits("createUser"), 6);
    assert!(bench.tenant.requests().iter().all(|request| request.status == Some(429) && !request.changed));
    assert_eq!(bench.send("POST", "/v1/users", body()).await.status, 201);
}

#[tokio::test]
async fn business_mock_17_answers_that_are_no_answers() {
    let bench = default_bench().await;
    let ask = || bench.get("/v1/users/80001");
    bench.inject_once("getUser", FaultKind::TruncatedJson);
    let answer = ask().await;
    assert!(
        serde_json::from_str::<Value>(&answer.text).is_err() && answer.text.starts_with(r#"{"id":80001"#)
    );
    bench.inject_once("getUser", FaultKind::MalformedJson);
    assert!(serde_json::from_str::<Value>(&ask().await.text).is_err());
    bench.inject_once("getUser", FaultKind::EmptyBody { status: 200 });
    let answer = ask().await;
    assert_eq!((answer.status, answer.text.as_str()), (200, ""));
    bench.inject_once("getUser", FaultKind::EmptyBody { status: 204 });
    assert_eq!(ask().await.status, 204);
    bench.inject_once("getUser", FaultKind::WrongMediaType { media_type: "text/plain".to_owned() });
    let answer = ask().await;
    assert_eq!((answer.media_type.as_str(), &answer.json()["id"]), ("text/plain", &json!(80001)));
    bench.inject_once("getUser", FaultKind::OtherShape);
    assert_eq!(ask().await.json().get("id"), None);
    bench.inject_once("getUser", FaultKind::Html);
    let answer = ask().await;
    assert_eq!((answer.status, answer.media_type.as_str()), (200, "text/html"));
    bench.inject_once("getUser", FaultKind::Redirect { status: 307 });
    let answer = ask().await;
    assert_eq!(answer.status, 307);
    assert!(answer.header("location").unwrap().starts_with(bench.sandbox.foreign_origin()));
}

#[tokio::test]
async fn business_mock_17_server_errors() {
    let bench = default_bench().await;
    let cases = [
        (500, ErrorBody::Native, RetryAfter::None, "application/problem+json"),
        (502, ErrorBody::Html, RetryAfter::None, "text/html"),
        (503, ErrorBody::Native, RetryAfter::Seconds(2), "application/problem+json"),
        (504, ErrorBody::Empty, RetryAfter::None, ""),
    ];
    for (status, body, retry_after, media_type) in cases {
        let expected = retry_after.header();
        bench.inject_once("deleteUser", FaultKind::Status { status, body, retry_after, acted: false });
        let answer = bench.send("DELETE", "/v1/users/80005", None).await;
        assert_eq!((answer.status, answer.media_type.as_str()), (status, media_type));
        assert_eq!(answer.header("retry-after"), expected.as_deref());
    }
    assert!(bench.tenant.user_by_id(80_005).is_some());
    let acted = FaultKind::Status {
        status: 500,
        body: ErrorBody::Native,
        retry_after: RetryAfter::None,
        acted: true,
    };
    bench.inject_once("deleteUser", acted);
    assert_eq!(bench.send("DELETE", "/v1/users/80005", None).await.status, 500);
    assert!(bench.tenant.user_by_id(80_005).is_none(), "failed, yet done");
    let last = bench.tenant.requests().pop().unwrap();
    assert_eq!((last.status, last.changed), (Some(500), true));
}
