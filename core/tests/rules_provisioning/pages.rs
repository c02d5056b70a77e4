//! Rules 9 and 10: pages of users and folders, and lists that do not add up.

use std::collections::BTreeSet;
use std::time::Duration;

use lastpass_admin::{
    CallOptions, Client, DetailedSharedFolderQuery, ErrorKind, ProvisioningUser, UserDataQuery,
};
use lastpass_sandbox::{Fault, FaultKind, PastTheEnd, Target, TenantOptions};
use serde_json::{Value, json};

use crate::common::{Bench, bench_of};
use crate::stub::{self, Stub};

pub(super) async fn of_users(users: usize) -> Bench {
    bench_of(TenantOptions { users, companies: 0, events: 0, ..TenantOptions::default() }).await
}

pub(super) async fn list(
    client: &Client,
    page_size: Option<u32>,
) -> lastpass_admin::Result<Vec<ProvisioningUser>> {
    client
        .provisioning()
        .users()
        .list(&UserDataQuery { page_size, ..UserDataQuery::default() })
        .collect()
        .await
}

/// `data` of every request for a command.
pub(super) fn sent(bench: &Bench, command: &str) -> Vec<Value> {
    let requests = bench.tenant.requests().into_iter().filter(|request| request.operation == Some(command));
    requests.map(|request| request.body.unwrap()["data"].clone()).collect()
}

/// Provisioning rule 9: getuserdata is paged from zero, with at most 2000 users a page.
#[tokio::test]
async fn rule_09_users_are_paged_from_zero_with_two_thousand_a_page() {
    let bench = of_users(4500).await;
    let client = bench.client();
    assert_eq!(list(&client, None).await.unwrap().len(), 4500);
    let pages = [0, 1, 2].map(|index| json!({"pagesize": 2000, "pageindex": index}));
    assert_eq!(sent(&bench, "getuserdata"), pages);
    for size in [0, 2001] {
        let error = list(&client, Some(size)).await.unwrap_err();
        assert_eq!((error.kind(), error.parameter()), (ErrorKind::InvalidArgument, Some("page_size")));
    }
    assert_eq!(bench.tenant.hits("getuserdata"), 3);
}

/// Provisioning rule 9: the list ends at the total, at a short page and at an empty page, with no request too many.
#[tokio::test]
async fn rule_09_a_list_ends_at_its_total_at_a_short_page_and_at_an_empty_page() {
    // Users, whether `total` is printed, what stands past the end, requests.
    let cases = [
        ("total, full last page", 30, true, PastTheEnd::Error, 3),
        ("total, short last page", 25, true, PastTheEnd::Error, 3),
        ("short page", 25, false, PastTheEnd::Error, 3),
        ("empty page", 30, false, PastTheEnd::EmptyMap, 4),
        ("error past the end", 30, false, PastTheEnd::Error, 4),
        ("nobody", 0, true, PastTheEnd::Error, 1),
        ("nobody, no total", 0, false, PastTheEnd::EmptyMap, 1),
    ];
    for (name, users, totals, past_the_end, requests) in cases {
        let bench = of_users(users).await;
        bench.tenant.quirks(|quirks| (quirks.totals, quirks.past_the_end) = (totals, past_the_end));
        assert_eq!(list(&bench.client(), Some(10)).await.unwrap().len(), users, "{name}");
        assert_eq!(bench.tenant.hits("getuserdata"), requests, "{name}");
    }
}

