//! Paging.

use std::collections::HashSet;
use std::time::Duration;

use lastpass_admin::{
    CompanyUserAccountStatus, ErrorKind, ListAdminLevelUsers, ListAdminLevels, ListBillingReports,
    ListManagedCompanies, ListManagedCompaniesAdminUsers, ListManagedCompanyAdminLevelUsers,
    ListManagedCompanyAdminLevels, ListManagedCompanyUsers, ListUsers,
};
use lastpass_sandbox::{FaultKind, LastPage, RecordedRequest, TenantOptions};

use crate::common::answering::{Answer, Answering};
use crate::common::{Bench, bench, bench_of};

async fn forty_five() -> Bench {
    bench_of(TenantOptions { users: 45, ..TenantOptions::default() }).await
}

fn tens() -> ListUsers {
    ListUsers { page_size: Some(10), ..ListUsers::default() }
}

fn asked(bench: &Bench, operation: &str) -> Vec<RecordedRequest> {
    bench.tenant.requests().into_iter().filter(|request| request.operation == Some(operation)).collect()
}

/// Business rule 6: `max-results` is always sent, and is the largest of the operation unless the caller says otherwise.
#[tokio::test]
async fn rule_06_the_page_size_is_always_sent() {
    let bench = bench().await;
    let client = bench.client();
    let (company, level) = (5501, 100);
    let levels = client.managed_company_admin_levels();
    let billing = ListBillingReports::new("2026-04-01".parse().unwrap(), "2026-04-30".parse().unwrap());
    client.users().list(&ListUsers::default()).collect().await.unwrap();
    client.admin_levels().list(&ListAdminLevels::default()).collect().await.unwrap();
    client.admin_levels().list_users(level, &ListAdminLevelUsers::default()).collect().await.unwrap();
    client.managed_companies().list(&ListManagedCompanies::default()).collect().await.unwrap();
    let users = ListManagedCompanyUsers::default();
    client.managed_company_users().list(company, &users).collect().await.unwrap();
    levels.list(company, &ListManagedCompanyAdminLevels::default()).collect().await.unwrap();
    let holders = ListManagedCompanyAdminLevelUsers::default();
    levels.list_users(company, level, &holders).collect().await.unwrap();
    let admins = ListManagedCompaniesAdminUsers::default();
    client.reports().list_admin_users(&admins).collect().await.unwrap();
    client.reports().list_billing_records(&billing).collect().await.unwrap();
    let cases = [
        ("listUsers", "500"),
        ("listAdminLevels", "50"),
        ("listAdminLevelUsers", "500"),
        ("listManagedCompanies", "500"),
        ("listManagedCompanyUsers", "500"),
        ("listManagedCompanyAdminLevels", "50"),
        ("listManagedCompanyAdminLevelUsers", "500"),
        ("listManagedCompaniesAdminUsers", "500"),
        ("listBillingReports", "50"),
    ];
    for (operation, largest) in cases {
        assert_eq!(bench.last(operation).query("max-results"), Some(largest), "{operation}");
    }
    client.users().list(&tens()).next_page().await.unwrap();
    assert_eq!(bench.last("listUsers").query("max-results"), Some("10"));
}

/// Business rule 6: a size out of the operation's range is refused before anything is sent.
#[tokio::test]
async fn rule_06_the_range_is_checked_before_sending() {
    let bench = bench().await;
    let client = bench.client();
    for size in [0, 501] {
        let query = ListUsers { page_size: Some(size), ..ListUsers::default() };
        let error = client.users().list(&query).collect().await.unwrap_err();
        assert_eq!(
            (error.kind(), error.parameter()),
            (ErrorKind::InvalidArgument, Some("page_size")),
            "{size}"
        );
    }
    for size in [0, 51] {
        let query = ListAdminLevels { page_size: Some(size), ..ListAdminLevels::default() };
        let error = client.admin_levels().list(&query).collect().await.unwrap_err();
        assert_eq!(
            (error.kind(), error.parameter()),
            (ErrorKind::InvalidArgument, Some("page_size")),
            "{size}"
        );
    }
    assert_eq!(bench.hits(), 0);
}

