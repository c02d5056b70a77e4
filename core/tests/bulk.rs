//! Writes on many users: chunks, what became of each user, and what happens when one chunk fails in the middle.

mod common;
#[path = "common/stub.rs"]
mod stub;

use std::collections::BTreeSet;
use std::time::Duration;

use common::{Bench, bench, bench_of};
use lastpass_admin::{
    BatchAddUser, CallOptions, Client, DeleteAction, Delivery, Error, ErrorKind, GroupChange, Outcome, Result, RowState,
};
use lastpass_sandbox::{ErrorBody, Fault, FaultKind, NewUser, RetryAfter, Stage, Target, TenantOptions};
use serde_json::{Value, json};
use stub::Stub;

/// The operations that take any number of users and send them in chunks, with their commands.
const OPERATIONS: [(&str, &str); 4] =
    [("disable", "disableuser"), ("enable", "enableuser"), ("add", "batchadd"), ("change_members", "batchchangegrp")];

fn addresses(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("bulk{number:04}@example.com")).collect()
}

/// A tenant with these users enrolled; disabled ones, if they are to be enabled.
async fn bench_with(users: &[String], disabled: bool) -> Bench {
    let bench = bench_of(TenantOptions { recorded_requests: 5_000, ..TenantOptions::empty() }).await;
    for email in users {
        bench.tenant.add_user(NewUser { email: email.clone(), name: None, stage: Stage::Enrolled }).unwrap();
        bench.tenant.edit_user(email, |user| user.disabled = disabled);
    }
    bench
}

/// A client that does not pause between chunks.
fn hasty(bench: &Bench) -> Client {
    bench.client().with_options(CallOptions::new().chunk_pause(Duration::ZERO))
}

async fn run(client: &Client, operation: &str, users: &[String]) -> Result<Outcome> {
    let api = client.provisioning();
    match operation {
        "disable" => api.users().disable(users).await,
        "enable" => api.users().enable(users).await,
        "add" => {
            let rows: Vec<_> = users
                .iter()
                .map(|email| BatchAddUser { full_name: Some("Bulk".into()), ..BatchAddUser::new(email.as_str()) })
                .collect();
            api.users().add(&rows).await
        }
        "change_members" => {
            let rows: Vec<_> = users
                .iter()
                .map(|email| GroupChange { add: vec!["Bulk".into()], ..GroupChange::new(email.as_str()) })
                .collect();
            api.groups().change_members(&rows).await
        }
        "delete_many" => api.users().delete_many(users, DeleteAction::Deactivate, users.len()).await,
        other => panic!("{other}"),
    }
}

/// How many users are in the state that the operation wants.
fn done(bench: &Bench, operation: &str) -> usize {
    let users = bench.tenant.users();
    let wanted = |user: &&lastpass_sandbox::User| match operation {
        "disable" | "delete_many" => user.disabled,
        "enable" => !user.disabled,
        "add" => user.name.as_deref() == Some("Bulk"),
        _ => user.groups.iter().any(|group| &**group == "Bulk"),
    };
    users.iter().filter(wanted).count()
}

/// Sizes of the chunks as they were sent.
fn chunks(bench: &Bench, command: &str) -> Vec<usize> {
    let requests = bench.tenant.requests().into_iter().filter(|request| request.operation == Some(command));
    requests.map(|request| request.body.unwrap()["data"].as_array().unwrap().len()).collect()
}

fn in_order(outcome: &Outcome, users: &[String]) -> bool {
    outcome.rows.iter().map(|row| &row.username).eq(users)
}

fn states(outcome: &Outcome) -> Vec<(RowState, usize)> {
    let mut runs: Vec<(RowState, usize)> = Vec::new();
    for row in &outcome.rows {
        match runs.last_mut() {
            Some((state, count)) if *state == row.state => *count += 1,
            _ => runs.push((row.state, 1)),
        }
    }
    runs
}

fn failure(result: Result<Outcome>, case: &str) -> (Error, Outcome) {
    let error = result.expect_err(case);
    let outcome = error.outcome().unwrap_or_else(|| panic!("{case}: {error:?} has no outcome")).clone();
    (error, outcome)
}

/// A gateway's page in place of an answer.
fn server_error(acted: bool) -> FaultKind {
    FaultKind::Status { status: 500, body: ErrorBody::Html, retry_after: RetryAfter::None, acted }
}

/// The second request for a command meets the fault.
fn second(command: &'static str, kind: FaultKind) -> Fault {
    Fault { on: Target::Command(command), kind, times: Some(1), after: 1 }
}

