//! What is taken as an argument, and in which words the rest is refused.

// clippy.toml allows it in test functions; helpers of tests are none.
#![allow(clippy::unwrap_used)]

use lastpass_admin::{Client, Credentials, Delivery, Error, ErrorKind};
use lastpass_dispatch::{Call, call, operations};
use serde_json::{Map, Value, json};

fn client() -> Client {
    let credentials = Credentials::new().api_key("lpkey_0123456789").provisioning(4410027, "0123456789");
    Client::builder().credentials(credentials).no_proxy().build().unwrap()
}

fn members(value: &Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

fn refusal(operation: &str, arguments: &Value) -> Error {
    call(&client(), operation, members(arguments))
        .err()
        .unwrap_or_else(|| panic!("{operation} took {arguments}"))
}

#[test]
fn an_argument_of_the_wrong_type_is_refused_with_its_place_and_its_type() {
    let date = "must be a date such as `2026-04-30`";
    let time = "must be a time such as `2026-04-30 10:15:00`, or an instant such as `2026-04-30T10:15:00Z`";
    let whole = |found: &str| format!("must be a whole number, not {found}");
    let text = |found: &str| format!("must be a text, not {found}");
    let cases = [
        ("users.get", json!({ "user_id": "5" }), "user_id", whole("a text")),
        ("users.get", json!({ "user_id": 5.0 }), "user_id", whole("a decimal number")),
        ("users.get", json!({ "user_id": true }), "user_id", whole("true or false")),
        ("users.get", json!({ "user_id": [5] }), "user_id", whole("a list")),
        (
            "users.get",
            json!({ "user_id": 9_223_372_036_854_775_808_u64 }),
            "user_id",
            "must be from -9223372036854775808 to 9223372036854775807".to_owned(),
        ),
        ("users.list", json!({ "page_size": -1 }), "page_size", "must be from 0 to 4294967295".to_owned()),
        ("users.list", json!({ "name": 5 }), "name", text("a whole number")),
        ("users.list", json!({ "account_status": ["staged"] }), "account_status", text("a list")),
        ("users.list", json!({ "page_token": {} }), "page_token", text("an object")),
        ("admin_levels.add_user", json!({ "admin_level_id": 1, "user_id": "2" }), "user_id", whole("a text")),
        (
            "provisioning.users.list",
            json!({ "disabled": 1 }),
            "disabled",
            "must be true or false, not a whole number".to_owned(),
        ),
        ("provisioning.users.disable", json!({ "usernames": "ada@example.com" }), "usernames", {
            "must be a list, not a text".to_owned()
        }),
        ("provisioning.users.disable", json!({ "usernames": ["a@b", null] }), "usernames[1]", text("null")),
        ("provisioning.users.add", json!({ "users": [{ "username": "a@b" }, "c@d"] }), "users[1]", {
            "must be an object, not a text".to_owned()
        }),
        (
            "provisioning.users.add",
            json!({ "users": [{ "username": "a@b" }, { "username": "c@d", "groups": ["x", 5] }] }),
            "users[1].groups[1]",
            text("a whole number"),
        ),
        (
            "provisioning.users.add",
            json!({ "users": [{ "username": "a@b", "attribs": { "office": 5 } }] }),
            "users[0].attribs.office",
            text("a whole number"),
        ),
        (
            "provisioning.users.delete_many",
            json!({ "usernames": ["a@b"], "action": "remove", "at_most": 1 }),
            "action",
            "must be `deactivate`, `remove_from_company`, `delete_permanently` or `uninvite`".to_owned(),
        ),
        ("reports.list_billing_records", json!({ "start_date": "2026-4-1" }), "start_date", date.to_owned()),
        (
            "reports.list_billing_records",
            json!({ "start_date": "2026-04-01T10:15:00" }),
            "start_date",
            date.to_owned(),
        ),
        ("reports.list_billing_records", json!({ "start_date": 5 }), "start_date", {
            format!("{date}, not a whole number")
        }),
        ("provisioning.events.list", json!({ "from": "yesterday" }), "from", time.to_owned()),
        ("provisioning.events.list", json!({ "from": 0 }), "from", format!("{time}, not a whole number")),
        (
            "users.create",
            json!({ "email": "a@b", "creation_account_action": "stage", "extra": [] }),
            "extra",
            { "must be an object, not a list".to_owned() },
        ),
        (
            "request",
            json!({ "method": "GET", "path": "/v1/users", "query": { "max-results": 5 } }),
            { "query.max-results" },
            text("a whole number"),
        ),
        (
            "provisioning.events.since",
            json!({ "cursor": { "latest": "2026-04-30" } }),
            "cursor",
            "must be an event cursor: a new one, or one that was stored as JSON".to_owned(),
        ),
    ];
    for (operation, arguments, parameter, message) in cases {
        let error = refusal(operation, &arguments);
        assert_eq!(error.to_string(), format!("{operation}: {parameter}: {message}"));
        assert_eq!(error.parameter(), Some(parameter));
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::InvalidArgument, Delivery::NotSent));
    }
}

