//! Users that the vendor tells apart: refused, unchanged, passed over.

use lastpass_admin::{CallOptions, ErrorKind, RowState};
use serde_json::{Value, json};

use crate::stub::Stub;
use crate::{addresses, bench_with, done, failure, hasty, in_order, run, states, stub};

#[tokio::test]
async fn a_warning_names_the_users_that_were_refused_and_the_next_chunks_go_out() {
    let mut users = addresses(9);
    users[1] = "ghost1@example.com".to_owned();
    users[7] = "ghost2@example.com".to_owned();
    let known: Vec<String> = users.iter().filter(|user| !user.starts_with("ghost")).cloned().collect();
    let bench = bench_with(&known, false).await;
    let client = hasty(&bench).with_options(CallOptions::new().chunk_size(3));
    let (error, outcome) = failure(run(&client, "change_members", &users).await, "WARN");
    assert_eq!(error.kind(), ErrorKind::Partial);
    let refused: Vec<_> = outcome.users(RowState::Rejected).collect();
    assert_eq!(refused, ["ghost1@example.com", "ghost2@example.com"]);
    assert_eq!(outcome.applied(), known);
    assert_eq!(outcome.rows[7].detail.as_deref(), Some("ghost2@example.com does not exist"));
    assert_eq!((done(&bench, "change_members"), bench.tenant.hits("batchchangegrp")), (7, 3));
}

#[tokio::test]
async fn a_warning_that_names_nobody_is_settled_by_reading_back() {
    let answer = |request: &stub::Received| {
        let request = request.json();
        match (request["cmd"].as_str(), request["data"]["username"].as_str()) {
            (Some("batchchangegrp"), _) => {
                stub::ok(r#"{"status":"WARN","errors":["1 row could not be applied"]}"#)
            }
            (_, Some("one@example.com")) => {
                stub::ok(r#"{"Users":{"1":{"username":"one@example.com","groups":["Bulk"]}}}"#)
            }
            (_, name) => stub::ok(json!({"Users": {"2": {"username": name, "groups": []}}}).to_string()),
        }
    };
    let stub = Stub::start(answer).await;
    let users = ["one@example.com".to_owned(), "two@example.com".to_owned()];
    let (error, outcome) = failure(run(&stub.client(), "change_members", &users).await, "WARN");
    assert_eq!(error.kind(), ErrorKind::Partial);
    assert_eq!(states(&outcome), [(RowState::Applied, 1), (RowState::Rejected, 1)]);
    let writes = stub.received().iter().filter(|request| request.json()["cmd"] == "batchchangegrp").count();
    assert_eq!(writes, 1);
}

#[tokio::test]
async fn unknown_addresses_are_unchanged_or_refused_as_the_vendor_says() {
    let known = addresses(2);
    let bench = bench_with(&known, false).await;
    let users = [known[0].clone(), "ghost@example.com".to_owned(), known[1].clone()];
    let outcome = run(&bench.client(), "disable", &users).await.unwrap();
    assert_eq!(
        (outcome.applied(), outcome.unchanged()),
        (vec![&*users[0], &*users[2]], vec!["ghost@example.com"])
    );

    bench.tenant.quirks(|quirks| quirks.unknown_addresses_are_errors = true);
    let (error, outcome) = failure(run(&bench.client(), "enable", &users).await, "an address in `error`");
    assert_eq!(error.kind(), ErrorKind::Partial);
    assert_eq!(states(&outcome), [(RowState::Applied, 1), (RowState::Rejected, 1), (RowState::Applied, 1)]);
    assert!(outcome.rows[1].detail.as_deref().unwrap().contains("No such user"), "{outcome:?}");
}

#[tokio::test]
async fn users_are_matched_without_regard_to_case_and_keep_the_callers_spelling() {
    let bench = bench_with(&addresses(2), false).await;
    let users = ["BULK0001@Example.com".to_owned(), "bulk0000@example.com".to_owned()];
    let answer = |request: &stub::Received| {
        let names: Vec<Value> = request.json()["data"].as_array().unwrap().clone();
        let lower: Vec<String> = names.iter().map(|name| name.as_str().unwrap().to_lowercase()).collect();
        stub::ok(
            json!({"status": "success", "disabled_users": [lower[1]], "unchanged_users": [lower[0]]})
                .to_string(),
        )
    };
    let stub = Stub::start(answer).await;
    for client in [bench.client(), stub.client()] {
        let outcome = run(&client, "disable", &users).await.unwrap();
        assert!(in_order(&outcome, &users));
    }
    let outcome = run(&stub.client(), "disable", &users).await.unwrap();
    assert_eq!((outcome.applied(), outcome.unchanged()), (vec![&*users[1]], vec![&*users[0]]));
}

#[tokio::test]
async fn a_user_whom_the_reply_passes_over_is_not_claimed_to_be_done() {
    let stub = Stub::answering(r#"{"status":"success","disabled_users":["bulk0000@example.com"]}"#).await;
    let (error, outcome) = failure(run(&stub.client(), "disable", &addresses(2)).await, "passed over");
    assert_eq!(error.kind(), ErrorKind::Partial);
    assert_eq!(states(&outcome), [(RowState::Applied, 1), (RowState::Unknown, 1)]);
}