#[tokio::test]
async fn any_number_of_users_goes_out_in_chunks_of_a_hundred() {
    let sizes: [(usize, &[usize]); 4] = [(1, &[1]), (100, &[100]), (101, &[100, 1]), (1000, &[100; 10])];
    for (operation, command) in OPERATIONS {
        for (count, expected) in sizes {
            let users = addresses(count);
            let bench = bench_with(if operation == "add" { &[] } else { &users }, operation == "enable").await;
            let outcome = run(&hasty(&bench), operation, &users).await.unwrap();
            assert_eq!(chunks(&bench, command), expected, "{operation} of {count}");
            assert_eq!(states(&outcome), [(RowState::Applied, count)], "{operation} of {count}");
            assert!(in_order(&outcome, &users), "{operation} of {count}");
            assert_eq!(done(&bench, operation), count, "{operation} of {count}");
        }
    }
}

#[tokio::test]
async fn nobody_is_refused_before_anything_is_sent() {
    let bench = bench().await;
    for (operation, _) in OPERATIONS.into_iter().chain([("delete_many", "deluser")]) {
        let error = run(&bench.client(), operation, &[]).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{operation}");
        assert!(error.operation().is_some(), "{operation}");
    }
    assert_eq!(bench.hits(), 0);
}

#[tokio::test]
async fn one_bad_address_refuses_the_whole_call_before_anything_is_sent() {
    let bench = bench().await;
    for (operation, _) in OPERATIONS.into_iter().chain([("delete_many", "deluser")]) {
        let mut users = addresses(250);
        users.push("no-address".to_owned());
        let error = run(&bench.client(), operation, &users).await.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::InvalidArgument, Delivery::NotSent), "{operation}");
    }
    assert_eq!(bench.hits(), 0);
}

#[tokio::test]
async fn the_size_of_a_chunk_is_the_callers() {
    let users = addresses(7);
    for (operation, command) in OPERATIONS {
        let bench = bench_with(if operation == "add" { &[] } else { &users }, operation == "enable").await;
        let client = hasty(&bench).with_options(CallOptions::new().chunk_size(3));
        run(&client, operation, &users).await.unwrap();
        assert_eq!(chunks(&bench, command), [3, 3, 1], "{operation}");
    }
}

#[tokio::test]
async fn a_chunk_that_was_refused_is_told_per_user_and_the_rest_is_not_sent() {
    // The second chunk of three meets the fault; what is known of its users, and the requests that were made for it.
    let users = addresses(30);
    for (operation, command) in OPERATIONS {
        let bench = bench_with(if operation == "add" { &[] } else { &users }, operation == "enable").await;
        bench.tenant.inject(second(command, FaultKind::XmlAuthorizationError));
        let client = hasty(&bench).with_options(CallOptions::new().chunk_size(10));
        let (error, outcome) = failure(run(&client, operation, &users).await, operation);
        assert_eq!(error.kind(), ErrorKind::Partial, "{operation}: {error}");
        let expected = [(RowState::Applied, 10), (RowState::Rejected, 10), (RowState::NotSent, 10)];
        assert_eq!(states(&outcome), expected, "{operation}");
        assert!(in_order(&outcome, &users), "{operation}");
        assert_eq!((done(&bench, operation), bench.tenant.hits(command)), (10, 2), "{operation}");
        assert!(std::error::Error::source(&error).unwrap().to_string().contains("provisioning hash"), "{operation}");
    }
}

#[tokio::test]
async fn an_unclear_failure_of_a_chunk_is_settled_by_reading_back() {
    // Fault, whether the server acted.
    let faults = [
        ("reset after acting", FaultKind::ResetAfter, true),
        ("500 after acting", server_error(true), true),
        ("cut-off answer", FaultKind::TruncatedBody, true),
        ("cut-off JSON", FaultKind::TruncatedJson, true),
        ("reset before acting", FaultKind::ResetBefore, false),
        ("500 without acting", server_error(false), false),
    ];
    let users = addresses(9);
    for (operation, command) in OPERATIONS {
        for (name, fault, acted) in &faults {
            let case = format!("{operation}, {name}");
            let bench = bench_with(if operation == "add" { &[] } else { &users }, operation == "enable").await;
            bench.tenant.inject(second(command, fault.clone()));
            let client = hasty(&bench).with_options(CallOptions::new().chunk_size(3));
            let result = run(&client, operation, &users).await;
            let once = matches!(operation, "add" | "change_members");
            if *acted || !once {
                let outcome = result.unwrap_or_else(|error| panic!("{case}: {error}"));
                assert_eq!(states(&outcome), [(RowState::Applied, 9)], "{case}");
                assert_eq!(done(&bench, operation), 9, "{case}");
                let read_back = outcome.rows.iter().filter(|row| row.detail.is_some()).map(|row| &row.username);
                if *acted {
                    assert!(read_back.eq(&users[3..6]), "{case}: {outcome:?}");
                }
            } else {
                let (error, outcome) = failure(result, &case);
                assert_eq!(error.kind(), ErrorKind::Partial, "{case}");
                let open = outcome.rows[3..6].iter().all(|row| matches!(row.state, RowState::Unknown | RowState::NotSent));
                assert!(open, "{case}: {outcome:?}");
                assert_eq!(states(&outcome)[0], (RowState::Applied, 3), "{case}");
                assert!(outcome.rows[6..].iter().all(|row| row.state == RowState::NotSent), "{case}");
                assert_eq!(done(&bench, operation), 3, "{case}");
            }
            let sent_again = usize::from(!*acted && !once);
            let expected = if *acted || !once { 3 + sent_again } else { 2 };
            assert_eq!(bench.tenant.hits(command), expected, "{case}");
        }
    }
}

