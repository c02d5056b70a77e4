//! Where the two APIs differ about a user, and what else a test changes of users, folders and invitations.
#![allow(clippy::unwrap_used, reason = "a test that does not get what it looks at has failed")]

mod common;

use common::{Bench, assert_contains, bench};
use lastpass_sandbox::{Grant, KnownTo, Principal, TenantOptions, UserChange};
use serde_json::{Value, json};

async fn small() -> Bench {
    bench(TenantOptions { users: 4, groups: Some(1), folders: 2, ..TenantOptions::default() }).await
}

fn known_to(api: KnownTo) -> UserChange {
    UserChange { known_to: Some(api), ..UserChange::default() }
}

fn texts<'a>(values: impl Iterator<Item = &'a Value>, member: &str) -> Vec<String> {
    values.map(|value| value[member].as_str().unwrap().to_owned()).collect()
}

/// The addresses that each API lists.
async fn listed(bench: &Bench) -> [Vec<String>; 2] {
    let page = bench.get_json("/v1/users?max-results=500").await;
    let users = bench.command("getuserdata", json!({"pagesize":2000})).await;
    [
        texts(page["items"].as_array().unwrap().iter(), "email"),
        texts(users["Users"].as_object().unwrap().values(), "username"),
    ]
}

#[tokio::test]
async fn reads_of_one_api_do_not_know_who_is_known_to_the_other_alone() {
    let bench = small().await;
    assert_eq!(listed(&bench).await.map(|users| users.len()), [4, 4], "pages are kept from now on");
    let tenant = &bench.tenant;
    assert!(tenant.change_user("BOB@example.com", &known_to(KnownTo::Provisioning)).unwrap());
    assert!(tenant.change_user("ada@example.com", &known_to(KnownTo::Business)).unwrap());
    assert!(!tenant.change_user("nobody@example.com", &known_to(KnownTo::Both)).unwrap());

    let [business, provisioning] = listed(&bench).await;
    assert_eq!(business, ["ada@example.com", "eve@example.com", "user00003@example.com"]);
    assert_eq!(provisioning, ["bob@example.com", "eve@example.com", "user00003@example.com"]);
    let users = bench.command("getuserdata", json!({"pagesize":2,"pageindex":1})).await;
    assert_contains(&users, &json!({"total":3,"count":1}));
    assert_eq!(bench.get("/v1/users/80002").await.status, 404);
    assert_eq!(bench.get("/v1/users/80001").await.status, 200);
    let ada = bench.command("getuserdata", json!({"username":"ada@example.com"})).await;
    assert_contains(&ada, &json!({"total":0,"Users":[]}));
    let level = bench.get_json("/v1/admin-levels/100/users").await;
    assert_eq!(texts(level["items"].as_array().unwrap().iter(), "email"), ["ada@example.com"]);
    let members = tenant.groups().into_iter().flat_map(|(_, members)| members).collect::<Vec<_>>();
    assert!(!members.contains(&"ada@example.com".to_owned()), "{members:?}");

    assert!(tenant.change_user("ada@example.com", &known_to(KnownTo::Both)).unwrap());
    assert!(tenant.change_user("bob@example.com", &known_to(KnownTo::Both)).unwrap());
    assert_eq!(listed(&bench).await.map(|users| users.len()), [4, 4]);
}

#[tokio::test]
async fn the_apis_spell_an_address_and_tell_a_status_differently() {
    let bench = small().await;
    let change = UserChange {
        username: Some("Ada@Example.com".to_owned()),
        account_status: Some("frozen \"for now\"".to_owned()),
        disabled: Some(true),
        ..UserChange::default()
    };
    assert!(bench.tenant.change_user("ada@example.com", &change).unwrap());
    let page = bench.get_json("/v1/users?email=ada@example.com").await;
    assert_contains(
        &page["items"][0],
        &json!({"email":"ada@example.com","accountStatus":"frozen \"for now\""}),
    );
    let answer = bench.command("getuserdata", json!({"username":"ada@example.com"})).await;
    assert_contains(&answer["Users"]["700101"], &json!({"username":"Ada@Example.com","disabled":true}));
    assert!(answer["Groups"]["Eng"].as_array().unwrap().contains(&json!("Ada@Example.com")));

    let back = UserChange {
        username: Some(String::new()),
        account_status: Some(String::new()),
        ..UserChange::default()
    };
    assert!(bench.tenant.change_user("ada@example.com", &back).unwrap());
    assert_eq!(bench.get_json("/v1/users/80001").await["accountStatus"], "disabled");
    assert!(listed(&bench).await[1].contains(&"ada@example.com".to_owned()));
}

#[tokio::test]
async fn a_change_takes_values_away_and_leaves_the_others() {
    let bench = small().await;
    let take = |name: &str| {
        let change: UserChange = serde_json::from_value(json!({name: ""})).unwrap();
        bench.tenant.change_user("ada@example.com", &change).unwrap();
    };
    ["name", "multifactor", "last_login"].into_iter().for_each(take);
    let answer = bench.command("getuserdata", json!({"username":"ada@example.com"})).await;
    let ada = &answer["Users"]["700101"];
    assert_contains(
        ada,
        &json!({"fullname":"","last_login":"","neverloggedin":true,"created":"2021-03-02 09:14:51"}),
    );
    assert_eq!(ada.get("multifactor"), None);
    let wrong = UserChange {
        last_login: Some("yesterday".to_owned()),
        name: Some("X".to_owned()),
        ..UserChange::default()
    };
    assert!(bench.tenant.change_user("ada@example.com", &wrong).is_err());
    assert_eq!(bench.tenant.user("ada@example.com").unwrap().name, None, "nothing of it was done");
}

#[tokio::test]
async fn groups_may_be_left_out() {
    let bench = small().await;
    bench.tenant.quirks(|quirks| quirks.groups_are_left_out = true);
    let answer = bench.command("getuserdata", json!({"username":"ada@example.com"})).await;
    assert_eq!(answer.get("Groups"), None);
    assert_eq!(answer["Users"]["700101"]["groups"], json!(["Eng"]));
}

#[tokio::test]
async fn a_folder_is_shared_with_one_more() {
    let bench = small().await;
    let grant = Grant {
        principal: Principal::User("eve@example.com".to_owned()),
        read_only: true,
        give: true,
        can_administer: false,
    };
    assert!(bench.tenant.share(5002, grant.clone()));
    assert!(!bench.tenant.share(9999, grant));
    let folders = bench.command("getsfdata", json!("all")).await;
    let last = folders["5002"]["users"].as_array().unwrap().last().unwrap();
    assert_eq!(*last, json!({"username":"eve@example.com","readonly":1,"give":1,"can_administer":0}));
}
