//! Lists that fail, are paused, are given up or move while they are read.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use lastpass_admin::{ErrorKind, UnifiedListUsers};
use lastpass_sandbox::{Fault, FaultKind, Target, TenantOptions};

use crate::common::bench_of;
use crate::common::stub::reply;
use crate::vendor::{People, Vendor, is_business};
use crate::{id, ids, listed, of_users, source, users};

/// Four pages of the Provisioning API, five of the Business API, two of the rest.
fn many() -> People {
    People { cut: Some(10), ..People::of(35, 14) }
}

/// An answer that makes the request of this number of an API fail.
async fn failing_at(people: People, business: bool, number: usize) -> Vendor {
    let seen = AtomicUsize::new(0);
    Vendor::start(people, move |request| {
        let fails = is_business(request) == business && seen.fetch_add(1, Ordering::Relaxed) == number;
        fails.then(|| reply("200 OK", "text/html", "<html>Sorry</html>"))
    })
    .await
}

#[tokio::test]
async fn an_error_in_the_middle_is_an_error_of_the_list_and_asking_again_goes_on() {
    let whole = ids(users(&many().serve().await.both(), 10, None)).await;
    for (business, pages) in [(false, 4), (true, 5)] {
        for number in 0..pages {
            let vendor = failing_at(many(), business, number).await;
            let error = users(&vendor.both(), 10, None).collect().await.unwrap_err();
            let inner = if business { "(in users.list)" } else { "(in provisioning.users.list)" };
            assert_eq!(
                (error.kind(), error.operation()),
                (ErrorKind::UnexpectedResponse, Some("iam.users.list"))
            );
            assert!(error.message().ends_with(inner), "{error}");

            let vendor = failing_at(many(), business, number).await;
            let mut list = users(&vendor.both(), 10, None);
            let (mut given, mut errors) = (Vec::new(), 0);
            loop {
                match list.try_next().await {
                    Ok(Some(user)) => given.push(id(&user)),
                    Ok(None) => break,
                    Err(_) => errors += 1,
                }
                assert!(errors < 2, "an error came twice");
            }
            assert_eq!((given, errors), (whole.clone(), 1), "business {business}, request {number}");
            assert!(!list.summary().is_inconsistent(), "{:?}", list.summary());
            // A page of the Provisioning API that has come is not asked for again.
            let expected = if business { 4 } else { 5 };
            assert_eq!(vendor.hits().0, expected, "business {business}, request {number}");
        }
    }
}

