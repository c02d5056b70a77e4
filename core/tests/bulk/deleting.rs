//! Deletion, one by one.

use std::collections::BTreeSet;

use lastpass_admin::{DeleteAction, ErrorKind, RowState};
use lastpass_sandbox::{Fault, FaultKind, RetryAfter, Target};

use crate::{addresses, bench_with, done, failure, in_order, run, server_error, states};

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
        assert_eq!(
            states(&outcome),
            [(RowState::Applied, 1), (RowState::Rejected, 1), (RowState::Applied, count - 2)]
        );
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
        (
            "refused secret",
            FaultKind::XmlAuthorizationError,
            vec![(RowState::Applied, 2), (RowState::NotSent, 3)],
            3,
        ),
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
        let numbers: BTreeSet<i64> = bench
            .tenant
            .requests()
            .iter()
            .map(|one| one.body.as_ref().unwrap()["data"]["deleteaction"].as_i64().unwrap())
            .collect();
        assert_eq!(numbers, BTreeSet::from([number]), "{action:?}");
        assert_eq!(bench.tenant.user_count() == 3, stays, "{action:?}");
    }
    let bench = bench_with(&[], false).await;
    bench.tenant.set_invited(users.clone());
    let uninvited =
        bench.client().provisioning().users().delete_many(&users, DeleteAction::Uninvite, 3).await.unwrap();
    assert_eq!((uninvited.applied().len(), bench.tenant.invited().len()), (3, 0));
}

#[tokio::test]
async fn a_list_longer_than_the_bound_deletes_nobody() {
    let users = addresses(101);
    let bench = bench_with(&users, false).await;
    let client = bench.client();
    let error = client
        .provisioning()
        .users()
        .delete_many(&users, DeleteAction::DeletePermanently, 100)
        .await
        .unwrap_err();
    assert_eq!((error.kind(), error.parameter()), (ErrorKind::InvalidArgument, Some("usernames")));
    assert!(error.to_string().contains("101") && error.to_string().contains("100"), "{error}");
    assert_eq!((bench.hits(), bench.tenant.user_count()), (0, 101));
}
