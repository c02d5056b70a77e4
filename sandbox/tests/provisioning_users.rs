//! The rules for a mock server of the Provisioning API about users and groups.
#![allow(clippy::unwrap_used, reason = "a test that does not get what it looks at has failed")]

mod common;

use common::{Bench, assert_contains, bench, default_bench};
use lastpass_sandbox::{
    EmptyMap, FaultKind, InvitedSpelling, PageSizeAbove, PastTheEnd, TenantOptions, Unknown,
};
use serde_json::{Value, json};

async fn user(bench: &Bench, email: &str) -> Value {
    let answer = bench.command("getuserdata", json!({"username": email})).await;
    let users = answer["Users"].as_object().unwrap();
    users.values().next().unwrap().clone()
}

fn keys(map: &Value) -> Vec<&str> {
    map.as_object().map(|map| map.keys().map(String::as_str).collect()).unwrap_or_default()
}

#[tokio::test]
async fn provisioning_mock_06_large_batches() {
    let bench = default_bench().await;
    let rows = |count: usize| {
        (0..count).map(|row| json!({"username": format!("row{row}@example.com")})).collect::<Value>()
    };
    bench.tenant.quirks(|quirks| quirks.batchadd_message_above = 100);
    assert_eq!(bench.command("batchadd", rows(100)).await, json!({"status":"OK"}));
    let answer = bench.command("batchadd", rows(101)).await;
    assert!(answer["status"] == "OK" && answer["message"].is_string());
    assert_eq!(bench.tenant.user_count(), 151, "rows of known users update them");
}

#[tokio::test]
async fn batchadd_creates_and_updates() {
    let bench = default_bench().await;
    let rows = json!([
        {"username":"new@example.com","fullname":"New Example","groups":["Eng","Brand new"],"attribs":{"Department":"R&D"}},
        {"username":"temp@example.com","password":"T3mp-pass","password_reset_required":false,"duousername":"temp"},
        {"username":"EVE@example.com","fullname":"Eve B. Example","attribs":{"Department":"Ops"}},
    ]);
    assert_eq!(bench.command("batchadd", rows).await, json!({"status":"OK"}));
    assert_contains(
        &user(&bench, "new@example.com").await,
        &json!({"fullname":"New Example","neverloggedin":true,"last_login":"","mpstrength":"0","totalscore":null,"sites":null,
                "password_reset_required":true,"groups":["Eng","Brand new"],"attribs":{"Department":"R&D"}}),
    );
    assert_contains(
        &user(&bench, "temp@example.com").await,
        &json!({"password_reset_required":false,"duousername":"temp"}),
    );
    assert_contains(
        &user(&bench, "eve@example.com").await,
        &json!({"username":"eve@example.com","fullname":"Eve B. Example","attribs":{"Department":"Ops"}}),
    );
    let single = json!({"username":"eve@example.com","fullname":"Eve"});
    assert_eq!(
        bench.command("batchadd", single).await,
        json!({"status":"OK"}),
        "a public client updates like this"
    );
    assert_eq!(user(&bench, "eve@example.com").await["fullname"], "Eve");
    assert!(bench.tenant.invited().contains(&"temp@example.com".to_owned()));
}

