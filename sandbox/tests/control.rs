//! The control interface and the program, as a script in any language uses them.
#![allow(clippy::unwrap_used, reason = "a test that does not get what it looks at has failed")]

mod common;

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use common::{Bench, default_bench};
use lastpass_sandbox::KnownTo;
use reqwest::Method;
use serde_json::{Value, json};

async fn control(bench: &Bench, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
    let url = format!("{}/sandbox{path}", bench.sandbox.origin());
    let mut request = bench.http.request(Method::from_bytes(method.as_bytes()).unwrap(), url);
    if let Some(body) = body {
        request = request.json(&body);
    }
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    let text = answer.text().await.unwrap();
    (status, if text.is_empty() { Value::Null } else { serde_json::from_str(&text).unwrap() })
}

#[tokio::test]
async fn a_tenant_is_made_and_removed() {
    let bench = default_bench().await;
    let options = json!({"users":7,"companies":2,"time_zone":"Europe/Berlin","seed":5});
    let (status, tenant) = control(&bench, "POST", "/tenants", Some(options)).await;
    assert_eq!((status, &tenant["time_zone"]), (200, &json!("Europe/Berlin")));
    let variables: Vec<&String> = tenant["environment"].as_object().unwrap().keys().collect();
    assert_eq!(
        variables,
        [
            "LASTPASS_API_KEY",
            "LASTPASS_CID",
            "LASTPASS_PROVHASH",
            "LASTPASS_BUSINESS_URL",
            "LASTPASS_PROVISIONING_URL",
            "LASTPASS_TIME_ZONE"
        ]
    );
    let url = format!("{}/v1/users?max-results=500", tenant["business_url"].as_str().unwrap());
    let key = format!("api-key {}", tenant["api_key"].as_str().unwrap());
    let page: Value =
        bench.http.get(url).header("Authorization", key).send().await.unwrap().json().await.unwrap();
    assert_eq!(page["items"].as_array().unwrap().len(), 7);
    let path = format!("/tenants/{}", tenant["cid"]);
    assert_eq!(control(&bench, "GET", &path, None).await.1["cid"], tenant["cid"]);
    assert_eq!(control(&bench, "DELETE", &path, None).await.0, 204);
    assert_eq!(control(&bench, "GET", &path, None).await.0, 404);
    for wrong in [json!({"user":7}), json!({"time_zone":"Mars/Olympus"}), json!({"users":"many"})] {
        assert_eq!(control(&bench, "POST", "/tenants", Some(wrong.clone())).await.0, 400, "{wrong}");
    }
}

/// Every fault in the form that the README shows.
fn every_kind() -> Vec<Value> {
    vec![
        json!({"delay":{"before_ms":1,"after_ms":1}}),
        json!({"drip":{"bytes":10,"pause_ms":1}}),
        json!({"stall":{"after_bytes":10}}),
        json!({"too-many-requests":{}}),
        json!({"too-many-requests":{"retry_after":{"seconds":3}}}),
        json!({"too-many-requests":{"retry_after":{"fraction":0.5}}}),
        json!({"too-many-requests":{"retry_after":{"date-in":5}}}),
        json!({"too-many-requests":{"retry_after":"huge"}}),
        json!({"too-many-requests":{"retry_after":"malformed"}}),
        json!({"status":{"status":502,"body":"html"}}),
        json!({"status":{"status":500,"acted":true}}),
        json!("reset-before"),
        json!("reset-after"),
        json!("truncated-body"),
        json!("truncated-json"),
        json!("malformed-json"),
        json!({"empty-body":{"status":204}}),
        json!("html"),
        json!("xml-authorization-error"),
        json!({"redirect":{"status":307}}),
        json!({"wrong-media-type":{"media_type":"text/plain"}}),
        json!("other-shape"),
        json!("unknown-enum-values"),
        json!("unknown-members"),
        json!("null-members"),
        json!("large-ids"),
        json!("numbers-as-strings"),
        json!("repeat-token"),
        json!("endless-pages"),
        json!("overlap-pages"),
        json!({"shift-pages":{"by":-1}}),
        json!("null-items"),
        json!("null-elements"),
        json!("empty-token"),
    ]
}