#[test]
fn an_argument_that_has_to_be_given_is_asked_for_and_null_gives_none() {
    let cases = [
        ("users.get", json!({}), "user_id"),
        ("users.get", json!({ "user_id": null }), "user_id"),
        ("users.create", json!({ "email": "a@b" }), "creation_account_action"),
        // A list that replaces another is not emptied by leaving it out.
        (
            "managed_companies.replace",
            json!({ "child_company_id": 1, "license_limit": 5, "status": "active" }),
            { "addons" },
        ),
        ("provisioning.users.disable", json!({}), "usernames"),
        ("provisioning.users.delete_many", json!({ "usernames": [], "action": "uninvite" }), "at_most"),
        ("provisioning.users.delete_permanently", json!({ "username": "a@b" }), "confirm_username"),
        (
            "provisioning.groups.change_members",
            json!({ "changes": [{ "add": ["x"] }] }),
            "changes[0].username",
        ),
        ("managed_companies.find_by_name", json!({}), "name"),
        ("poll", json!({}), "url"),
        ("provisioning.events.since", json!({}), "cursor"),
    ];
    for (operation, arguments, parameter) in cases {
        let error = refusal(operation, &arguments);
        assert_eq!(error.to_string(), format!("{operation}: {parameter}: is not given"));
    }
}

#[test]
fn an_argument_that_does_not_exist_is_refused_with_those_that_do() {
    let unknown = "there is no argument of this name";
    let cases = [
        ("users.get", json!({ "user_id": 5, "usr": 1 }), format!("usr: {unknown}; there are `user_id`")),
        (
            "admin_levels.list_users",
            json!({ "admin_level_id": 5, "size": 5 }),
            format!("size: {unknown}; there are `admin_level_id`, `page_size`, `page_token`"),
        ),
        (
            "provisioning.groups.change_members",
            json!({ "changes": [{ "username": "a@b" }, { "username": "c@d", "del": ["x"] }] }),
            format!("changes[1].del: {unknown}; there are `username`, `add`, `remove`"),
        ),
        ("provisioning.groups.list", json!({ "name": "x" }), format!("name: {unknown}; none is taken")),
        ("check", json!({ "deep": true }), format!("deep: {unknown}; none is taken")),
        // The bounds of this reading are the cursor's.
        (
            "provisioning.events.since",
            json!({ "cursor": cursor(), "from": "2026-04-30 10:15:00" }),
            format!("from: {unknown}; there are `cursor`, `search`, `user`, `admin_only`, `format`"),
        ),
    ];
    for (operation, arguments, message) in cases {
        assert_eq!(refusal(operation, &arguments).to_string(), format!("{operation}: {message}"));
    }
}

fn cursor() -> Value {
    json!({ "latest": "2026-04-30T10:15:00", "overlap_seconds": 3600, "given": [] })
}

#[test]
fn what_is_right_is_taken() {
    let cases = [
        ("users.get", json!({ "user_id": i64::MIN })),
        ("users.get", json!({ "user_id": i64::MAX })),
        ("users.list", json!({})),
        ("users.list", json!({ "what_is_not_given": null })),
        ("users.list", json!({ "name": null, "account_status": "a status of tomorrow", "page_size": 500 })),
        ("users.create", json!({ "email": "a@b", "creation_account_action": "new", "extra": { "x": null } })),
        ("users.update", json!({ "user_id": 5, "name": "Ada" })),
        ("reports.list_billing_records", json!({ "start_date": "2026-04-01", "end_date": "2026-04-30" })),
        ("provisioning.users.list", json!({ "disabled": false })),
        (
            "provisioning.events.list",
            json!({ "from": "2026-04-30 10:15:00", "to": "2026-04-30T12:15:00+02:00" }),
        ),
        ("provisioning.users.disable", json!({ "usernames": [] })),
        (
            "provisioning.users.add",
            json!({ "users": [{ "username": "a@b", "groups": null, "attribs": { "office": "Berlin" } }] }),
        ),
        ("command", json!({ "command": "getuserdata", "data": null })),
        ("request", json!({ "method": "GET", "path": "/v1/users", "query": { "max-results": "5" } })),
        ("provisioning.events.since", json!({ "cursor": cursor(), "admin_only": true })),
    ];
    for (operation, arguments) in cases {
        let called = call(&client(), operation, members(&arguments));
        assert!(matches!(called, Ok(Some(_))), "{operation} {arguments}: {:?}", called.err());
    }
}

#[test]
fn every_operation_is_known_by_its_name_and_no_other_is() {
    for operation in operations() {
        assert!(!matches!(call(&client(), operation, Map::new()), Ok(None)), "{operation}");
    }
    for operation in ["", "users", "users.", "users.gets", "user.get", "provisioning.get", "list", "checks"] {
        assert!(matches!(call(&client(), operation, Map::new()), Ok(None)), "{operation}");
    }
}

#[test]
fn lists_are_read_page_by_page_and_the_rest_is_one_answer() {
    let cases = [
        ("users.list", json!({}), true),
        ("provisioning.shared_folders.list", json!({}), true),
        ("provisioning.groups.list", json!({}), false),
        ("users.get", json!({ "user_id": 5 }), false),
        ("check", json!({}), false),
    ];
    for (operation, arguments, paged) in cases {
        let called = call(&client(), operation, members(&arguments)).unwrap().unwrap();
        assert_eq!(matches!(called, Call::List(_)), paged, "{operation}");
    }
}

#[test]
fn a_refusal_does_not_repeat_what_was_given() {
    let secret = json!({ "users": [{ "username": "a@b", "password": ["hunter2"] }] });
    let error = refusal("provisioning.users.add", &secret);
    assert_eq!(error.parameter(), Some("users[0].password"));
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}
