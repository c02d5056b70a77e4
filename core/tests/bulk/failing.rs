//! A chunk that fails in the middle.

use std::time::Duration;

use lastpass_admin::{BatchAddUser, CallOptions, Delivery, ErrorKind, RowState};
use lastpass_sandbox::{FaultKind, RetryAfter};
use serde_json::json;

use crate::{
    OPERATIONS, addresses, bench_with, done, failure, hasty, in_order, run, second, server_error, states,
};

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
        assert!(
            std::error::Error::source(&error).unwrap().to_string().contains("provisioning hash"),
            "{operation}"
        );
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
            let bench =
                bench_with(if operation == "add" { &[] } else { &users }, operation == "enable").await;
            bench.tenant.inject(second(command, fault.clone()));
            let client = hasty(&bench).with_options(CallOptions::new().chunk_size(3));
            let result = run(&client, operation, &users).await;
            let once = matches!(operation, "add" | "change_members");
            if *acted || !once {
                let outcome = result.unwrap_or_else(|error| panic!("{case}: {error}"));
                assert_eq!(states(&outcome), [(RowState::Applied, 9)], "{case}");
                assert_eq!(done(&bench, operation), 9, "{case}");
                let read_back =
                    outcome.rows.iter().filter(|row| row.detail.is_some()).map(|row| &row.username);
                if *acted {
                    assert!(read_back.eq(&users[3..6]), "{case}: {outcome:?}");
                }
            } else {
                let (error, outcome) = failure(result, &case);
                assert_eq!(error.kind(), ErrorKind::Partial, "{case}");
                let open = outcome.rows[3..6]
                    .iter()
                    .all(|row| matches!(row.state, RowState::Unknown | RowState::NotSent));
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
    let requests: Vec<_> =
        bench.tenant.requests().into_iter().filter(|one| one.operation == Some("disableuser")).collect();
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
    let (_, outcome) =
        failure(hasty(&bench).provisioning().users().add(&[secret]).await, "a password is not shown");
    assert_eq!(states(&outcome), [(RowState::Unknown, 1)]);
}

#[tokio::test]
async fn a_429_is_no_failure_of_the_users_and_is_sent_again() {
    let users = addresses(6);
    for (operation, command) in OPERATIONS {
        let bench = bench_with(if operation == "add" { &[] } else { &users }, operation == "enable").await;
        bench
            .tenant
            .inject(second(command, FaultKind::TooManyRequests { retry_after: RetryAfter::Fraction(0.02) }));
        let client = hasty(&bench).with_options(CallOptions::new().chunk_size(3));
        let outcome = run(&client, operation, &users).await.unwrap();
        assert_eq!(states(&outcome), [(RowState::Applied, 6)], "{operation}");
        assert_eq!((bench.tenant.hits(command), bench.tenant.hits("getuserdata")), (3, 0), "{operation}");
    }
    let bench = bench_with(&users, false).await;
    bench
        .tenant
        .inject(second("disableuser", FaultKind::TooManyRequests { retry_after: RetryAfter::Seconds(90) }));
    let client = bench.client().with_options(CallOptions::new().chunk_size(3));
    let (error, outcome) = failure(run(&client, "disable", &users).await, "a long wait");
    assert_eq!(states(&outcome), [(RowState::Applied, 3), (RowState::NotSent, 3)]);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(90)));
}
