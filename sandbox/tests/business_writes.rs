//! The rules for a mock server of the Business API about writes.
#![allow(clippy::unwrap_used, reason = "a test that does not get what it looks at has failed")]

mod common;

use std::time::Duration;

use common::{Answer, Bench, bench, default_bench};
use lastpass_sandbox::{CreationAction, PatchMediaType, Stage, TenantOptions, Unknown};
use serde_json::{Value, json};

async fn create(bench: &Bench, body: Value) -> Answer {
    bench.send("POST", "/v1/users", Some(body)).await
}

async fn with_media_type(
    bench: &Bench,
    method: &str,
    path: &str,
    media_type: &str,
    body: &'static str,
) -> u16 {
    let url = format!("{}{path}", bench.sandbox.business_url());
    let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
    let request = bench
        .http
        .request(method, url)
        .header("Authorization", format!("api-key {}", bench.tenant.api_key()));
    request.header("Content-Type", media_type).body(body).send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn business_mock_08_creating_users() {
    let bench = default_bench().await;
    let staged = json!({"email":"new@example.com","name":"New Example","creationAccountAction":"stage"});
    let answer = create(&bench, staged.clone()).await;
    assert_eq!(answer.status, 201);
    let user = bench.tenant.user("new@example.com").unwrap();
    assert_eq!(
        answer.json(),
        json!({"id":user.id,"name":"New Example","email":"new@example.com","accountStatus":"staged"})
    );
    let invited = create(&bench, json!({"email":"inv@example.com","creationAccountAction":"invite"})).await;
    assert_eq!(invited.json()["accountStatus"], "pending-invitation");
    assert!(bench.tenant.invited().contains(&"inv@example.com".to_owned()));

    for status in [422, 400, 409] {
        bench.tenant.quirks(|quirks| quirks.duplicate_email_status = status);
        let mut duplicate = staged.clone();
        duplicate["email"] = "NEW@example.com".into();
        assert_eq!(create(&bench, duplicate).await.status, status);
    }
    for (action, expected) in
        [(CreationAction::Invite, "pending-invitation"), (CreationAction::Stage, "staged")]
    {
        bench.tenant.quirks(|quirks| quirks.default_creation_action = action);
        let answer = create(&bench, json!({"email": format!("{expected}@example.com")})).await;
        assert_eq!(answer.json()["accountStatus"], expected);
    }
    let cases = [
        ("not JSON media", with_media_type(&bench, "POST", "/v1/users", "text/plain", "{}").await, 415),
        ("not JSON", with_media_type(&bench, "POST", "/v1/users", "application/json", "{").await, 400),
        (
            "with a charset",
            with_media_type(&bench, "POST", "/v1/users", "application/json; charset=utf-8", "{}").await,
            422,
        ),
        ("no e-mail", create(&bench, json!({"name":"x","creationAccountAction":"stage"})).await.status, 422),
        ("a number", create(&bench, json!({"email":5,"creationAccountAction":"stage"})).await.status, 422),
        (
            "another action",
            create(&bench, json!({"email":"x@example.com","creationAccountAction":"x"})).await.status,
            422,
        ),
        ("unknown member", create(&bench, json!({"email":"y@example.com","nick":"y"})).await.status, 201),
    ];
    for (name, status, expected) in cases {
        assert_eq!(status, expected, "{name}");
    }
    bench.tenant.quirks(|quirks| {
        quirks.unknown_body_member = Unknown::Refuse;
        quirks.invalid_body_status = 400;
    });
    assert_eq!(create(&bench, json!({"email":"z@example.com","nick":"z"})).await.status, 400);
    assert!(bench.tenant.user("z@example.com").is_none());
}

#[tokio::test]
async fn business_mock_09_company_changes_apply_later() {
    let bench = default_bench().await;
    bench.tenant.quirks(|quirks| quirks.company_change_delay_ms = None);
    let body =
        json!({"name":"Example New Ltd","licenseLimit":25,"type":"managed","addons":["mfa"],"parentId":5502});
    let answer = bench.send("POST", "/v1/managed-companies", Some(body)).await;
    assert_eq!((answer.status, &answer.json()["id"]), (202, &json!(4711)));
    let url = answer.json()["url"].as_str().unwrap().to_owned();
    assert!(url.starts_with(bench.sandbox.origin()));
    let poll = || async { bench.http.get(&url).send().await.unwrap().text().await.unwrap() };
    assert_eq!(poll().await, r#"{"request":4711,"done":false}"#);
    let listed = "/v1/managed-companies?name=Example%20New%25";
    assert_eq!(bench.get_json(listed).await["items"], json!([]));
    assert_eq!(bench.tenant.flush_company_changes(), 1);
    assert_eq!(poll().await, r#"{"request":4711,"done":true}"#);
    assert_eq!(
        bench.get_json(listed).await["items"],
        json!([{"id":5507,"name":"Example New Ltd","licenseLimit":25,"status":"active","type":"managed","addons":["mfa"],
                "parentId":5502}])
    );
    let orphan = json!({"name":"x","type":"managed","parentId":1});
    assert_eq!(bench.send("POST", "/v1/managed-companies", Some(orphan)).await.status, 422);

    bench.tenant.quirks(|quirks| quirks.company_change_delay_ms = Some(300));
    let body = json!({"licenseLimit":30,"status":"suspended","addons":["mfa","sso"]});
    let answer = bench.send("PUT", "/v1/managed-companies/5501", Some(body)).await;
    assert_eq!((answer.status, &answer.json()["id"]), (202, &json!(4712)));
    assert_eq!(bench.get_json("/v1/managed-companies/5501").await["status"], "active");
    assert_eq!(bench.tenant.pending_company_changes(), 1);
    tokio::time::sleep(Duration::from_millis(350)).await;
    let changed = bench.get_json("/v1/managed-companies/5501").await;
    assert_eq!(
        (&changed["status"], &changed["licenseLimit"], &changed["addons"]),
        (&json!("suspended"), &json!(30), &json!(["mfa", "sso"]))
    );
    assert_eq!(
        bench.send("PUT", "/v1/managed-companies/5501", Some(json!({"licenseLimit":1}))).await.status,
        422
    );
    assert_eq!(bench.send("PATCH", "/v1/managed-companies/1", Some(json!({}))).await.status, 404);

    bench.tenant.quirks(|quirks| quirks.async_url_on_foreign_host = true);
    let answer = bench.send("PATCH", "/v1/managed-companies/5501", Some(json!({"status":"active"}))).await;
    assert_eq!(answer.status, 202);
    let url = answer.json()["url"].as_str().unwrap().to_owned();
    assert!(url.starts_with(bench.sandbox.foreign_origin()) && !url.starts_with(bench.sandbox.origin()));
    bench.http.get(url).header("Authorization", "api-key secret").send().await.unwrap();
    assert_eq!(bench.sandbox.foreign_requests()[0].header("authorization"), Some("api-key secret"));
}

#[tokio::test]
async fn business_mock_10_patch() {
    let bench = default_bench().await;
    let patch = |media_type| {
        with_media_type(&bench, "PATCH", "/v1/users/80001", media_type, r#"{"name":"Ada B. Example"}"#)
    };
    assert_eq!(patch("application/merge-patch+json").await, 415);
    assert_eq!(bench.tenant.user("ada@example.com").unwrap().name.as_deref(), Some("Ada Example"));
    assert_eq!(patch("application/json").await, 200);
    assert_eq!(bench.tenant.user("ada@example.com").unwrap().name.as_deref(), Some("Ada B. Example"));
    bench.tenant.quirks(|quirks| {
        quirks.patch_media_type = PatchMediaType::MergePatch;
        quirks.patch_user_status = 204;
    });
    assert_eq!(patch("application/json").await, 415);
    assert_eq!(patch("application/merge-patch+json").await, 204);

    bench.tenant.quirks(|quirks| quirks.patch_media_type = PatchMediaType::Json);
    let ask = |body| bench.send("PATCH", "/v1/users/80001", Some(body));
    assert_eq!(ask(json!({"accountStatus":"disabled"})).await.status, 204);
    assert_eq!(bench.get_json("/v1/users/80001").await["accountStatus"], "disabled");
    assert_eq!(ask(json!({"accountStatus":"enrolled","email":"ada.b@example.com"})).await.status, 204);
    let user = bench.get_json("/v1/users/80001").await;
    assert_eq!((&user["accountStatus"], &user["email"]), (&json!("enrolled"), &json!("ada.b@example.com")));
    assert_eq!(ask(json!({"email":"bob@example.com"})).await.status, 422);
    let company_user = bench.tenant.company_users(5501)[1].id;
    let path = format!("/v1/managed-companies/5501/users/{company_user}");
    assert_eq!(bench.send("PATCH", &path, Some(json!({"name":"Renamed"}))).await.status, 204);
    assert_eq!(bench.get_json(&path).await["name"], "Renamed");
}

#[tokio::test]
async fn business_mock_11_deleting() {
    let bench = bench(TenantOptions { companies: 8, ..TenantOptions::default() }).await;
    for (id, status) in [(80_005, 204), (80_006, 200), (80_007, 202)] {
        bench.tenant.quirks(|quirks| quirks.delete_status = status);
        let path = format!("/v1/users/{id}");
        assert_eq!(bench.send("DELETE", &path, None).await.status, status);
        assert_eq!(bench.send("DELETE", &path, None).await.status, 404);
        assert_eq!(bench.get(&path).await.status, 404);
    }
    bench.tenant.quirks(|quirks| quirks.delete_status = 204);
    let removal = "/v1/admin-levels/300/users/80004";
    assert_eq!(bench.send("DELETE", removal, None).await.status, 204);
    assert_eq!(bench.send("DELETE", removal, None).await.status, 404, "the user no longer holds the level");

    // The seventh company has no admin of its own.
    assert_eq!(bench.send("DELETE", "/v1/managed-companies/5507", None).await.status, 422);
    bench.tenant.quirks(|quirks| quirks.detach_without_admin_status = 409);
    assert_eq!(bench.send("DELETE", "/v1/managed-companies/5507", None).await.status, 409);
    assert_eq!(bench.send("DELETE", "/v1/managed-companies/5502", None).await.status, 204);
    assert_eq!(bench.get("/v1/managed-companies/5502").await.status, 404);
    assert_eq!(bench.get_json("/v1/managed-companies/5503").await["parentId"], Value::Null);
}

#[tokio::test]
async fn business_mock_12_inviting() {
    let bench = default_bench().await;
    let invite = || bench.send("POST", "/v1/users/80002/invite", None);
    let answer = invite().await;
    assert_eq!((answer.status, answer.text.as_str()), (204, ""));
    assert_eq!(bench.get_json("/v1/users/80002").await["accountStatus"], "pending-invitation");
    for (status, with_body) in [(200, false), (202, false), (200, true), (202, true)] {
        bench.tenant.quirks(|quirks| {
            quirks.invite_status = status;
            quirks.invite_answers_body = with_body;
        });
        let answer = invite().await;
        assert_eq!((answer.status, answer.text.is_empty()), (status, !with_body));
    }
    assert_eq!(bench.send("POST", "/v1/users/80001/invite", None).await.status, 422, "ada is enrolled");
    assert_eq!(bench.send("POST", "/v1/users/1/invite", None).await.status, 404);
    assert_eq!(bench.tenant.hits("inviteUser"), 7);
}

#[tokio::test]
async fn business_mock_13_one_admin_level_at_a_time() {
    let bench = default_bench().await;
    let add = |level: i64| bench.send("POST", "/v1/admin-levels/300/users", Some(json!({"userId": level})));
    let answer = add(80_001).await;
    assert_eq!(answer.status, 201);
    assert_eq!(
        answer.json(),
        json!({"id":80001,"name":"Ada Example","email":"ada@example.com","adminLevelId":300})
    );
    let holders = |level| {
        let bench = &bench;
        async move { bench.get_json(&format!("/v1/admin-levels/{level}/users")).await["items"].clone() }
    };
    assert_eq!(holders(100).await, json!([]), "the user moved from here");
    assert_eq!(holders(300).await[0], json!({"id":80001,"name":"Ada Example","email":"ada@example.com"}));
    bench.tenant.quirks(|quirks| quirks.second_admin_level_status = Some(422));
    let elsewhere = bench.send("POST", "/v1/admin-levels/200/users", Some(json!({"userId":80001}))).await;
    assert_eq!(elsewhere.status, 422);
    assert_eq!(add(80_001).await.status, 201, "the same level again");
    assert_eq!(add(1).await.status, 404);
    assert_eq!(
        bench.send("POST", "/v1/admin-levels/1/users", Some(json!({"userId":80001}))).await.status,
        404
    );
    assert_eq!(bench.send("POST", "/v1/admin-levels/300/users", Some(json!({}))).await.status, 422);

    let user = bench.tenant.company_users(5501)[2].clone();
    assert_eq!(user.stage, Stage::Enrolled);
    let path = "/v1/managed-companies/5501/admin-levels/100/users";
    assert_eq!(bench.send("POST", path, Some(json!({"userId": user.id}))).await.status, 201);
    assert_eq!(bench.get_json(path).await["items"][0]["email"], *user.email);
    assert_eq!(bench.send("DELETE", &format!("{path}/{}", user.id), None).await.status, 204);
}

#[tokio::test]
async fn users_of_managed_companies_are_their_own() {
    let bench = default_bench().await;
    let path = "/v1/managed-companies/5502/users";
    let body = json!({"email":"ada@example.com","name":"Ada Elsewhere","creationAccountAction":"invite"});
    let created = bench.send("POST", path, Some(body)).await;
    assert_eq!((created.status, &created.json()["accountStatus"]), (201, &json!("pending-invitation")));
    let id = created.json()["id"].as_i64().unwrap();
    assert_eq!(bench.get(&format!("/v1/users/{id}")).await.status, 404);
    assert_eq!(bench.get(&format!("/v1/managed-companies/5501/users/{id}")).await.status, 404);
    assert_eq!(bench.send("DELETE", &format!("{path}/{id}"), None).await.status, 204);
    assert!(bench.tenant.user("ada@example.com").is_some());
    assert_eq!(bench.get("/v1/managed-companies/1/users").await.status, 404);
}