/// Half of the view is no view: what one API cannot say is not made up from the other.
#[tokio::test]
async fn a_failure_of_either_api_is_a_failure_of_the_list() {
    for (target, kind) in [
        (
            "listUsers",
            FaultKind::Status {
                status: 401,
                body: Default::default(),
                retry_after: Default::default(),
                acted: false,
            },
        ),
        (
            "listUsers",
            FaultKind::Status {
                status: 403,
                body: Default::default(),
                retry_after: Default::default(),
                acted: false,
            },
        ),
        ("listUsers", FaultKind::OtherShape),
        ("getuserdata", FaultKind::XmlAuthorizationError),
        ("getuserdata", FaultKind::TruncatedJson),
    ] {
        for after in [0, 2] {
            let bench = of_users(1200).await;
            bench.tenant.inject(Fault {
                on: Target::parse(target).unwrap(),
                kind: kind.clone(),
                times: None,
                after,
            });
            let error = users(&bench.client(), 10, None).collect().await.unwrap_err();
            assert_eq!(error.operation(), Some("iam.users.list"), "{error}");
            if after == 0 {
                let ada = bench.client().iam().users().get("ada@example.com", &Default::default()).await;
                assert_eq!(ada.unwrap_err().kind(), error.kind(), "{target} {kind:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_list_that_is_paused_goes_on_where_it_stood() {
    let vendor = People::of(35, 14).serve().await;
    let whole = ids(users(&vendor.both(), 10, None)).await;
    let mut list = users(&vendor.both(), 10, None);
    let mut given = Vec::new();
    while let Some(page) = list.next_page().await.unwrap() {
        list.pause();
        // Now the page that was under way has ended, now it has not.
        tokio::time::sleep(Duration::from_millis(given.len() as u64 % 20)).await;
        list.pause();
        given.extend(page.iter().map(|user| id(&user)));
    }
    assert_eq!(given, whole);
    assert_eq!((list.summary().items, list.summary().is_inconsistent()), (49, false));
}

/// A call that is given up at any moment, again and again, loses nobody and gives nobody twice.
#[tokio::test]
async fn a_call_that_is_given_up_can_be_made_again() {
    let whole =
        ids(users(&People { cut: Some(5), ..People::of(25, 14) }.serve().await.both(), 10, None)).await;
    for patience in [0, 1, 2, 3, 5, 8] {
        let vendor = People { cut: Some(5), ..People::of(25, 14) }.serve().await;
        let mut list = users(&vendor.both(), 10, None);
        let (mut given, mut given_up) = (Vec::new(), 0);
        loop {
            // Longer each time: the other API is read again from its start if nobody waits for its end.
            let patience = Duration::from_millis(patience + given_up / 10);
            match tokio::time::timeout(patience, list.next_page()).await {
                Ok(Ok(Some(page))) => given.extend(page.iter().map(|user| id(&user))),
                Ok(Ok(None)) => break,
                Ok(Err(error)) => panic!("{error}"),
                Err(_) => given_up += 1,
            }
            assert!(given_up < 10_000, "it does not come forward");
        }
        assert_eq!(given, whole, "{patience} ms");
        assert!(!list.summary().is_inconsistent(), "{:?}", list.summary());
    }
}

#[tokio::test]
async fn a_list_that_is_dropped_asks_no_more() {
    let bench = of_users(2000).await;
    bench.inject("any", FaultKind::Delay { before_ms: 20, after_ms: 0 });
    let client = bench.client();
    let mut list = users(&client, 10, None);
    let given_up = tokio::time::timeout(Duration::from_millis(30), list.next_page()).await;
    assert!(given_up.is_err());
    drop(list);
    tokio::time::sleep(Duration::from_millis(60)).await;
    let hits = bench.hits();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(bench.hits(), hits);
}

/// Users shift from page to page while they are read: nobody comes twice, and nobody is both joined and alone.
#[tokio::test]
async fn users_that_shift_come_once() {
    for target in ["getuserdata", "listUsers", "any"] {
        for fault in [FaultKind::OverlapPages, FaultKind::ShiftPages { by: -4 }] {
            let bench =
                bench_of(TenantOptions { users: 1200, companies: 0, ..TenantOptions::default() }).await;
            bench.inject(target, fault.clone());
            let list = users(&bench.client(), 100, None).collect().await.unwrap();
            let distinct: BTreeSet<String> = list.iter().map(id).collect();
            assert_eq!((list.len(), distinct.len()), (1200, 1200), "{target} {fault:?}");
            assert!(list.iter().all(|user| source(user) == "both"), "{target} {fault:?}");
        }
    }
}

#[tokio::test]
async fn a_vendor_that_never_ends_is_an_error_and_no_endless_loop() {
    let bench = of_users(140).await;
    bench.tenant.quirks(|quirks| quirks.totals = false);
    for (target, fault) in [("getuserdata", FaultKind::EndlessPages), ("listUsers", FaultKind::RepeatToken)] {
        bench.tenant.clear_faults();
        bench.inject(target, fault);
        let error = users(&bench.client(), 10, None).collect().await.unwrap_err();
        assert_eq!(
            (error.kind(), error.operation()),
            (ErrorKind::Paging, Some("iam.users.list")),
            "{target}: {error}"
        );
    }
}

/// The first page says that somebody is invited, and the last one that they have joined.
#[tokio::test]
async fn who_has_joined_is_not_listed_as_invited() {
    let mut people = People::of(20, 0);
    people.provisioning[19].1["username"] = "New@example.com".into();
    people.business.clear();
    people.invited = vec!["new@example.com".to_owned(), "other@example.com".to_owned()];
    let vendor = people.serve().await;
    let query =
        UnifiedListUsers { include_invited: Some(true), page_size: Some(10), ..UnifiedListUsers::default() };
    for client in [vendor.both(), vendor.provisioning()] {
        let given = ids(listed(&client, query.clone())).await;
        assert_eq!((given.len(), given.last().unwrap().as_str()), (21, "other@example.com"));
        assert!(!given.contains(&"new@example.com".to_owned()), "{given:?}");
    }
}

/// What cannot be read is an error each time it is asked for, and never a list without it.
#[tokio::test]
async fn asking_again_passes_nobody_over() {
    let mut people = People { cut: Some(5), ..People::of(10, 14) };
    people.business[7]["name"] = "x".repeat(70_000).into();
    let vendor = people.serve().await;
    let mut list = users(&vendor.both(), 10, None);
    let mut given = Vec::new();
    for _ in 0..3 {
        match list.next_page().await {
            Ok(Some(page)) => given.extend(page.iter().map(|user| id(&user))),
            Ok(None) => break,
            Err(error) => assert_eq!(error.kind(), ErrorKind::UnexpectedResponse, "{error}"),
        }
    }
    assert!(given.is_empty() || given.len() == 24, "{} of 24 are the whole list", given.len());
}
