//! Answers of every kind as memory: all cells are written, and their texts stand in one piece.

// clippy.toml allows it in test functions; helpers of tests are none.
#![allow(clippy::unwrap_used)]

use lastpass_admin::erased::ImageWriter;
use lastpass_admin::{Error, EventCursor, Result};
use lastpass_dispatch::{Answer, BoxError, Session, event_cursor, image};
use lastpass_sandbox::{Sandbox, TenantOptions};
use serde_json::{Map, Value, json};

type Provided = Result<Map<String, Value>, BoxError>;

const NOBODY: Option<fn() -> Provided> = None;

fn members(value: &Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

/// The texts of what is written, one behind the other.
fn texts(write: impl FnOnce(&mut ImageWriter) -> usize) -> Vec<String> {
    let mut writer = ImageWriter::new();
    write(&mut writer);
    let image = writer.finish();
    let texts = image.texts().split(|byte| *byte == 0);
    texts.map(|text| String::from_utf8(text.to_vec()).unwrap()).collect()
}

#[test]
fn answers_of_every_kind_are_written_whole() {
    let sandbox = Sandbox::builder().threads(1).start_blocking().unwrap();
    let tenant = sandbox.tenant(TenantOptions::default());
    let settings = json!({
        "business_url": sandbox.business_url(),
        "provisioning_url": sandbox.provisioning_url(),
        "no_proxy": true,
        "time_zone": "US/Eastern",
        "api_key": tenant.api_key(),
        "cid": tenant.cid(),
        "provhash": tenant.provhash(),
    });
    let session = Session::new(members(&settings), NOBODY).unwrap();
    let run = |operation: &str, arguments: &Value| {
        session.prepare(operation, members(arguments), Map::new()).unwrap().run(|| false)
    };

    let cursor = cursor(&json!("2020-01-01 00:00:00"), 3600).unwrap();
    let email = "bob@example.com";
    let cases = [
        ("users.get", json!({ "user_id": 80002 }), "record", email),
        ("reports.list_billing_cycles", json!({}), "records", "BillingCycle"),
        ("users.delete", json!({ "user_id": 80003 }), "nothing", "null"),
        ("provisioning.users.disable", json!({ "usernames": [email] }), "outcome", "applied"),
        ("provisioning.groups.list", json!({}), "groups", "Eng"),
        ("provisioning.groups.get", json!({ "name": "Eng" }), "group", "Eng"),
        ("provisioning.users.list_invited", json!({}), "texts", "@example.com"),
        ("command", json!({ "command": "getuserdata" }), "json", r#""Users""#),
        ("check", json!({}), "report", r#""business""#),
        ("request", json!({ "method": "GET", "path": "/v1/users" }), "raw", "content-type"),
        ("provisioning.events.since", json!({ "cursor": cursor }), "events", "overlap_seconds"),
    ];
    for (operation, arguments, kind, text) in cases {
        let answer = run(operation, &arguments).unwrap();
        assert_eq!(answer.kind(), kind, "{operation}");
        let named = texts(|writer| image::named(writer, &answer));
        assert_eq!(named[0], kind, "{operation}");
        let plain = texts(|writer| image::answer(writer, &answer));
        assert!(named.iter().chain(&plain).any(|own| own.contains(text)), "{operation}: {named:?} {plain:?}");
    }
}

#[test]
fn an_error_is_written_with_what_led_to_it() {
    let settings = json!({ "business_url": "http://127.0.0.1:1", "api_key": "lpkey_x", "no_proxy": true, "max_retries": 0 });
    let session = Session::new(members(&settings), NOBODY).unwrap();
    let error = session.prepare("users.get", members(&json!({ "user_id": 1 })), Map::new()).unwrap();
    let error: Error = error.run(|| false).unwrap_err();
    let written = texts(|writer| image::error(writer, &error));
    assert_eq!(written[0], "connection");
    for expected in ["users.get", "not_sent", "Connection refused (os error 111)", &*error.to_string()] {
        assert!(written.iter().any(|text| text == expected), "{expected}: {written:?}");
    }
}

/// A cursor that begins at a time.
fn cursor(start: &Value, overlap_seconds: u32) -> Result<Value> {
    let arguments = json!({ "start": start, "overlap_seconds": overlap_seconds });
    match event_cursor(members(&arguments))? {
        Answer::Json(cursor) => Ok(cursor),
        other => panic!("a cursor is JSON, and not {}", other.kind()),
    }
}

#[test]
fn a_cursor_begins_at_a_time_without_a_zone() {
    let begun = cursor(&json!("2026-04-30 10:15:00"), 60).unwrap();
    let begun: EventCursor = serde_json::from_value(begun).unwrap();
    assert_eq!(begun.latest().to_string(), "2026-04-30T10:15:00");
    for start in [json!(null), json!("yesterday"), json!(5), json!("2026-04-30T10:15:00Z")] {
        let error = cursor(&start, 60).unwrap_err();
        assert_eq!(error.parameter(), Some("start"), "{start}");
    }
}