#[tokio::test]
async fn provisioning_mock_07_empty_maps() {
    let bench = bench(TenantOptions::empty()).await;
    let ask = |command: &'static str, data: Value| {
        let bench = &bench;
        async move { bench.command_answer(command, data).await.text }
    };
    assert_eq!(
        ask("getuserdata", json!({"username":"x@example.com"})).await,
        r#"{"total":0,"count":0,"Users":[]}"#
    );
    assert_eq!(ask("getuserdata", Value::Null).await, r#"{"total":0,"count":0,"Users":[]}"#);
    assert_eq!(ask("getsfdata", json!("all")).await, "{}");
    bench.tenant.clear_events();
    assert_eq!(ask("reporting", json!({})).await, r#"{"status":"OK","next":null,"data":{}}"#);
    bench.tenant.quirks(|quirks| quirks.empty_maps = EmptyMap::Array);
    bench.tenant.clear_events();
    assert_eq!(ask("reporting", json!({})).await, r#"{"status":"OK","next":null,"data":[]}"#);
    assert_eq!(ask("getsfdata", json!("all")).await, "[]");
    assert_eq!(ask("getuserdata", Value::Null).await, r#"{"total":0,"count":0,"Users":[],"Groups":[]}"#);
}

#[tokio::test]
async fn provisioning_mock_08_users_without_groups() {
    let bench = default_bench().await;
    assert_eq!(user(&bench, "bob@example.com").await.get("groups"), None);
    bench.tenant.quirks(|quirks| quirks.groups_print_empty = true);
    assert_eq!(user(&bench, "bob@example.com").await["groups"], json!([]));
}

#[tokio::test]
async fn provisioning_mock_09_groups_of_the_page() {
    let bench = default_bench().await;
    let page = |index: i64| bench.command("getuserdata", json!({"pagesize":1,"pageindex":index}));
    assert_eq!(page(0).await["Groups"], json!({"Eng":["ada@example.com"],"Oncall":["ada@example.com"]}));
    assert_eq!(page(1).await.get("Groups"), None, "bob has no group");
    bench.tenant.quirks(|quirks| quirks.groups_on_every_page = true);
    let all = page(1).await["Groups"].clone();
    assert_eq!(keys(&all), ["Eng", "Finance & Legal", "Oncall", "Sales", "Support", "Zürich"]);
    assert!(all["Eng"].as_array().unwrap().len() > 1);
}

#[tokio::test]
async fn provisioning_mock_10_invited() {
    let bench = default_bench().await;
    let page = |index: i64| bench.command("getuserdata", json!({"pagesize":10,"pageindex":index}));
    assert_eq!(page(0).await["invited"], json!(["carol@example.com"]));
    assert_eq!(page(1).await["invited"], json!(["carol@example.com"]));
    bench.tenant.quirks(|quirks| {
        quirks.invited_spelling = InvitedSpelling::Capital;
        quirks.invited_on_first_page_only = true;
    });
    assert_eq!(page(0).await["Invited"], json!(["carol@example.com"]));
    assert_eq!(page(1).await.get("Invited"), None);
    bench.tenant.set_invited(Vec::new());
    assert_eq!(page(0).await.get("Invited"), None);
}

#[tokio::test]
async fn provisioning_mock_11_forms_of_values() {
    let bench = default_bench().await;
    let (ada, bob) = (user(&bench, "ada@example.com").await, user(&bench, "bob@example.com").await);
    assert_contains(
        &ada,
        &json!({"mpstrength":"100","totalscore":"71.4","sites":41,"last_login":"2022-06-20 08:00:07"}),
    );
    assert_contains(
        &bob,
        &json!({"totalscore":null,"sites":null,"notes":null,"formfills":null,"applications":null,"attachments":null,
                "last_login":"","neverloggedin":true}),
    );
    bench.tenant.quirks(|quirks| {
        quirks.counters_as_strings = true;
        quirks.score_as_number = true;
        quirks.never_logged_in_is_false = true;
    });
    assert_contains(
        &user(&bench, "ada@example.com").await,
        &json!({"totalscore":71.4,"sites":"41","attachments":"5"}),
    );
    assert_contains(
        &user(&bench, "bob@example.com").await,
        &json!({"last_login":"","neverloggedin":false,"sites":null}),
    );
}

#[tokio::test]
async fn provisioning_mock_15_paging() {
    let bench = bench(TenantOptions { users: 4100, ..TenantOptions::default() }).await;
    let page = |data: Value| bench.command("getuserdata", data);
    let mut seen = Vec::new();
    for index in 0..3 {
        let page = page(json!({"pagesize":2000,"pageindex":index})).await;
        assert_eq!((&page["total"], &page["count"]), (&json!(4100), &json!([2000, 2000, 100][index])));
        seen.extend(keys(&page["Users"]).into_iter().map(str::to_owned));
    }
    assert_eq!(seen, (700_101..704_201).map(|key| key.to_string()).collect::<Vec<_>>());
    assert_eq!(page(json!({"pagesize":2000,"pageindex":3})).await["Users"], json!([]));
    assert_eq!(page(json!({"pagesize":5000})).await["count"], 2000, "capped");
    bench.tenant.quirks(|quirks| {
        quirks.page_size_above_maximum = PageSizeAbove::Fail;
        quirks.past_the_end = PastTheEnd::Error;
        quirks.totals = false;
    });
    assert_eq!(page(json!({"pagesize":5000})).await["status"], "FAIL");
    assert!(page(json!({"pagesize":2000,"pageindex":3})).await["error"].is_string());
    let page = page(json!({"pagesize":10})).await;
    assert_eq!((page.get("total"), page.get("count")), (None, None));
}

#[tokio::test]
async fn provisioning_mock_15_pages_that_shift() {
    let bench = default_bench().await;
    bench.inject("getuserdata", FaultKind::OverlapPages);
    let mut seen = Vec::new();
    for index in 0..6 {
        let page = bench.command("getuserdata", json!({"pagesize":10,"pageindex":index})).await;
        seen.extend(keys(&page["Users"]).into_iter().map(str::to_owned));
    }
    assert_eq!((&seen[9], &seen[10]), (&"700110".to_owned(), &"700110".to_owned()));
    seen.dedup();
    assert_eq!(seen.len(), 50, "nobody is lost");
    bench.tenant.clear_faults();
    bench.inject("getuserdata", FaultKind::EndlessPages);
    let far = bench.command("getuserdata", json!({"pagesize":10,"pageindex":1000})).await;
    assert_eq!(far["count"], 10);
}

#[tokio::test]
async fn provisioning_mock_26_attribs() {
    let bench = bench(TenantOptions { users: 300, ..TenantOptions::default() }).await;
    let everybody = bench.command("getuserdata", Value::Null).await;
    let attribs: Vec<&Value> =
        everybody["Users"].as_object().unwrap().values().map(|user| &user["attribs"]).collect();
    let password = attribs.iter().find_map(|attribs| attribs["password"].as_str()).unwrap();
    assert!(password.starts_with("Clear-text-"));
    let name = attribs.iter().find_map(|attribs| attribs["name"].as_str()).unwrap();
    assert!(serde_json::from_str::<Value>(name).unwrap().is_object());
    assert!(bench.tenant.set_attrib("ada@example.com", "password", "Secret-1"));
    assert_eq!(user(&bench, "ada@example.com").await["attribs"]["password"], "Secret-1");
}

#[tokio::test]
async fn provisioning_mock_28_the_four_grades_of_deletion() {
    let bench = default_bench().await;
    let delete = |email: &'static str, action: Value| {
        bench.command("deluser", json!({"username":email,"deleteaction":action}))
    };
    let ok = json!({"status":"OK"});
    assert_eq!(delete("ada@example.com", json!(0)).await, ok);
    assert_eq!(user(&bench, "ada@example.com").await["disabled"], true);
    assert_eq!(delete("user00003@example.com", json!(1)).await, ok);
    assert_eq!(delete("user00004@example.com", json!(2)).await, ok);
    assert_eq!(bench.tenant.user_count(), 48);
    assert!(bench.tenant.user("user00003@example.com").is_none());
    assert_eq!(delete("carol@example.com", json!(1)).await["status"], "FAIL", "an invitation is no member");
    assert_eq!(delete("carol@example.com", json!(3)).await, ok);
    assert_eq!(bench.tenant.invited(), [""; 0]);
    assert_eq!(delete("ada@example.com", json!(3)).await["status"], "FAIL", "ada is no invitation");
    assert_eq!(delete("ada@example.com", json!(4)).await["status"], "FAIL");
    let without = || bench.command("deluser", json!({"username":"user00006@example.com"}));
    assert_eq!(without().await["status"], "FAIL");
    assert!(!bench.tenant.user("user00006@example.com").unwrap().disabled);
    bench.tenant.quirks(|quirks| quirks.delete_defaults_to_deactivate = true);
    assert_eq!(without().await, ok);
    assert!(bench.tenant.user("user00006@example.com").unwrap().disabled);
}

#[tokio::test]
async fn provisioning_mock_29_disabling_and_enabling() {
    let bench = default_bench().await;
    let some = json!(["ada@example.com", "eve@example.com", "ghost@example.com"]);
    assert_eq!(
        bench.command("disableuser", some.clone()).await,
        json!({"status":"success","disabled_users":["ada@example.com"],"unchanged_users":["eve@example.com","ghost@example.com"]})
    );
    assert_eq!(
        bench.command("enableuser", json!(["ada@example.com"])).await,
        json!({"status":"success","enabled_users":["ada@example.com"]})
    );
    assert_eq!(bench.command("disableuser", json!({"username":"ada@example.com"})).await["status"], "FAIL");
    bench.tenant.quirks(|quirks| quirks.unknown_addresses_are_errors = true);
    assert_eq!(
        bench.command("disableuser", some).await,
        json!({"status":"success","disabled_users":["ada@example.com"],"unchanged_users":["eve@example.com"],
               "error":"No such user: ghost@example.com"})
    );
}

#[tokio::test]
async fn provisioning_mock_30_groups_come_and_go() {
    let bench = default_bench().await;
    let change = |row: Value| bench.command("batchchangegrp", json!([row]));
    let exists = |name: &str| bench.tenant.groups().iter().any(|(known, _)| known == name);
    change(json!({"username":"bob@example.com","add":["Night shift"]})).await;
    assert!(exists("Night shift"));
    change(json!({"username":"bob@example.com","del":["Night shift"]})).await;
    assert!(!exists("Night shift"), "gone with its last member");
    bench.tenant.quirks(|quirks| quirks.empty_groups_vanish = false);
    change(json!({"username":"bob@example.com","add":["Night shift"]})).await;
    change(json!({"username":"bob@example.com","del":["Night shift"]})).await;
    let page = bench.command("getuserdata", json!({"pagesize":1})).await;
    assert_eq!(page["Groups"]["Night shift"], json!([]));
}

#[tokio::test]
async fn commands_about_one_user() {
    let bench = default_bench().await;
    let ada = json!({"username":"ada@example.com"});
    bench.command("disablemultifactor", ada.clone()).await;
    bench.command("requiremasterpasswordchange", ada).await;
    bench
        .command("updateuser", json!({"username":"ADA@example.com","fullname":"","duousername":"ada.duo"}))
        .await;
    let after = user(&bench, "ada@example.com").await;
    assert_eq!(after.get("multifactor"), None);
    assert_contains(&after, &json!({"password_reset_required":true,"fullname":"","duousername":"ada.duo"}));
    bench.command("reinviteuser", json!({"username":"bob@example.com"})).await;
    assert_eq!(bench.get_json("/v1/users/80002").await["accountStatus"], "pending-invitation");
    bench.tenant.quirks(|quirks| quirks.unknown_body_member = Unknown::Refuse);
    let extra = json!({"username":"ada@example.com","disabled":true});
    assert_eq!(bench.command("updateuser", extra).await["status"], "FAIL");
}
