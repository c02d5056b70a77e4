//! One company behind two APIs: what one writes, the other reads; and tenants do not meet.
#![allow(clippy::unwrap_used, reason = "a test that does not get what it looks at has failed")]

mod common;

use common::{assert_contains, default_bench};
use lastpass_sandbox::{NewUser, Stage, TenantOptions, local_time};
use serde_json::{Value, json};

#[tokio::test]
async fn writes_of_one_api_are_read_by_the_other() {
    let bench = default_bench().await;
    let body = json!({"email":"new@example.com","name":"New Example","creationAccountAction":"invite"});
    let created = bench.send("POST", "/v1/users", Some(body)).await.json();
    let answer = bench.command("getuserdata", json!({"username":"new@example.com"})).await;
    let (key, user) = answer["Users"].as_object().unwrap().iter().next().unwrap();
    assert_contains(
        user,
        &json!({"username":"new@example.com","fullname":"New Example","neverloggedin":true}),
    );
    assert_ne!(*key, created["id"].to_string(), "ids and keys are different numbers");

    bench.command("disableuser", json!(["new@example.com"])).await;
    let path = format!("/v1/users/{}", created["id"]);
    assert_eq!(bench.get_json(&path).await["accountStatus"], "disabled");
    bench.command("enableuser", json!(["new@example.com"])).await;
    assert_eq!(bench.get_json(&path).await["accountStatus"], "pending-invitation", "as it was before");

    bench.command("batchadd", json!([{"username":"legacy@example.com","fullname":"Legacy Example"}])).await;
    let page = bench.get_json("/v1/users?email=legacy@example.com").await;
    assert_contains(
        &page["items"][0],
        &json!({"name":"Legacy Example","accountStatus":"pending-invitation"}),
    );

    bench.send("POST", "/v1/admin-levels/300/users", Some(json!({"userId":created["id"]}))).await;
    let admins = bench.command("getuserdata", json!({"admin":1})).await;
    assert!(admins["Users"].as_object().unwrap().contains_key(key));

    bench.send("DELETE", &path, None).await;
    assert_eq!(bench.command("getuserdata", json!({"username":"new@example.com"})).await["Users"], json!([]));
    let events = bench.command("reporting", json!({"search":"new@example.com"})).await;
    let actions: Vec<&Value> =
        events["data"].as_object().unwrap().values().map(|event| &event["Action"]).collect();
    assert_eq!(
        actions,
        [
            "Employee account deleted",
            "Make admin",
            "Reactivated user",
            "Deactivated user",
            "Employee invited",
            "Employee account created"
        ]
    );
}

#[tokio::test]
async fn a_list_shows_every_write_though_its_pages_are_kept() {
    let bench = default_bench().await;
    let first = || async { bench.get_json("/v1/users?max-results=1").await["items"][0]["name"].clone() };
    let filtered = || async {
        bench.get_json("/v1/users?account-status=disabled&max-results=500").await["items"]
            .as_array()
            .unwrap()
            .len()
    };
    let data = || async {
        bench.command("getuserdata", json!({"pagesize":1})).await["Users"]["700101"]["fullname"].clone()
    };
    let disabled = filtered().await;
    assert_eq!((first().await, data().await), (json!("Ada Example"), json!("Ada Example")));
    bench.command("updateuser", json!({"username":"ada@example.com","fullname":"Ada B."})).await;
    assert_eq!((first().await, data().await), (json!("Ada B."), json!("Ada B.")));
    bench.send("PATCH", "/v1/users/80001", Some(json!({"name":"Ada C.","accountStatus":"disabled"}))).await;
    assert_eq!((first().await, data().await), (json!("Ada C."), json!("Ada C.")));
    assert_eq!(filtered().await, disabled + 1);
    bench.tenant.edit_user("ada@example.com", |user| user.name = None);
    assert_eq!((first().await, data().await), (Value::Null, json!("")));
}