/// Provisioning rule 9: an error counts as the end only after one good page.
#[tokio::test]
async fn rule_09_an_error_on_the_first_page_is_an_error() {
    let stub = Stub::answering(r#"{"status":"FAIL","error":"pageindex is out of range"}"#).await;
    assert_eq!(list(&stub.client(), None).await.unwrap_err().kind(), ErrorKind::Rejected);
}

/// Provisioning rule 9: an error in the middle that is no rejection never counts as the end.
#[tokio::test]
async fn rule_09_another_error_after_a_good_page_is_not_the_end() {
    let bench = of_users(30).await;
    for kind in [FaultKind::Html, FaultKind::XmlAuthorizationError, FaultKind::TruncatedJson] {
        bench.tenant.clear_faults();
        bench.tenant.inject(Fault {
            on: Target::Command("getuserdata"),
            kind: kind.clone(),
            times: None,
            after: 1,
        });
        assert!(list(&bench.client(), Some(10)).await.is_err(), "{kind:?}");
    }
}

/// Provisioning rule 9: getdetailedsfdata is never sent without paging, which large accounts answer with 429.
#[tokio::test]
async fn rule_09_detailed_folders_are_always_paged() {
    let bench = bench_of(TenantOptions { folders: 250, ..TenantOptions::default() }).await;
    let client = bench.client();
    let folders = client.provisioning().shared_folders().list_detailed(&DetailedSharedFolderQuery::default());
    let folders = folders.collect().await.unwrap();
    let ids: BTreeSet<&str> = folders.iter().filter_map(|folder| folder.id()).collect();
    assert_eq!((folders.len(), ids.len()), (250, 250));
    assert!(folders[0].users().all(|member| member.sites().len() == 2));
    let pages = [0, 1, 2].map(|index| json!({"data": "all", "pagesize": 100, "pageindex": index}));
    assert_eq!(sent(&bench, "getdetailedsfdata"), pages);
}

/// Provisioning rule 9: a page that is too much for the vendor is asked for in smaller ones, and nothing is lost.
#[tokio::test]
async fn rule_09_a_page_of_folders_that_is_refused_is_asked_for_in_smaller_ones() {
    let answer = |request: &stub::Received| {
        let data = &request.json()["data"];
        let (size, index) = (data["pagesize"].as_u64().unwrap(), data["pageindex"].as_u64().unwrap());
        if size > 25 {
            return stub::reply("429 Too Many Requests", "text/plain", "");
        }
        let page = (0..230).skip((size * index) as usize).take(size as usize);
        let page: serde_json::Map<String, Value> =
            page.map(|id| (id.to_string(), json!({"users": []}))).collect();
        stub::ok(Value::Object(page).to_string())
    };
    let stub = Stub::start(answer).await;
    let client = stub.builder().options(CallOptions::new().max_retries(0)).build().unwrap();
    let query = DetailedSharedFolderQuery::default();
    let folders = client.provisioning().shared_folders().list_detailed(&query).collect().await.unwrap();
    let ids: Vec<String> = folders.iter().map(|folder| folder.id().unwrap().to_owned()).collect();
    assert_eq!(ids, (0..230).map(|id: u32| id.to_string()).collect::<Vec<_>>());
    let sizes: Vec<u64> =
        stub.received().iter().map(|one| one.json()["data"]["pagesize"].as_u64().unwrap()).collect();
    assert_eq!(sizes[..3], [100, 50, 25]);
    assert!(sizes[3..].iter().all(|&size| size == 25), "{sizes:?}");
}

/// Provisioning rule 9: the same after a time-out.
#[tokio::test]
async fn rule_09_a_page_of_folders_that_takes_too_long_is_asked_for_in_smaller_ones() {
    let bench = bench_of(TenantOptions { folders: 40, ..TenantOptions::default() }).await;
    bench.inject_once("getdetailedsfdata", FaultKind::Delay { before_ms: 2_000, after_ms: 0 });
    let options = CallOptions::new().max_retries(0).attempt_timeout(Duration::from_millis(60));
    let client = bench.builder().options(options).build().unwrap();
    let query = DetailedSharedFolderQuery { page_size: Some(20), ..DetailedSharedFolderQuery::default() };
    let folders = client.provisioning().shared_folders().list_detailed(&query).collect().await.unwrap();
    let ids: BTreeSet<&str> = folders.iter().filter_map(|folder| folder.id()).collect();
    assert_eq!((folders.len(), ids.len()), (40, 40));
    assert_eq!(sent(&bench, "getdetailedsfdata")[1], json!({"data": "all", "pagesize": 10, "pageindex": 0}));
}

/// Provisioning rule 10: a user who stands on two pages is given once; a list that lost some is flagged.
#[tokio::test]
async fn rule_10_users_are_given_once_and_a_list_that_does_not_add_up_is_flagged() {
    // Fault, users, doubled ones, whether the total disagrees.
    let cases = [
        ("no fault", None, 95, 0, false),
        ("an overlap of one", Some(FaultKind::OverlapPages), 95, 1, false),
        ("items move back", Some(FaultKind::ShiftPages { by: -3 }), 95, 3, false),
        ("items move forwards", Some(FaultKind::ShiftPages { by: 2 }), 95, 0, true),
    ];
    for (name, fault, users, doubled, inconsistent) in cases {
        let bench = of_users(users).await;
        if let Some(fault) = fault {
            bench.inject("getuserdata", fault);
        }
        let query = UserDataQuery { page_size: Some(10), ..UserDataQuery::default() };
        let client = bench.client();
        let mut list = client.provisioning().users().list(&query);
        let mut ids = Vec::new();
        while let Some(user) = list.try_next().await.unwrap() {
            ids.push(user.id().unwrap().to_owned());
        }
        let summary = list.summary();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{name}: a user came twice");
        assert_eq!(summary.is_inconsistent(), inconsistent, "{name}: {summary:?}");
        assert_eq!(ids.len() < users, inconsistent, "{name}: {} of {users}", ids.len());
        assert!(summary.duplicates >= doubled, "{name}: {summary:?}");
        assert!(summary.complete && summary.total == Some(users as u64), "{name}: {summary:?}");
    }
}

/// Provisioning rule 10: a page whose `count` is not its number of users is flagged, and read.
#[tokio::test]
async fn rule_10_a_page_that_does_not_hold_what_it_says_is_flagged_and_read() {
    let cases = [
        (r#"{"total":1,"count":1,"Users":{"7":{"username":"a@b"}}}"#, false),
        (r#"{"count":2,"Users":{"7":{}}}"#, true),
    ];
    for (body, inconsistent) in cases {
        let stub = Stub::answering(body).await;
        let client = stub.client();
        let page =
            client.provisioning().users().list(&UserDataQuery::default()).next_page().await.unwrap().unwrap();
        assert_eq!((page.len(), page.is_inconsistent()), (1, inconsistent), "{body}");
    }
}

/// Provisioning rule 10: groups and invited addresses are joined over all pages, however the vendor spreads them.
#[tokio::test]
async fn rule_10_groups_and_invited_addresses_are_joined_over_all_pages() {
    let bench = of_users(4100).await;
    let expected: Vec<(String, BTreeSet<String>)> = bench
        .tenant
        .groups()
        .into_iter()
        .filter(|(_, members)| !members.is_empty())
        .map(|(name, members)| (name, members.into_iter().collect()))
        .collect();
    for (groups_on_every_page, invited_on_first_page_only) in [(false, false), (true, true)] {
        bench.tenant.quirks(|quirks| {
            quirks.groups_on_every_page = groups_on_every_page;
            quirks.invited_on_first_page_only = invited_on_first_page_only;
        });
        let client = bench.client();
        let groups = client.provisioning().groups().list().await.unwrap();
        let groups: Vec<_> = groups
            .into_iter()
            .map(|group| (group.name, group.members.into_iter().collect::<BTreeSet<_>>()))
            .collect();
        assert!(groups == expected, "groups on every page: {groups_on_every_page}");
        assert_eq!(client.provisioning().users().list_invited().await.unwrap(), ["carol@example.com"]);
        let one = client.provisioning().groups().get("Zürich").await.unwrap();
        assert_eq!(one.members.len(), expected.iter().find(|(name, _)| name == "Zürich").unwrap().1.len());
    }
    let error = bench.client().provisioning().groups().get("No such group").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
}

/// Provisioning rule 10: a group is known by the map of a page or by its members, whichever page names it.
#[tokio::test]
async fn rule_10_a_group_is_known_by_the_map_of_a_page_or_by_its_members() {
    let stub = Stub::start(|request| {
        let page = match request.json()["data"]["pageindex"].as_u64() {
            Some(0) => json!({
                "total": 2002, "Groups": {"Eng": ["ada@example.com", "eve@example.com"], "Ops": ["bob@example.com"]},
                "invited": ["zoe@example.com"], "Users": {"1": {"username": "ada@example.com"}},
            }),
            Some(1) => json!({
                "Groups": {"Eng": ["max@example.com", "ada@example.com"]}, "Invited": ["zoe@example.com", "carol@example.com"],
                "Users": {"2": {"username": "max@example.com", "groups": ["Night shift"]}}, "total": 2002,
            }),
            _ => json!({"Users": []}),
        };
        stub::ok(page.to_string())
    })
    .await;
    let client = stub.client();
    let groups = client.provisioning().groups().list().await.unwrap();
    let groups: Vec<_> = groups.iter().map(|group| (group.name.as_str(), group.members.join(" "))).collect();
    let expected = [
        ("Eng", "ada@example.com eve@example.com max@example.com"),
        ("Night shift", "max@example.com"),
        ("Ops", "bob@example.com"),
    ];
    assert_eq!(groups, expected.map(|(name, members)| (name, members.to_owned())));
    let invited = client.provisioning().users().list_invited().await.unwrap();
    assert_eq!(invited, ["carol@example.com", "zoe@example.com"]);
}
