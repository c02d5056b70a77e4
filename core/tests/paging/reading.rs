//! Items, pages, streams, and all at once.

use std::time::Duration;

use futures_util::{StreamExt, TryStreamExt};
use lastpass_admin::{
    CallOptions, CompanyUser, ErrorKind, ListAdminLevels, ListManagedCompanies, ListUsers, UserDataQuery,
};
use lastpass_sandbox::FaultKind;

use crate::common::bench;
use crate::{of_users, users};

fn emails(users: &[CompanyUser]) -> Vec<&str> {
    users.iter().filter_map(CompanyUser::email).collect()
}

#[tokio::test]
async fn a_list_is_the_same_as_items_as_pages_as_streams_and_at_once() {
    let bench = of_users(47).await;
    let client = bench.client();
    let whole = users(&client, 10, None).collect().await.unwrap();
    assert_eq!(emails(&whole), bench.tenant.users().iter().map(|user| &*user.email).collect::<Vec<_>>());

    let mut items = Vec::new();
    let mut list = users(&client, 10, None);
    while let Some(user) = list.try_next().await.unwrap() {
        items.push(user);
    }
    assert_eq!(items, whole);
    assert!(list.try_next().await.unwrap().is_none(), "a list that is at its end stays there");
    let mut pages = users(&client, 10, None);
    let mut sizes = Vec::new();
    while let Some(page) = pages.next_page().await.unwrap() {
        sizes.push((page.len(), page.next_token().is_some()));
    }
    assert_eq!(sizes, [(10, true), (10, true), (10, true), (10, true), (7, false)]);
    assert_eq!(users(&client, 10, None).into_stream().try_collect::<Vec<_>>().await.unwrap(), whole);
    let pages = users(&client, 10, None).into_pages().try_collect::<Vec<_>>().await.unwrap();
    assert_eq!(pages.iter().flat_map(|page| page.iter().collect::<Vec<_>>()).collect::<Vec<_>>(), whole);
    let first_three: Vec<_> =
        std::pin::pin!(users(&client, 10, None).into_stream()).take(3).try_collect().await.unwrap();
    assert_eq!(first_three, whole[..3]);
}

#[tokio::test]
async fn collect_gives_what_is_left() {
    let bench = of_users(25).await;
    let client = bench.client();
    let whole = users(&client, 10, None).collect().await.unwrap();
    for taken in [0, 1, 9, 10, 11, 24, 25] {
        let mut list = users(&client, 10, None);
        for _ in 0..taken {
            list.try_next().await.unwrap().unwrap();
        }
        assert_eq!(list.collect().await.unwrap(), whole[taken..], "{taken} taken");
    }
}

#[tokio::test]
async fn twenty_five_thousand_users_are_complete_and_in_order_through_both_apis() {
    let bench = of_users(25_000).await;
    let client = bench.client();
    let expected: Vec<String> =
        bench.tenant.users().into_iter().map(|user| user.email.into_string()).collect();
    let by_rest = client.users().list(&ListUsers::default()).collect().await.unwrap();
    assert!(by_rest.iter().map(|user| user.email().unwrap()).eq(expected.iter().map(String::as_str)));
    assert_eq!(bench.tenant.hits("listUsers"), 50);
    let mut by_command = client.provisioning().users().list(&UserDataQuery::default());
    let mut count = 0;
    while let Some(user) = by_command.try_next().await.unwrap() {
        assert_eq!(user.username(), Some(&*expected[count]));
        count += 1;
    }
    assert_eq!((count, bench.tenant.hits("getuserdata")), (25_000, 13));
    let summary = by_command.summary();
    assert_eq!((summary.items, summary.total, summary.duplicates), (25_000, Some(25_000), 0));
    assert!(summary.complete && !summary.is_inconsistent());
}

#[tokio::test]
async fn the_largest_page_is_asked_for_unless_the_caller_says_otherwise() {
    let bench = bench().await;
    let client = bench.client();
    client.users().list(&ListUsers::default()).next_page().await.unwrap();
    client.admin_levels().list(&ListAdminLevels::default()).next_page().await.unwrap();
    client.managed_companies().list(&ListManagedCompanies::default()).next_page().await.unwrap();
    client.provisioning().users().list(&UserDataQuery::default()).next_page().await.unwrap();
    client
        .provisioning()
        .reports()
        .list_expired_master_passwords(&Default::default())
        .next_page()
        .await
        .unwrap();
    assert_eq!(bench.last("listUsers").query("max-results"), Some("500"));
    assert_eq!(bench.last("listAdminLevels").query("max-results"), Some("50"));
    assert_eq!(bench.last("listManagedCompanies").query("max-results"), Some("500"));
    assert_eq!(bench.last("getuserdata").body.unwrap()["data"]["pagesize"], 2000);
    assert_eq!(bench.last("expiredmasterpwlist").body.unwrap()["data"]["limit"], 500);
    users(&client, 7, None).next_page().await.unwrap();
    assert_eq!(bench.last("listUsers").query("max-results"), Some("7"));
    for size in [0, 501] {
        let mut list = users(&client, size, None);
        // Asked once more, it is no empty list.
        for asked in 1..=2 {
            let error = list.next_page().await.unwrap_err();
            assert_eq!(
                (error.kind(), error.parameter(), error.operation()),
                (ErrorKind::InvalidArgument, Some("page_size"), Some("users.list")),
                "{size}, asked {asked} times: {error}"
            );
        }
    }
}

#[tokio::test]
async fn filters_are_repeated_with_the_token() {
    let bench = of_users(120).await;
    let query = ListUsers {
        email: Some("user%".into()),
        sort: Some("email:desc".into()),
        page_size: Some(50),
        ..ListUsers::default()
    };
    let users = bench.client().users().list(&query).collect().await.unwrap();
    assert_eq!(users.len(), 117);
    assert!(users.is_sorted_by(|one, two| one.email() >= two.email()));
    for request in bench.tenant.requests() {
        let sent = ["email", "sort", "max-results"].map(|name| request.query(name));
        assert_eq!(sent, [Some("user%"), Some("email:desc"), Some("50")]);
    }
}

#[tokio::test]
async fn a_page_carries_what_came_with_it() {
    let bench = of_users(20).await;
    bench.inject_once("listUsers", FaultKind::ResetBefore);
    let client = bench.client();
    let mut pages = users(&client, 10, None);
    let page = pages.next_page().await.unwrap().unwrap();
    assert_eq!((page.response().status, page.response().attempts), (200, 2));
    assert!(page.get(9).is_some() && page.get(10).is_none());
    assert_eq!(page.iter().len(), 10);
    let again = users(&client, 10, Some(page.token().clone())).next_page().await.unwrap().unwrap();
    assert_eq!(again.iter().collect::<Vec<_>>(), page.iter().collect::<Vec<_>>());
}

#[tokio::test]
async fn the_time_of_an_operation_holds_for_each_page() {
    let bench = of_users(60).await;
    bench.inject("listUsers", FaultKind::Delay { before_ms: 30, after_ms: 0 });
    let client = bench.client().with_options(CallOptions::new().timeout(Duration::from_millis(120)));
    assert_eq!(users(&client, 10, None).collect().await.unwrap().len(), 60);
}