#[tokio::test]
async fn tenants_do_not_meet() {
    let bench = default_bench().await;
    let other = bench.sandbox.tenant(TenantOptions { seed: 2, ..TenantOptions::default() });
    assert_ne!((bench.tenant.api_key(), bench.tenant.cid()), (other.api_key(), other.cid()));
    assert_ne!(bench.tenant.provhash(), other.provhash());
    bench.send("DELETE", "/v1/users/80001", None).await;
    assert!(other.user("ada@example.com").is_some());
    assert_eq!((bench.tenant.hits("deleteUser"), other.hits("deleteUser")), (1, 0));
    let names = |tenant: &lastpass_sandbox::Tenant| tenant.user("user00020@example.com").unwrap().name;
    assert_ne!(names(&bench.tenant), names(&other), "another seed, other people");
    other.remove();
    assert_eq!(other.api_key(), "");
}

#[tokio::test]
async fn the_same_options_give_the_same_data() {
    let bench = default_bench().await;
    let now = Some("2026-05-04T10:00:00Z".parse().unwrap());
    let options = TenantOptions { users: 200, now, ..TenantOptions::default() };
    let (one, two) = (bench.sandbox.tenant(options.clone()), bench.sandbox.tenant(options));
    let shape = |tenant: &lastpass_sandbox::Tenant| {
        format!("{:?}{:?}{:?}", tenant.users(), tenant.events(), tenant.folders())
    };
    assert_eq!(shape(&one), shape(&two));
    assert_eq!(one.user("user00042@example.com").unwrap().id, 80_043);
}

#[tokio::test]
async fn tests_set_up_what_they_need() {
    let bench = default_bench().await;
    let tenant = &bench.tenant;
    let new = |email: &str| NewUser { email: email.to_owned(), name: None, stage: Stage::Staged };
    assert!(tenant.add_user(new("set@example.com")).is_some());
    assert!(tenant.add_user(new("SET@example.com")).is_none());
    assert!(tenant.add_to_group("set@example.com", "Set up"));
    assert!(!tenant.add_to_group("set@example.com", "Set up"));
    assert!(tenant.edit_user("set@example.com", |user| {
        user.stage = Stage::Enrolled;
        user.details_mut().multifactor = Some("duo".into());
        user.details_mut().last_login = Some(local_time("2024-05-02 10:15:00").unwrap());
    }));
    let answer = bench.command("getuserdata", json!({"username":"set@example.com"})).await;
    let user = answer["Users"].as_object().unwrap().values().next().unwrap();
    assert_contains(
        user,
        &json!({"multifactor":"duo","groups":["Set up"],"last_login":"2024-05-02 10:15:00"}),
    );
    let company = tenant.add_company("Set Up Ltd", "managed", Some(5502));
    assert!(
        tenant.add_company_user(company, new("set@example.com")).is_some(),
        "addresses are unique in a company"
    );
    assert_eq!(tenant.company(company).unwrap().parent, Some(5502));
    assert!(tenant.remove_from_group("set@example.com", "Set up"));
    assert!(tenant.remove_user("set@example.com").is_some());
}

#[tokio::test]
async fn directories_of_real_size_are_listed_completely() {
    let options = TenantOptions { users: 100_000, companies: 5_000, ..TenantOptions::default() };
    let bench = common::bench(options).await;
    let count = |pages: &[Value]| {
        pages.iter().map(|page| page["items"].as_array().unwrap().len()).collect::<Vec<_>>()
    };
    assert_eq!(count(&bench.pages("/v1/users?max-results=500", 300).await), [500; 200]);
    assert_eq!(count(&bench.pages("/v1/managed-companies?max-results=500", 300).await), [500; 10]);
    let page = bench.command("getuserdata", json!({"pagesize":2000,"pageindex":49})).await;
    assert_eq!((&page["total"], &page["count"]), (&json!(100_000), &json!(2_000)));
    let last = bench.command("getuserdata", json!({"username":"user99999@example.com"})).await;
    assert!(last["Users"].get("800100").is_some());
    assert_eq!(bench.get_json("/v1/users/180000").await["email"], "user99999@example.com");
}