#[tokio::test]
async fn a_chunk_that_was_half_done_is_sent_again_for_the_others_only() {
    let users = addresses(4);
    let bench = bench_with(&users, false).await;
    bench.inject_once("disableuser", FaultKind::ResetBefore);
    for done in [&users[0], &users[2]] {
        bench.tenant.edit_user(done, |user| user.disabled = true);
    }
    let outcome = run(&bench.client(), "disable", &users).await.unwrap();
    assert_eq!(states(&outcome), [(RowState::Applied, 4)]);
    let requests: Vec<_> = bench.tenant.requests().into_iter().filter(|one| one.operation == Some("disableuser")).collect();
    assert_eq!(requests[1].body.as_ref().unwrap()["data"], json!([users[1], users[3]]));
}

#[tokio::test]
async fn what_cannot_be_read_back_stays_unknown() {
    let users = addresses(2);
    for (operation, command) in OPERATIONS {
        let bench = bench_with(if operation == "add" { &[] } else { &users }, operation == "enable").await;
        bench.inject_once(command, FaultKind::ResetAfter);
        bench.inject("getuserdata", FaultKind::Html);
        let (error, outcome) = failure(run(&hasty(&bench), operation, &users).await, operation);
        assert_eq!(error.delivery(), Delivery::Unknown, "{operation}: {error:?}");
        assert_eq!(states(&outcome), [(RowState::Unknown, 2)], "{operation}");
        assert_eq!(bench.tenant.hits(command), 1, "{operation}: sent again without knowing");
    }
    let bench = bench_with(&[], false).await;
    bench.inject_once("batchadd", FaultKind::ResetAfter);
    let secret = BatchAddUser { password: Some("T3mp-pass".into()), ..BatchAddUser::new(&users[0]) };
    let (_, outcome) = failure(hasty(&bench).provisioning().users().add(&[secret]).await, "a password is not shown");
    assert_eq!(states(&outcome), [(RowState::Unknown, 1)]);
}

