//! The rules for a mock server of the Provisioning API about pushes, mails, expired passwords, and the recorded answers.
#![allow(clippy::unwrap_used, reason = "a test that does not get what it looks at has failed")]

mod common;

use common::{assert_contains, bench, default_bench};
use lastpass_sandbox::{FaultKind, NewEvent, TenantOptions};
use serde_json::{Value, json};

#[tokio::test]
async fn provisioning_mock_24_pushing_sites() {
    let bench = default_bench().await;
    let data = json!({"users":"Eng","persistent":"0","url":"https://portal.example","name":"Portal","group":"Work",
                      "usernametype":"email","username":"","password":"","notes":"","fav":"","decryptid":"0"});
    let answer = bench.command("pushsitestousers", data.clone()).await;
    assert!(answer["status"] == "FAIL" && answer["error"].as_str().unwrap().contains("no longer available"));
    bench.tenant.quirks(|quirks| quirks.push_sites_available = true);
    assert_eq!(bench.command("pushsitestousers", data.clone()).await, json!({"status":"OK","psid":"8102"}));
    assert_eq!(bench.tenant.pushed_sites(), [(8102, data.clone())]);
    let mut numbers = data;
    numbers["persistent"] = json!(0);
    numbers["decryptid"] = json!(0);
    assert_eq!(bench.command("pushsitestousers", numbers.clone()).await["status"], "FAIL");
    bench.tenant.quirks(|quirks| quirks.push_values_must_be_strings = false);
    assert_eq!(bench.command("pushsitestousers", numbers).await, json!({"status":"OK","psid":"8103"}));
    assert_eq!(bench.command("pushsitestousers", json!({"users":"all"})).await["status"], "FAIL");
}

#[tokio::test]
async fn provisioning_mock_25_changing_an_address() {
    let bench = default_bench().await;
    let change = |old: &str, new: &str| {
        let data = json!({"oldemail":old,"newemail":new});
        let bench = &bench;
        async move { bench.command_answer("updateemail", data).await }
    };
    assert_eq!(change("ada@example.com", "ada.b@example.com").await.text, r#"{"status":"OK"}"#);
    assert!(bench.tenant.user("ada@example.com").is_some(), "only started");
    assert!(bench.tenant.confirm_email_change("ada@example.com"));
    assert!(bench.tenant.user("ada@example.com").is_none());
    assert_eq!(bench.get_json("/v1/users/80001").await["email"], "ada.b@example.com");
    let folders = bench.command("getsfdata", json!("all")).await;
    assert_eq!(folders["5001"]["users"][0]["username"], "ada.b@example.com");
    assert!(!bench.tenant.confirm_email_change("ada@example.com"), "nothing is left to confirm");
    for (old, new) in [
        ("ghost@example.com", "x@example.com"),
        ("bob@example.com", "x@example.com"),
        ("ada.b@example.com", "bob@example.com"),
        ("ada.b@example.com", "nonsense"),
    ] {
        assert_eq!(change(old, new).await.json()["status"], "FAIL", "{old} to {new}");
    }
    bench.tenant.quirks(|quirks| quirks.mail_limits = true);
    let mut statuses = Vec::new();
    for _ in 0..11 {
        statuses.push(change("ada.b@example.com", "ada.c@example.com").await.status);
    }
    assert_eq!(statuses, [[200; 10].as_slice(), &[429]].concat());
}

#[tokio::test]
async fn provisioning_mock_27_expired_master_passwords() {
    let bench = bench(TenantOptions { users: 5_000, ..TenantOptions::default() }).await;
    let mut data = json!({});
    let mut ids = Vec::new();
    let mut pages = 0;
    loop {
        let page = bench.command("expiredmasterpwlist", data.clone()).await;
        pages += 1;
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= 500 && items.iter().all(|item| item["user_id"].is_i64()));
        ids.extend(items.iter().map(|item| item["user_id"].as_i64().unwrap()));
        let continuation = &page["continuation"];
        match continuation.get("token") {
            None => {
                assert_eq!(continuation["remaining_item_count"], 0);
                break;
            }
            Some(token) => data = json!({"continuation_token": token}),
        }
    }
    assert!(pages >= 2 && ids.is_sorted());
    let first = bench.command("expiredmasterpwlist", json!({"limit":1})).await;
    assert_eq!(
        first["items"],
        json!([{"user_id":700101,"user_name":"ada@example.com","last_pw_change":"2022-01-10 17:02:33"}])
    );
    assert_eq!(first["continuation"]["remaining_item_count"], ids.len() - 1);
    assert_eq!(
        bench.command("expiredmasterpwlist", json!([])).await["status"],
        "Success",
        "an empty array is an empty map"
    );
    bench.inject("expiredmasterpwlist", FaultKind::RepeatToken);
    let token =
        bench.command("expiredmasterpwlist", json!({"limit":1})).await["continuation"]["token"].clone();
    let again = bench.command("expiredmasterpwlist", json!({"limit":1,"continuation_token":token})).await;
    assert_eq!(again["continuation"]["token"], token);
}

