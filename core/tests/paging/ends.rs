//! Where a list ends, and where it does not.

use std::collections::BTreeSet;

use lastpass_admin::{CompanyUser, ErrorKind, ListUsers, UserDataQuery};
use lastpass_sandbox::{Fault, FaultKind, LastPage, Target, TenantOptions};
use serde_json::{Value, json};

use crate::common::bench_of;
use crate::stub::Stub;
use crate::{events, expired, folders, of_users, stub, user_data, users};

#[tokio::test]
async fn an_error_in_the_middle_is_an_error_of_the_list_and_asking_again_goes_on() {
    let bench = of_users(50).await;
    let client = bench.client();
    for (target, by_rest) in [(Target::Operation("listUsers"), true), (Target::Command("getuserdata"), false)]
    {
        let html = Fault { on: target, kind: FaultKind::Html, times: Some(2), after: 2 };
        bench.tenant.inject(html);
        let collected = match by_rest {
            true => users(&client, 10, None).collect().await.map(drop),
            false => user_data(&client, 10, None).collect().await.map(drop),
        };
        assert_eq!(collected.unwrap_err().kind(), ErrorKind::UnexpectedResponse);
        let mut ids = BTreeSet::new();
        let (mut one, mut two) = (users(&client, 10, None), user_data(&client, 10, None));
        bench.tenant.clear_faults();
        bench.tenant.inject(Fault { on: target, kind: FaultKind::Html, times: Some(1), after: 3 });
        let mut errors = 0;
        loop {
            let next = match by_rest {
                true => {
                    one.try_next().await.map(|user| user.and_then(|user| user.id()).map(|id| id.to_string()))
                }
                false => two.try_next().await.map(|user| user.and_then(|user| user.id().map(str::to_owned))),
            };
            match next {
                Ok(Some(id)) => assert!(ids.insert(id), "an item came twice"),
                Ok(None) => break,
                Err(_) => errors += 1,
            }
        }
        assert_eq!((ids.len(), errors), (50, 1), "{target:?}");
    }
}

#[tokio::test]
async fn the_last_page_is_known_by_null_by_absence_and_by_an_empty_token() {
    let bench = of_users(20).await;
    for last_page in [LastPage::Null, LastPage::Absent, LastPage::Empty] {
        bench.tenant.quirks(|quirks| quirks.last_page = last_page);
        bench.tenant.clear_requests();
        assert_eq!(users(&bench.client(), 10, None).collect().await.unwrap().len(), 20, "{last_page:?}");
        assert_eq!(bench.tenant.hits("listUsers"), 2, "{last_page:?}");
    }
    bench.inject("listUsers", FaultKind::EmptyToken);
    assert_eq!(users(&bench.client(), 10, None).collect().await.unwrap().len(), 10);
}

#[tokio::test]
async fn a_token_that_repeats_is_an_error_and_no_endless_loop() {
    let bench = bench_of(TenantOptions { users: 140, events: 120, ..TenantOptions::default() }).await;
    let client = bench.client();
    bench.inject("any", FaultKind::RepeatToken);
    let errors = [
        users(&client, 10, None).collect().await.unwrap_err(),
        expired(&client, 10, None).collect().await.unwrap_err(),
        events(&client, None).collect().await.unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::Paging, "{error}");
    }
    assert!(bench.hits() <= 9, "{}", bench.hits());
}

#[tokio::test]
async fn a_list_that_begins_again_after_its_end_is_an_error_and_no_endless_loop() {
    for (totals, target) in [
        (false, "getuserdata"),
        (false, "getdetailedsfdata"),
        (true, "listUsers"),
        (true, "expiredmasterpwlist"),
    ] {
        let bench = bench_of(TenantOptions { users: 140, folders: 40, ..TenantOptions::default() }).await;
        bench.tenant.quirks(|quirks| quirks.totals = totals);
        bench.inject(target, FaultKind::EndlessPages);
        let client = bench.client();
        let read = match target {
            "getuserdata" => user_data(&client, 10, None).collect().await.map(drop),
            "getdetailedsfdata" => folders(&client, 10, None).collect().await.map(drop),
            "listUsers" => users(&client, 10, None).collect().await.map(drop),
            _ => expired(&client, 10, None).collect().await.map(drop),
        };
        assert_eq!(read.expect_err(target).kind(), ErrorKind::Paging, "{target}");
        assert!(bench.tenant.hits(target) < 200, "{target}: {}", bench.tenant.hits(target));
    }
}

/// A vendor with 1,050 users that cuts every page at 300, and may print its total.
async fn capped(totals: bool) -> Stub {
    Stub::start(move |request| {
        let data = &request.json()["data"];
        let start = data["pageindex"].as_u64().unwrap_or_default() * 300;
        let users = (start..(start + 300).min(1050))
            .map(|id| (id.to_string(), json!({"username": format!("u{id}@example.com")})));
        let users: serde_json::Map<String, Value> = users.collect();
        let mut page = if users.is_empty() { json!({"Users": []}) } else { json!({"Users": users}) };
        if totals {
            page["total"] = json!(1050);
        }
        stub::ok(page.to_string())
    })
    .await
}

#[tokio::test]
async fn a_vendor_that_cuts_pages_shorter_than_asked_for_is_read_to_its_total() {
    let stub = capped(true).await;
    let client = stub.client();
    let mut list = client.provisioning().users().list(&UserDataQuery::default());
    let mut ids = BTreeSet::new();
    while let Some(user) = list.try_next().await.unwrap() {
        ids.insert(user.id().unwrap().to_owned());
    }
    assert_eq!(ids.len(), 1050);
    assert!(!list.summary().is_inconsistent(), "{:?}", list.summary());
    assert_eq!(stub.received().len(), 4);
}

#[tokio::test]
async fn an_empty_page_in_the_middle_does_not_end_a_list_by_token() {
    let stub = Stub::start(|request| {
        let page = match request.line.split("page-token=").nth(1).and_then(|rest| rest.chars().next()) {
            None => json!({"items": [{"id": 1}], "nextPageToken": "a"}),
            Some('a') => json!({"items": [], "nextPageToken": "b"}),
            Some('b') => json!({"items": null, "nextPageToken": "c"}),
            _ => json!({"items": [{"id": 2}]}),
        };
        stub::reply("200 OK", "application/json", page.to_string())
    })
    .await;
    let ids: Vec<i64> = stub
        .client()
        .users()
        .list(&ListUsers::default())
        .collect()
        .await
        .unwrap()
        .iter()
        .filter_map(CompanyUser::id)
        .collect();
    assert_eq!(ids, [1, 2]);
}