#[test]
fn the_readme_lists_every_fault_and_every_switch() {
    let readme = include_str!("../README.md");
    let quirks = json!(lastpass_sandbox::Quirks::default());
    let switches = quirks.as_object().unwrap().keys().map(|name| format!("`{name}`"));
    let kinds = every_kind().into_iter().map(|kind| match &kind {
        Value::Object(kind) => format!("{{\"{}\":", kind.keys().next().unwrap()),
        name => format!("`{name}`"),
    });
    let missing: Vec<String> = switches.chain(kinds).filter(|name| !readme.contains(name)).collect();
    assert_eq!(missing, [""; 0]);
}

#[tokio::test]
async fn faults_quirks_and_records() {
    let bench = default_bench().await;
    let base = format!("/tenants/{}", bench.tenant.cid());
    let call = |method: &'static str, path: &str, body: Option<Value>| {
        let path = format!("{base}/{path}");
        let bench = &bench;
        async move { control(bench, method, &path, body).await }
    };
    let kinds = every_kind();
    for kind in &kinds {
        let fault = json!({"on":"getUser","kind":kind,"times":2,"after":1});
        assert_eq!(call("POST", "faults", Some(fault.clone())).await, (204, Value::Null), "{kind}");
    }
    let (_, waiting) = call("GET", "faults", None).await;
    assert_eq!(waiting.as_array().unwrap().len(), kinds.len());
    assert_eq!(waiting[0]["kind"], kinds[0]);
    assert_eq!(call("DELETE", "faults", None).await.0, 204);
    for wrong in [json!({"kind":"meteor"}), json!({"on":"getuser","kind":"html"}), json!({"on":"getUser"})] {
        assert_eq!(call("POST", "faults", Some(wrong.clone())).await.0, 400, "{wrong}");
    }
    call("POST", "faults", Some(json!({"kind":"html"}))).await;
    assert_eq!(bench.get("/v1/users").await.media_type, "text/html", "without `on` any request is met");
    call("DELETE", "faults", None).await;

    let (status, quirks) = call("PATCH", "quirks", Some(json!({"last_page":"absent","event_limit":5}))).await;
    assert_eq!((status, &quirks["last_page"], &quirks["totals"]), (200, &json!("absent"), &json!(true)));
    assert_eq!(bench.get_json("/v1/admin-levels").await.get("nextPageToken"), None);
    assert_eq!(call("PATCH", "quirks", Some(json!({"last_pages":"absent"}))).await.0, 400);
    assert_eq!(call("DELETE", "quirks", None).await.0, 204);
    assert_eq!(call("GET", "quirks", None).await.1["event_limit"], 10_000);

    assert_eq!(call("GET", "hits", None).await.1, json!({"listAdminLevels":1,"listUsers":1}));
    let (_, requests) = call("GET", "requests", None).await;
    assert_eq!((&requests[0]["operation"], &requests[0]["status"]), (&json!("listUsers"), &json!(200)));
    assert_eq!(call("DELETE", "requests", None).await.0, 204);
    assert_eq!(call("GET", "requests", None).await.1, json!([]));
}

#[tokio::test]
async fn users_folders_and_invitations() {
    let bench = default_bench().await;
    let base = format!("/tenants/{}", bench.tenant.cid());
    let cases = [
        ("PATCH", "users/ada@example.com", json!({"known_to":"business","username":"Ada@example.com"}), 204),
        ("PATCH", "users/nobody@example.com", json!({"disabled":true}), 404),
        ("PATCH", "users/ada@example.com", json!({"last_login":"yesterday"}), 400),
        ("PATCH", "users/ada@example.com", json!({"known_too":"business"}), 400),
        ("POST", "folders/5004/grants", json!({"principal":{"group":"Eng"},"can_administer":true}), 204),
        ("POST", "folders/5004/grants", json!({"principal":{"super-admin":"top@example.com"}}), 204),
        ("POST", "folders/9999/grants", json!({"principal":{"user":"eve@example.com"}}), 404),
        ("POST", "folders/5004/grants", json!({"principal":{"users":"eve@example.com"}}), 400),
        ("PUT", "invited", json!({"invited":["dave@example.com"]}), 204),
        ("PUT", "invited", json!({}), 400),
    ];
    for (method, path, body, expected) in cases {
        let (status, answer) = control(&bench, method, &format!("{base}/{path}"), Some(body.clone())).await;
        assert_eq!(status, expected, "{method} {path} {body}: {answer}");
    }
    let ada = bench.tenant.user("ada@example.com").unwrap();
    assert_eq!((ada.known_to(), ada.username()), (KnownTo::Business, "Ada@example.com"));
    assert_eq!(bench.tenant.invited(), ["dave@example.com"]);
    let super_admins = bench.tenant.folders().into_iter().find(|folder| folder.id == 5004).unwrap();
    assert_eq!(super_admins.grants.len(), 3);
}

