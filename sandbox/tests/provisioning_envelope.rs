//! The rules for a mock server of the Provisioning API about requests, statuses and errors.
#![allow(clippy::unwrap_used, reason = "a test that does not get what it looks at has failed")]

mod common;

use common::{Bench, default_bench};
use lastpass_sandbox::{ErrorBody, FaultKind, MalformedRequest, RetryAfter};
use serde_json::{Value, json};

const AUTHORIZATION_ERROR: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<lastpass rc=\"Authorization Error\"/>\n";

async fn post(bench: &Bench, media_type: Option<&str>, body: String) -> String {
    let mut request = bench.http.post(bench.sandbox.provisioning_url()).body(body);
    if let Some(media_type) = media_type {
        request = request.header("Content-Type", media_type);
    }
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 200);
    answer.text().await.unwrap()
}

#[tokio::test]
async fn provisioning_mock_01_status_and_headers() {
    let bench = default_bench().await;
    let answer =
        bench.command_answer("deluser", json!({"username":"nobody@example.com","deleteaction":0})).await;
    assert_eq!(answer.text, r#"{"status":"FAIL","error":"No such user: nobody@example.com"}"#);
    let headers = [
        ("content-type", "text/xml;charset=UTF-8"),
        ("cache-control", "no-cache,private,no-store,max-age=0,s-maxage=0,must-revalidate,proxy-revalidate"),
        ("vary", "origin, Accept-Encoding"),
        ("server", "LastPass"),
    ];
    for (name, expected) in headers {
        assert_eq!(answer.header(name), Some(expected), "{name}");
    }
    assert!(answer.header("set-cookie").is_some());
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn provisioning_mock_02_wrong_credentials() {
    let bench = default_bench().await;
    let (cid, provhash) = (bench.tenant.cid(), bench.tenant.provhash());
    assert_eq!(AUTHORIZATION_ERROR.len(), 76);
    let cases = [
        ("wrong cid", json!({"cid": cid + 1, "provhash": provhash, "cmd": "getuserdata"})),
        ("wrong hash", json!({"cid": cid, "provhash": "guess", "cmd": "getuserdata"})),
        ("API key as hash", json!({"cid": cid, "provhash": bench.tenant.api_key(), "cmd": "getuserdata"})),
        ("both wrong", json!({"cid": 1, "provhash": "guess", "cmd": "nothing"})),
    ];
    for (name, body) in cases {
        let answer = bench.raw_command(body).await;
        assert_eq!((answer.status, answer.text.as_str()), (200, AUTHORIZATION_ERROR), "{name}");
    }
    assert_eq!(bench.tenant.hits("getuserdata"), 2, "known account numbers are counted");
    let renewed = bench.tenant.renew_provhash();
    assert_ne!(renewed, provhash);
    assert_eq!(bench.command("getuserdata", json!({"pagesize":1})).await["count"], 1);
    bench.tenant.revoke_provhash();
    let body = json!({"cid": cid, "provhash": renewed, "cmd": "getuserdata"});
    assert_eq!(bench.raw_command(body).await.text, AUTHORIZATION_ERROR);
}

#[tokio::test]
async fn provisioning_mock_03_status_spellings() {
    let bench = default_bench().await;
    bench.tenant.quirks(|quirks| quirks.push_sites_available = true);
    let ada = json!({"username":"ada@example.com"});
    let cases = [
        ("batchadd", json!([{"username":"new@example.com"}]), Some("OK")),
        ("updateuser", json!({"username":"ada@example.com","fullname":"Ada"}), Some("OK")),
        ("reinviteuser", ada.clone(), Some("OK")),
        ("resetpassword", ada.clone(), Some("OK")),
        ("requiremasterpasswordchange", ada.clone(), Some("OK")),
        ("disablemultifactor", ada, Some("OK")),
        ("updateemail", json!({"oldemail":"ada@example.com","newemail":"ada.b@example.com"}), Some("OK")),
        ("batchchangegrp", json!([{"username":"ada@example.com","add":["New"]}]), Some("OK")),
        (
            "pushsitestousers",
            json!({"users":"all","url":"https://portal.example","name":"Portal"}),
            Some("OK"),
        ),
        ("reporting", json!({}), Some("OK")),
        ("disableuser", json!(["bob@example.com"]), Some("success")),
        ("enableuser", json!(["bob@example.com"]), Some("success")),
        ("expiredmasterpwlist", Value::Null, Some("Success")),
        ("getuserdata", Value::Null, None),
        ("getsfdata", Value::Null, None),
        ("getdetailedsfdata", json!("all"), None),
        ("deluser", json!({"username":"bob@example.com","deleteaction":2}), Some("OK")),
    ];
    assert_eq!(cases.len(), 17);
    for (command, data, expected) in cases {
        assert_eq!(bench.command(command, data).await["status"].as_str(), expected, "{command}");
    }
    assert_eq!(
        bench.command_answer("requiremasterpasswordchange", json!({"username":"ada@example.com"})).await.text,
        r#"{"status":"OK"}"#
    );
}

#[tokio::test]
async fn provisioning_mock_04_error_spellings() {
    let bench = default_bench().await;
    let nobody = json!({"username":"nobody@example.com"});
    let cases = [
        (
            "deluser",
            json!({"username":"nobody@example.com","deleteaction":2}),
            json!({"status":"FAIL","error":"No such user: nobody@example.com"}),
        ),
        ("updateuser", nobody.clone(), json!({"status":"FAIL","error":"No such user: nobody@example.com"})),
        (
            "disablemultifactor",
            nobody.clone(),
            json!({"status":"FAIL","error":"No such user: nobody@example.com"}),
        ),
        ("resetpassword", nobody, json!({"status":"FAIL","error":["user not found: nobody@example.com"]})),
        (
            "batchadd",
            json!([{"username":"nobody"}]),
            json!({"status":"FAIL","error":["not an e-mail address: nobody"]}),
        ),
        (
            "batchchangegrp",
            json!([{"username":"ada@example.com","add":["Eng"]},{"username":"ghost@example.com","add":["Eng"],"del":["Sales"]}]),
            json!({"status":"WARN","errors":["ghost@example.com does not exist"]}),
        ),
        (
            "batchchangegrp",
            json!([{"username":"ghost@example.com"}]),
            json!({"status":"FAIL","errors":["ghost@example.com does not exist"]}),
        ),
    ];
    for (command, data, expected) in cases {
        assert_eq!(bench.command(command, data).await, expected, "{command}");
    }
}

#[tokio::test]
async fn provisioning_mock_05_warn_applies_the_valid_rows() {
    let bench = default_bench().await;
    let rows = json!([
        {"username":"ghost@example.com","add":["Night shift"]},
        {"username":"eve@example.com","add":["Night shift"]},
        {"username":"ada@example.com","add":["Night shift"],"del":["Eng"]},
    ]);
    assert_eq!(bench.command("batchchangegrp", rows).await["status"], "WARN");
    let groups = bench.tenant.groups();
    let members =
        |name: &str| groups.iter().find(|(known, _)| known == name).map(|(_, members)| members.clone());
    assert_eq!(members("Night shift").unwrap(), ["ada@example.com", "eve@example.com"]);
    assert!(!members("Eng").unwrap().contains(&"ada@example.com".to_owned()));
}

#[tokio::test]
async fn provisioning_mock_16_numbers_as_strings() {
    let bench = default_bench().await;
    let body = json!({"cid": bench.tenant.cid().to_string(), "provhash": bench.tenant.provhash(), "cmd": "getuserdata",
                      "data": {"pagesize":"2","pageindex":"1"}});
    let page = bench.raw_command(body).await.json();
    assert_eq!(page["Users"].as_object().unwrap().keys().collect::<Vec<_>>(), ["700103", "700104"]);
    let flags = [json!(1), json!("1"), json!(true)];
    for flag in flags {
        let page = bench.command("getuserdata", json!({"admin": flag})).await;
        assert!(page["Users"].as_object().unwrap().values().all(|user| user["admin"] == true), "{flag}");
    }
    assert_eq!(bench.command("getuserdata", json!({"admin":"yes"})).await["status"], "FAIL");
}

#[tokio::test]
async fn provisioning_mock_31_requests_that_are_no_commands() {
    let bench = default_bench().await;
    let (cid, provhash) = (bench.tenant.cid(), bench.tenant.provhash());
    let bodies = [
        ("unknown command", json!({"cid": cid, "provhash": provhash, "cmd": "batchdelete"}).to_string()),
        ("no command", json!({"cid": cid, "provhash": provhash}).to_string()),
        ("no account number", json!({"provhash": provhash, "cmd": "getuserdata"}).to_string()),
        ("not JSON", format!(r#"{{"cid": {cid}, "provhash": "{provhash}", "cmd":"#)),
        ("no object", json!([cid, provhash]).to_string()),
    ];
    for (name, body) in &bodies {
        let answer: Value = serde_json::from_str(&post(&bench, None, body.clone()).await).unwrap();
        assert!(answer["status"] == "FAIL" && answer["error"].is_string(), "{name}: {answer}");
    }
    let forms = [
        (MalformedRequest::Xml, AUTHORIZATION_ERROR),
        (MalformedRequest::Empty, ""),
        (MalformedRequest::Html, "<!DOCTYPE html>"),
    ];
    for (form, expected) in forms {
        bench.tenant.quirks(|quirks| quirks.malformed_request = form);
        for (name, body) in &bodies {
            let answer = post(&bench, None, body.clone()).await;
            assert!(
                answer.starts_with(expected) && answer.is_empty() == expected.is_empty(),
                "{form:?} {name}"
            );
        }
    }
    let missing = bench.command("deluser", json!({"deleteaction":1})).await;
    assert_eq!(missing, json!({"status":"FAIL","error":"data/username: The member is required."}));
    assert_eq!(bench.command("batchadd", Value::Null).await["status"], "FAIL");
}

#[tokio::test]
async fn provisioning_mock_32_media_types_and_forms() {
    let bench = default_bench().await;
    let (cid, provhash) = (bench.tenant.cid(), bench.tenant.provhash());
    let command = json!({"cid": cid, "provhash": provhash, "cmd": "getuserdata", "data": {"pagesize":1}, "user": "allusers"});
    for media_type in
        [None, Some("text/plain"), Some("application/json"), Some("application/x-www-form-urlencoded")]
    {
        let answer: Value =
            serde_json::from_str(&post(&bench, media_type, command.to_string()).await).unwrap();
        assert_eq!(answer["count"], 1, "{media_type:?}");
    }
    let form = format!("cid={cid}&provhash={provhash}&cmd=getsfdata&data=all");
    let answer = post(&bench, Some("application/x-www-form-urlencoded"), form).await;
    assert!(answer.starts_with(r#"{"5001":{"sharedfoldername":"Shared-Infra""#));
    let recorded = bench.tenant.requests().pop().unwrap();
    assert_eq!((recorded.operation, &recorded.body.unwrap()["data"]), (Some("getsfdata"), &json!("all")));
    let header = bench.http.post(bench.sandbox.provisioning_url()).header("X-Api-Key", "x").json(&command);
    assert_eq!(header.send().await.unwrap().status(), 200, "a header that some clients add");
}

#[tokio::test]
async fn provisioning_mock_33_hits_and_faults() {
    let bench = default_bench().await;
    let add = || bench.command_answer("batchadd", json!([{"username":"new@example.com"}]));
    bench.inject_once("batchadd", FaultKind::TooManyRequests { retry_after: RetryAfter::Seconds(1) });
    let answer = add().await;
    assert_eq!((answer.status, answer.header("retry-after")), (429, Some("1")));
    for status in [500, 502, 503, 504] {
        let kind =
            FaultKind::Status { status, body: ErrorBody::Html, retry_after: RetryAfter::None, acted: false };
        bench.inject_once("batchadd", kind);
        assert_eq!(add().await.status, status);
    }
    bench.inject_once("batchadd", FaultKind::XmlAuthorizationError);
    assert_eq!(add().await.text, AUTHORIZATION_ERROR);
    bench.inject_once("batchadd", FaultKind::TruncatedJson);
    assert!(bench.tenant.user("new@example.com").is_none());
    assert_eq!(add().await.text, r#"{"statu"#);
    assert!(bench.tenant.user("new@example.com").is_some());
    assert_eq!((bench.tenant.hits("batchadd"), bench.tenant.hits("getuserdata")), (7, 0));
    assert_eq!(bench.tenant.requests().iter().filter(|request| request.changed).count(), 1);
}