/// Business rule 6: all filters come again with every token.
#[tokio::test]
async fn rule_06_filters_are_repeated_with_every_token() {
    let bench = bench_of(TenantOptions { users: 200, ..TenantOptions::default() }).await;
    let query = ListUsers {
        name: Some("%a%".to_owned()),
        email: Some("user%".to_owned()),
        account_status: Some(CompanyUserAccountStatus::Enrolled),
        sort: Some("name:desc".to_owned()),
        ..tens()
    };
    let users = bench.client().users().list(&query).collect().await.unwrap();
    let requests = asked(&bench, "listUsers");
    assert!(requests.len() > 2 && users.len() > 20, "{} pages", requests.len());
    let parameters = [
        ("name", "%a%"),
        ("email", "user%"),
        ("account-status", "enrolled"),
        ("sort", "name:desc"),
        ("max-results", "10"),
    ];
    for (number, request) in requests.iter().enumerate() {
        for (name, value) in parameters {
            assert_eq!(request.query(name), Some(value), "page {number}");
        }
        assert_eq!(request.query("page-token").is_some(), number > 0, "page {number}");
    }
}

/// Business rule 6: a null, an absent and an empty token end the list.
#[tokio::test]
async fn rule_06_three_forms_of_the_last_page() {
    for form in [LastPage::Null, LastPage::Absent, LastPage::Empty] {
        let bench = forty_five().await;
        bench.tenant.quirks(|quirks| quirks.last_page = form);
        let users = bench.client().users().list(&tens()).collect().await.unwrap();
        assert_eq!((users.len(), bench.tenant.hits("listUsers")), (45, 5), "{form:?}");
    }
    let bench = forty_five().await;
    bench.inject("listUsers", FaultKind::EmptyToken);
    let users = bench.client().users().list(&tens()).collect().await.unwrap();
    assert_eq!((users.len(), bench.hits()), (10, 1), "an empty token on a full page");
}

/// Business rule 6: a token that repeats stops the list, and a list that was cut short is no success.
#[tokio::test]
async fn rule_06_a_repeated_token_ends_the_list_with_an_error() {
    let bench = forty_five().await;
    bench.inject("listUsers", FaultKind::RepeatToken);
    let error = bench.client().users().list(&tens()).collect().await.unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::Paging, Some("users.list")), "{error}");
    assert_eq!(bench.hits(), 2, "the page that brought the token again was the last one");
    let circle = ["a", "b", "c", "a"]
        .map(|token| Answer::json(format!(r#"{{"items":[],"nextPageToken":"{token}"}}"#)));
    let server = Answering::start(circle).await;
    let error = server.client().users().list(&ListUsers::default()).collect().await.unwrap_err();
    assert_eq!((error.kind(), server.hits()), (ErrorKind::Paging, 4), "a longer circle: {error}");
}

/// Business rule 6: the position can be saved, and resumed by another client.
#[tokio::test]
async fn rule_06_a_saved_position_is_resumed() {
    let bench = forty_five().await;
    let mut pager = bench.client().users().list(&tens());
    let mut ids = Vec::new();
    for _ in 0..2 {
        ids.extend(pager.next_page().await.unwrap().unwrap().iter().map(|user| user.id().unwrap()));
    }
    let saved = pager.page_token().unwrap().as_str().to_owned();
    drop(pager);
    let query = ListUsers { page_token: Some(saved.into()), ..tens() };
    let rest = bench.client().users().list(&query).collect().await.unwrap();
    ids.extend(rest.iter().map(|user| user.id().unwrap()));
    assert_eq!(ids, (80_001..80_046).collect::<Vec<_>>());
}

/// Business rule 6: an item that shifts to a later page is given once.
#[tokio::test]
async fn rule_06_items_are_given_once() {
    for (name, kind, twice) in [
        ("pages overlap by one", FaultKind::OverlapPages, 4),
        ("the list moves back by three", FaultKind::ShiftPages { by: -3 }, 15),
    ] {
        let bench = forty_five().await;
        bench.inject("listUsers", kind);
        let mut pager = bench.client().users().list(&tens());
        let mut ids = Vec::new();
        while let Some(user) = pager.try_next().await.unwrap() {
            ids.push(user.id().unwrap());
        }
        assert_eq!(ids.len(), ids.iter().collect::<HashSet<_>>().len(), "{name}: nobody twice");
        assert_eq!(pager.summary().duplicates, twice, "{name}");
        assert!(pager.summary().complete, "{name}");
    }
}

/// Business rule 6: pages that go on for ever without a new item are an error, not an endless loop.
#[tokio::test]
async fn rule_06_a_list_without_end_is_an_error() {
    let bench = bench_of(TenantOptions { users: 20, ..TenantOptions::default() }).await;
    bench.inject("listUsers", FaultKind::EndlessPages);
    let reading = bench.client().users().list(&tens()).collect();
    let error = tokio::time::timeout(Duration::from_secs(30), reading).await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Paging, "{error}");
    assert!(bench.hits() < 200, "{} pages", bench.hits());
}