#[tokio::test]
async fn events_changes_and_credentials() {
    let bench = default_bench().await;
    let base = format!("/tenants/{}", bench.tenant.cid());
    let call = |method: &'static str, path: &str, body: Option<Value>| {
        let path = format!("{base}/{path}");
        let bench = &bench;
        async move { control(bench, method, &path, body).await }
    };
    assert_eq!(call("DELETE", "events", None).await.0, 204);
    let event = json!({"time":"2024-05-02 10:15:00","username":"ada@example.com","action":"Log in"});
    assert_eq!(call("POST", "events", Some(json!({"event":event,"times":3}))).await.0, 204);
    assert_eq!(bench.tenant.events().len(), 3);
    assert_eq!(call("POST", "events", Some(json!({"event":{"time":"soon"}}))).await.0, 400);

    bench.command("updateemail", json!({"oldemail":"ada@example.com","newemail":"ada.b@example.com"})).await;
    let old = json!({"oldemail":"ada@example.com"});
    assert_eq!(call("POST", "email-changes/confirm", Some(old.clone())).await.0, 204);
    assert_eq!(call("POST", "email-changes/confirm", Some(old)).await.0, 404);

    bench.tenant.quirks(|quirks| quirks.company_change_delay_ms = None);
    bench.send("PATCH", "/v1/managed-companies/5501", Some(json!({"status":"suspended"}))).await;
    assert_eq!(call("POST", "company-changes/flush", None).await, (200, json!({"applied":1})));

    let (_, renewed) = call("POST", "api-key/renew", None).await;
    assert_eq!(renewed["api_key"], bench.tenant.api_key());
    assert_eq!(call("POST", "api-key/revoke", None).await.0, 204);
    assert_eq!(bench.get("/v1/users").await.status, 401);
    let (_, renewed) = call("POST", "provhash/renew", None).await;
    assert_eq!(renewed["provhash"], bench.tenant.provhash());
    assert_eq!(call("POST", "provhash/revoke", None).await.0, 204);
    assert_eq!(control(&bench, "GET", "", None).await.1["tenants"], json!([bench.tenant.cid()]));
    assert_eq!(control(&bench, "PUT", "/tenants", None).await.0, 404);
}

fn program(arguments: &[&str]) -> (Child, Value) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_lastpass-sandbox"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    (child, serde_json::from_str(&line).unwrap())
}

#[tokio::test]
async fn the_program_prints_one_line_and_ends_with_its_input() {
    let (mut child, line) =
        program(&["--users", "12", "--companies", "2", "--time-zone", "Asia/Tokyo", "--until-stdin-closes"]);
    assert_eq!(line["time_zone"], "Asia/Tokyo");
    let environment = &line["environment"];
    let http = common::http().build().unwrap();
    let body = json!({"cid":environment["LASTPASS_CID"],"provhash":environment["LASTPASS_PROVHASH"],"cmd":"getuserdata"});
    let url = environment["LASTPASS_PROVISIONING_URL"].as_str().unwrap();
    let answer: Value = http.post(url).json(&body).send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["total"], 12);
    child.stdin.as_mut().unwrap().write_all(b"still here\n").unwrap();
    assert!(child.try_wait().unwrap().is_none());
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}

#[cfg(unix)]
#[test]
fn the_program_makes_several_tenants_and_ends_on_sigterm() {
    let (mut child, line) = program(&["--tenants", "3"]);
    let tenants = line["tenants"].as_array().unwrap();
    assert_eq!(tenants.len(), 3);
    assert_ne!(tenants[0]["api_key"], tenants[1]["api_key"]);
    let stopped = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(stopped.success() && child.wait().unwrap().success());
}

#[test]
fn the_program_refuses_what_it_does_not_know() {
    let output = Command::new(env!("CARGO_BIN_EXE_lastpass-sandbox"))
        .args(["--time-zone", "Mars/Olympus"])
        .output()
        .unwrap();
    assert!(!output.status.success());
    assert!(
        String::from_utf8(output.stderr).unwrap().contains("Europe/Berlin"),
        "it says what a name looks like"
    );
}
