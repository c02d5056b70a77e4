//! The page that is read while the caller works on the one before.

use std::time::Duration;

use lastpass_sandbox::{Fault, FaultKind, Target};

use crate::{of_users, user_data, users};

#[tokio::test]
async fn nothing_is_sent_before_the_first_item_is_asked_for() {
    let bench = of_users(30).await;
    let list = users(&bench.client(), 10, None);
    tokio::time::sleep(Duration::from_millis(20)).await;
    drop(list);
    assert_eq!(bench.hits(), 0);
}

#[tokio::test]
async fn the_next_page_is_read_while_the_caller_works_and_only_that_one() {
    let bench = of_users(50).await;
    let client = bench.client();
    for (operation, by_rest) in [("listUsers", true), ("getuserdata", false)] {
        let (mut one, mut two) = (users(&client, 10, None), user_data(&client, 10, None));
        for pages in 1..=3 {
            match by_rest {
                true => assert_eq!(one.next_page().await.unwrap().unwrap().len(), 10),
                false => assert_eq!(two.next_page().await.unwrap().unwrap().len(), 10),
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
            assert_eq!(bench.tenant.hits(operation), pages + 1, "{operation}");
        }
    }
}

#[tokio::test]
async fn dropping_a_list_ends_the_page_that_is_under_way() {
    let bench = of_users(50).await;
    let client = bench.client();
    bench.tenant.inject(Fault {
        on: Target::Operation("listUsers"),
        kind: FaultKind::Delay { before_ms: 10_000, after_ms: 0 },
        times: None,
        after: 1,
    });
    let mut list = users(&client, 10, None);
    list.next_page().await.unwrap();
    tokio::time::sleep(Duration::from_millis(30)).await;
    assert_eq!((bench.tenant.hits("listUsers"), bench.sandbox.requests_in_flight()), (2, 1));
    drop(list);
    for _ in 0..100 {
        if bench.sandbox.requests_in_flight() == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!((bench.sandbox.requests_in_flight(), bench.sandbox.aborted_requests()), (0, 1));
    assert_eq!(bench.tenant.hits("listUsers"), 2);
}

#[tokio::test]
async fn a_future_that_is_dropped_half_way_loses_no_item() {
    let bench = of_users(60).await;
    let client = bench.client();
    for target in ["listUsers", "getuserdata"] {
        bench.inject(target, FaultKind::Delay { before_ms: 4, after_ms: 0 });
    }
    let mut list = user_data(&client, 10, None);
    let mut ids = Vec::new();
    let mut interrupted = 0;
    loop {
        match tokio::time::timeout(Duration::from_millis(1), list.try_next()).await {
            Ok(Ok(Some(user))) => ids.push(user.id().unwrap().to_owned()),
            Ok(Ok(None)) => break,
            Ok(Err(error)) => panic!("{error}"),
            Err(_) => interrupted += 1,
        }
        // The first page cannot be waited for in one millisecond.
        if ids.is_empty() {
            ids.extend(list.try_next().await.unwrap().map(|user| user.id().unwrap().to_owned()));
        }
    }
    let expected: Vec<String> = bench.tenant.users().iter().map(|user| user.key.to_string()).collect();
    assert!(interrupted > 1, "nothing was interrupted");
    assert_eq!(ids, expected);
}
