//! From nobody to a thousand users.

use lastpass_admin::{CallOptions, Delivery, ErrorKind, RowState};

use crate::common::bench;
use crate::{OPERATIONS, addresses, bench_with, chunks, done, hasty, in_order, run, states};

#[tokio::test]
async fn any_number_of_users_goes_out_in_chunks_of_a_hundred() {
    let sizes: [(usize, &[usize]); 4] = [(1, &[1]), (100, &[100]), (101, &[100, 1]), (1000, &[100; 10])];
    for (operation, command) in OPERATIONS {
        for (count, expected) in sizes {
            let users = addresses(count);
            let bench =
                bench_with(if operation == "add" { &[] } else { &users }, operation == "enable").await;
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
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::InvalidArgument, Delivery::NotSent),
            "{operation}"
        );
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
async fn the_batch_of_a_thousand_that_a_remark_came_with_keeps_the_remark() {
    let users = addresses(600);
    let bench = bench_with(&[], false).await;
    let client = hasty(&bench).with_options(CallOptions::new().chunk_size(550));
    let outcome = run(&client, "add", &users).await.unwrap();
    assert_eq!(outcome.messages, ["The batch is large; some rows may be processed later."]);
    assert_eq!(states(&outcome), [(RowState::Applied, 600)]);
}