/// The literal answers of the contract.
#[tokio::test]
async fn provisioning_mock_34_recorded_answers() {
    let bench = bench(TenantOptions { users: 3, events: 0, ..TenantOptions::default() }).await;
    let answer = bench.command("getuserdata", Value::Null).await;
    let expected = json!({
        "total":3,"count":3,
        "Users":{
            "700101":{"username":"ada@example.com","fullname":"Ada Example","mpstrength":"100",
                "created":"2021-03-02 09:14:51","last_pw_change":"2022-01-10 17:02:33","last_login":"2022-06-20 08:00:07",
                "neverloggedin":false,"disabled":false,"admin":true,"totalscore":"71.4","legacytotalscore":null,
                "hasSharingKeys":true,"duousername":null,"multifactor":"googleauth","linked":"ada.private@example.org",
                "sites":41,"notes":7,"formfills":3,"applications":0,"attachments":5,
                "password_reset_required":false,"groups":["Eng","Oncall"],"attribs":{"Department":"R&D"}},
            "700102":{"username":"bob@example.com","mpstrength":"0",
                "created":"2022-09-05 13:40:10","last_pw_change":"2022-09-05 13:40:10","last_login":"",
                "neverloggedin":true,"disabled":false,"admin":false,"totalscore":null,
                "duousername":"bob@example.com",
                "sites":null,"notes":null,"formfills":null,"applications":null,"attachments":null,
                "password_reset_required":true},
            "700103":{"username":"eve@example.com","fullname":"Eve Example","mpstrength":"75",
                "created":"2020-02-17 08:05:31","last_pw_change":"2021-07-30 15:44:02","last_login":"2021-11-18 07:26:40",
                "neverloggedin":false,"disabled":true,"admin":false,"totalscore":"0","duousername":null,
                "sites":0,"notes":0,"formfills":0,"applications":0,"attachments":0,
                "password_reset_required":false}},
        "Groups":{"Eng":["ada@example.com"],"Oncall":["ada@example.com"]},
        "invited":["carol@example.com"]});
    assert_contains(&answer, &expected);

    bench.tenant.clear_events();
    for (time, action, data) in [
        ("2024-05-02 10:15:00", "Log in", "portal.example"),
        ("2024-05-02 10:14:58", "Failed login attempt", ""),
    ] {
        let event = NewEvent {
            time: Some(time.to_owned()),
            username: "ada@example.com".to_owned(),
            ip_address: "203.0.113.7".to_owned(),
            action: action.to_owned(),
            data: data.to_owned(),
            ..NewEvent::default()
        };
        bench.tenant.push_event(&event).unwrap();
    }
    let data = json!({"from":"2024-05-02 00:00:00","to":"2024-05-02 23:59:59","user":"allusers"});
    assert_eq!(
        bench.command("reporting", data).await,
        json!({"status":"OK","next":null,
               "data":{
                "Event1":{"Time":"2024-05-02 10:15:00","Username":"ada@example.com","IP_Address":"203.0.113.7",
                          "Action":"Log in","Data":"portal.example"},
                "Event2":{"Time":"2024-05-02 10:14:58","Username":"ada@example.com","IP_Address":"203.0.113.7",
                          "Action":"Failed login attempt","Data":""}}})
    );
}
