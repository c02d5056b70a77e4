//! The rules for a mock server of the Provisioning API about event reports.
#![allow(clippy::unwrap_used, reason = "a test that does not get what it looks at has failed")]

mod common;

use std::collections::HashSet;

use common::{Bench, bench, default_bench};
use lastpass_sandbox::{ActionSpelling, ApiEventUsername, FaultKind, NewEvent, NextForm, TenantOptions};
use serde_json::{Value, json};

fn quiet() -> TenantOptions {
    TenantOptions { events: 0, ..TenantOptions::default() }
}

fn event(time: &str, action: &str) -> NewEvent {
    NewEvent {
        time: Some(time.to_owned()),
        username: "ada@example.com".to_owned(),
        action: action.to_owned(),
        ..NewEvent::default()
    }
}

async fn report(bench: &Bench, data: Value) -> Value {
    bench.command("reporting", data).await
}

/// The events of a report without those that the reports themselves leave.
fn events(report: &Value) -> Vec<Value> {
    let data = report["data"].as_object().unwrap();
    data.values().filter(|event| event["Action"] != "Reporting").cloned().collect()
}

fn times(report: &Value) -> Vec<String> {
    events(report).iter().map(|event| event["Time"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn provisioning_mock_17_order_and_limit() {
    let bench = bench(quiet()).await;
    for minute in 10..20 {
        bench.tenant.push_event(&event(&format!("2024-05-02 10:{minute}:00"), "Log in")).unwrap();
    }
    bench.tenant.quirks(|quirks| quirks.event_limit = 4);
    let to = json!({"to":"2024-05-02 23:59:59"});
    let first = report(&bench, to.clone()).await;
    let names: Vec<&String> = first["data"].as_object().unwrap().keys().collect();
    assert_eq!(names, ["Event1", "Event2", "Event3", "Event4"]);
    assert_eq!(first["data"]["Event1"]["Time"], "2024-05-02 10:19:00", "newest first");
    assert!(!first["next"].is_null());
    bench.tenant.quirks(|quirks| quirks.events_ascending = true);
    assert_eq!(report(&bench, to).await["data"]["Event1"]["Time"], "2024-05-02 10:16:00");
}

#[tokio::test]
async fn provisioning_mock_17_ten_thousand_events_a_call() {
    let bench = bench(quiet()).await;
    bench.tenant.push_events(&event("2024-05-02 10:00:00", "Failed login attempt"), 10_500).unwrap();
    let mut data = json!({"to":"2024-05-02 23:59:59"});
    let first = report(&bench, data.clone()).await;
    assert_eq!(first["data"].as_object().unwrap().len(), 10_000);
    data["next"] = first["next"].clone();
    let second = report(&bench, data).await;
    assert_eq!((second["data"].as_object().unwrap().len(), &second["next"]), (501, &Value::Null));
}

#[tokio::test]
async fn provisioning_mock_18_next() {
    let bench = bench(quiet()).await;
    for minute in 10..20 {
        bench.tenant.push_event(&event(&format!("2024-05-02 10:{minute}:00"), "Log in")).unwrap();
    }
    for form in [NextForm::DateText, NextForm::Microseconds, NextForm::NumericString] {
        bench.tenant.quirks(|quirks| {
            quirks.event_limit = 4;
            quirks.next_form = form;
        });
        let mut data = json!({"to":"2024-05-02 23:59:59","user":"allusers"});
        let mut seen = Vec::new();
        loop {
            let page = report(&bench, data.clone()).await;
            seen.extend(times(&page));
            if page["next"].is_null() {
                break;
            }
            assert_eq!(page["next"].is_number(), form == NextForm::Microseconds);
            data["next"] = page["next"].clone();
        }
        assert_eq!(seen.len(), 12, "ten, and two that came twice at the seams");
        assert_eq!(
            (&seen[3], &seen[4]),
            (&"2024-05-02 10:16:00".to_owned(), &"2024-05-02 10:16:00".to_owned())
        );
        assert_eq!(seen.iter().collect::<HashSet<_>>().len(), 10);
    }
    bench.inject("reporting", FaultKind::RepeatToken);
    let first = report(&bench, json!({"to":"2024-05-02 23:59:59"})).await;
    let again = report(&bench, json!({"to":"2024-05-02 23:59:59","next":first["next"]})).await;
    assert_eq!(first["next"], again["next"]);
}

#[tokio::test]
async fn provisioning_mock_19_filters() {
    let bench = bench(quiet()).await;
    let tenant = &bench.tenant;
    tenant.push_event(&event("2024-05-02 10:15:00", "Log in")).unwrap();
    tenant
        .push_event(&NewEvent {
            username: "eve@example.com".to_owned(),
            data: "portal.example".to_owned(),
            admin: true,
            ..event("2024-05-02 10:14:58", "Make Admin")
        })
        .unwrap();
    tenant.push_event(&event("2024-05-03 00:00:00", "Log in")).unwrap();
    let day = |more: Value| {
        let mut data = json!({"from":"2024-05-02 00:00:00","to":"2024-05-02 23:59:59"});
        data.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let bench = &bench;
        async move { times(&report(bench, data).await) }
    };
    let (early, late) = ("2024-05-02 10:14:58", "2024-05-02 10:15:00");
    let cases = [
        ("everything", json!({}), vec![late, early]),
        ("all users", json!({"user":"allusers"}), vec![late, early]),
        ("one user", json!({"user":"EVE@example.com"}), vec![early]),
        ("admin", json!({"admin":"1"}), vec![early]),
        ("search", json!({"search":"PORTAL"}), vec![early]),
        ("bounds are inclusive", json!({"from":late,"to":late}), vec![late]),
    ];
    for (name, more, expected) in cases {
        assert_eq!(day(more).await, expected, "{name}");
    }
    let nobody = report(&bench, json!({"user":"api"})).await;
    assert_eq!(nobody, json!({"status":"FAIL","error":"Please select a valid user."}));
    assert_eq!(report(&bench, json!({"from":"yesterday"})).await["status"], "FAIL");

    let envelope = |more: Value| {
        let mut body = json!({"cid":tenant.cid(),"provhash":tenant.provhash(),"cmd":"reporting"});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let bench = &bench;
        async move { bench.raw_command(body).await.json() }
    };
    let ignored = envelope(json!({"user":"nobody","data":{"to":late}})).await;
    assert_eq!(times(&ignored).len(), 2, "`user` beside `data` is passed over");
    for siem in [json!({"format":"siem","data":{"to":late}}), json!({"data":{"format":"siem","to":late}})] {
        let answer = envelope(siem).await;
        let list = answer["events"].as_array().unwrap();
        assert_eq!(list.len(), 2);
        assert!(list[0]["ID"].is_string() && list[0]["Time"] == late);
        assert!(list[1]["id"].is_string() && list[1]["time"] == early, "the case of the keys varies");
    }
}

#[tokio::test]
async fn provisioning_mock_20_local_times() {
    let berlin = TenantOptions { time_zone: "Europe/Berlin".parse().unwrap(), ..quiet() };
    let bench = bench(berlin).await;
    let repeated = event("2024-10-27 02:30:00", "Log in");
    bench.tenant.push_event(&repeated).unwrap();
    bench.tenant.push_event(&NewEvent { second_pass: true, ..repeated }).unwrap();
    bench.tenant.push_events(&event("2024-10-27 12:00:00", "Failed login attempt"), 5).unwrap();
    let answer = report(&bench, json!({"to":"2024-10-28 00:00:00"})).await;
    assert_eq!(times(&answer), [["2024-10-27 12:00:00"; 5].as_slice(), &["2024-10-27 02:30:00"; 2]].concat());
    let identical = &events(&answer)[..5];
    assert!(identical.iter().all(|event| event == &identical[0]));
    let instants: Vec<i64> = bench.tenant.events().iter().map(|event| event.at).collect();
    assert_eq!(instants[1] - instants[0], 3_600_000_000, "the same text, an hour apart");
    let hour = report(&bench, json!({"from":"2024-10-27 02:00:00","to":"2024-10-27 02:59:59"})).await;
    assert_eq!(times(&hour).len(), 2, "both passes of the hour");
    assert!(bench.tenant.push_event(&event("2 May", "Log in")).is_err());
}

#[tokio::test]
async fn provisioning_mock_20_seeded_events() {
    let bench = default_bench().await;
    let all = events(&report(&bench, json!({})).await);
    let mut seen: HashSet<String> = HashSet::new();
    let identical = all.iter().filter(|event| !seen.insert(event.to_string())).count();
    assert!(identical >= 4, "five identical events in one second");
    let first = bench.tenant.events();
    assert_eq!(first[1].at - first[0].at, 3_600_000_000);
    let text = |at: usize| &all[all.len() - 1 - at]["Time"];
    assert_eq!(text(0), text(1), "one local time in both passes of a repeated hour");
}

#[tokio::test]
async fn provisioning_mock_21_actions_and_data() {
    let bench = default_bench().await;
    let all = events(&report(&bench, json!({})).await);
    let any = |name: &str, value: &str| all.iter().any(|event| event[name] == value);
    for action in
        ["Failed Login Attempt", "Failed login attempt", "従業員のアカウントを作成しました", "ポリシーの編集"]
    {
        assert!(any("Action", action), "{action}");
    }
    // The forms of `Data` of the contract, section 10, in its order; form 25 is left by calls of the API.
    let forms = [
        "",
        "portal.example",
        "portal.example/login",
        "203.0.113.9:8443/app",
        "LastPass via Chrome v4.120.1",
        "VID: 4900000000000000001",
        "VID: 4900000000000000001 to Shared-Infra",
        "VID: 4900000000000000001 from Shared-Infra",
        "portal.example to Shared-Infra",
        " to Shared-Infra",
        "portal.example from Shared-Infra",
        " from Shared-Infra",
        " from INVALID SHARED FOLDER",
        "'Shared-Infra' 'bob@example.com'",
        "'Shared-Infra' 'bob@example.com' 'Read only:no Admin:no Hide PW:no'",
        "'Eng' 'bob@example.com'",
        "bob@example.com - Eng",
        "'Eng'",
        "'Old name' 'New name'",
        "'Old name' to 'New name'",
        "Secure Note (VID: 4900000000000000002)",
        "Secure Note (Wifi)",
        "Secure Note (Wifi) from Shared-Infra",
        "Length of master password",
        "Length of master password New value: 14",
        "ada@example.com,bob@example.com",
        "a.example,b.example",
        "ada",
        "ada@example.com-Shared-Infra",
        "Shared Infra ada@example.com",
        "sso.example.oidc",
        "Shared-Infra",
    ];
    for form in forms {
        assert!(any("Data", form), "{form:?}");
    }
    assert!(any("IP_Address", "not an address"));
    assert!(all.iter().any(|event| event.get("serverSessionId").is_some()), "a member that nobody documents");
}

#[tokio::test]
async fn provisioning_mock_22_api_calls_are_events() {
    let bench = bench(quiet()).await;
    let latest = || async { report(&bench, json!({})).await["data"]["Event1"].clone() };
    bench.command("getuserdata", json!({"pagesize":1})).await;
    let event = latest().await;
    assert_eq!(
        (&event["Username"], &event["Action"], &event["Data"]),
        (&json!(""), &json!("Get user data"), &json!("Initiated by API: tests"))
    );
    bench.tenant.quirks(|quirks| {
        quirks.api_event_username = ApiEventUsername::Api;
        quirks.action_spelling = ActionSpelling::Title;
    });
    bench
        .raw_command(json!({"cid":bench.tenant.cid(),"provhash":bench.tenant.provhash(),"cmd":"getsfdata"}))
        .await;
    let event = latest().await;
    assert_eq!(
        (&event["Username"], &event["Action"], &event["Data"]),
        (&json!("API"), &json!("Get Shared Folder Data"), &json!("Initiated by API"))
    );
    assert_eq!(latest().await["Action"], "Reporting");
    bench.command("disableuser", json!(["ada@example.com"])).await;
    let event = latest().await;
    assert_eq!((&event["Action"], &event["Data"]), (&json!("Deactivated User"), &json!("ada@example.com")));
}