#[tokio::test]
async fn a_429_is_no_failure_of_the_users_and_is_sent_again() {
    let users = addresses(6);
    for (operation, command) in OPERATIONS {
        let bench = bench_with(if operation == "add" { &[] } else { &users }, operation == "enable").await;
        bench.tenant.inject(second(command, FaultKind::TooManyRequests { retry_after: RetryAfter::Fraction(0.02) }));
        let client = hasty(&bench).with_options(CallOptions::new().chunk_size(3));
        let outcome = run(&client, operation, &users).await.unwrap();
        assert_eq!(states(&outcome), [(RowState::Applied, 6)], "{operation}");
        assert_eq!((bench.tenant.hits(command), bench.tenant.hits("getuserdata")), (3, 0), "{operation}");
    }
    let bench = bench_with(&users, false).await;
    bench.tenant.inject(second("disableuser", FaultKind::TooManyRequests { retry_after: RetryAfter::Seconds(90) }));
    let client = bench.client().with_options(CallOptions::new().chunk_size(3));
    let (error, outcome) = failure(run(&client, "disable", &users).await, "a long wait");
    assert_eq!(states(&outcome), [(RowState::Applied, 3), (RowState::NotSent, 3)]);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(90)));
}

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
            (Some("batchchangegrp"), _) => stub::ok(r#"{"status":"WARN","errors":["1 row could not be applied"]}"#),
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
    assert_eq!((outcome.applied(), outcome.unchanged()), (vec![&*users[0], &*users[2]], vec!["ghost@example.com"]));

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
        stub::ok(json!({"status": "success", "disabled_users": [lower[1]], "unchanged_users": [lower[0]]}).to_string())
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

#[tokio::test]
async fn the_batch_of_a_thousand_that_a_remark_came_with_keeps_the_remark() {
    let users = addresses(600);
    let bench = bench_with(&[], false).await;
    let client = hasty(&bench).with_options(CallOptions::new().chunk_size(550));
    let outcome = run(&client, "add", &users).await.unwrap();
    assert_eq!(outcome.messages, ["The batch is large; some rows may be processed later."]);
    assert_eq!(states(&outcome), [(RowState::Applied, 600)]);
}

#[tokio::test]
async fn deletion_goes_one_by_one_and_on_after_a_refusal() {
    for count in [1, 100, 101, 1000] {
        let mut users = addresses(count);
        let bench = bench_with(&users, false).await;
        if count > 1 {
            users[1] = "ghost@example.com".to_owned();
        }
        let result = run(&bench.client(), "delete_many", &users).await;
        assert_eq!(bench.tenant.hits("deluser"), count);
        if count == 1 {
            assert_eq!(states(&result.unwrap()), [(RowState::Applied, 1)]);
            continue;
        }
        let (error, outcome) = failure(result, "a ghost");
        assert_eq!(error.kind(), ErrorKind::Partial);
        assert_eq!(states(&outcome), [(RowState::Applied, 1), (RowState::Rejected, 1), (RowState::Applied, count - 2)]);
        assert!(in_order(&outcome, &users));
        assert!(outcome.rows[1].detail.as_deref().unwrap().contains("No such user"));
        assert_eq!(done(&bench, "delete_many"), count - 1);
    }
}

#[tokio::test]
async fn a_deletion_that_fails_half_way_tells_what_was_done() {
    // What the third of five meets, and what is then known.
    let cases = [
        ("reset after acting", FaultKind::ResetAfter, vec![(RowState::Applied, 5)], 5),
        ("500 after acting", server_error(true), vec![(RowState::Applied, 5)], 5),
        ("reset before acting", FaultKind::ResetBefore, vec![(RowState::Applied, 5)], 6),
        ("refused secret", FaultKind::XmlAuthorizationError, vec![(RowState::Applied, 2), (RowState::NotSent, 3)], 3),
        (
            "a long 429",
            FaultKind::TooManyRequests { retry_after: RetryAfter::Seconds(90) },
            vec![(RowState::Applied, 2), (RowState::NotSent, 3)],
            3,
        ),
    ];
    let users = addresses(5);
    for (name, kind, expected, hits) in cases {
        let bench = bench_with(&users, false).await;
        bench.tenant.inject(Fault { on: Target::Command("deluser"), kind, times: Some(1), after: 2 });
        let outcome = match run(&bench.client(), "delete_many", &users).await {
            Ok(outcome) => outcome,
            Err(error) => error.outcome().unwrap().clone(),
        };
        assert_eq!(states(&outcome), expected, "{name}");
        assert_eq!(bench.tenant.hits("deluser"), hits, "{name}");
    }
}

#[tokio::test]
async fn every_kind_of_deletion_goes_over_many_users() {
    let users = addresses(3);
    let actions = [
        (DeleteAction::Deactivate, 0, true),
        (DeleteAction::RemoveFromCompany, 1, false),
        (DeleteAction::DeletePermanently, 2, false),
    ];
    for (action, number, stays) in actions {
        let bench = bench_with(&users, false).await;
        let outcome = bench.client().provisioning().users().delete_many(&users, action, 3).await.unwrap();
        assert_eq!(outcome.applied(), users);
        let numbers: BTreeSet<i64> =
            bench.tenant.requests().iter().map(|one| one.body.as_ref().unwrap()["data"]["deleteaction"].as_i64().unwrap()).collect();
        assert_eq!(numbers, BTreeSet::from([number]), "{action:?}");
        assert_eq!(bench.tenant.user_count() == 3, stays, "{action:?}");
    }
    let bench = bench_with(&[], false).await;
    bench.tenant.set_invited(users.clone());
    let uninvited = bench.client().provisioning().users().delete_many(&users, DeleteAction::Uninvite, 3).await.unwrap();
    assert_eq!((uninvited.applied().len(), bench.tenant.invited().len()), (3, 0));
}

#[tokio::test]
async fn a_list_longer_than_the_bound_deletes_nobody() {
    let users = addresses(101);
    let bench = bench_with(&users, false).await;
    let client = bench.client();
    let error = client.provisioning().users().delete_many(&users, DeleteAction::DeletePermanently, 100).await.unwrap_err();
    assert_eq!((error.kind(), error.parameter()), (ErrorKind::InvalidArgument, Some("usernames")));
    assert!(error.to_string().contains("101") && error.to_string().contains("100"), "{error}");
    assert_eq!((bench.hits(), bench.tenant.user_count()), (0, 101));
}
