//! A client for bindings: where its credentials come from, whose options win, and what it says in JSON.

// clippy.toml allows it in test functions; helpers of tests are none.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use lastpass_admin::blocking::Caller;
use lastpass_admin::{Error, ErrorKind};
use lastpass_dispatch::{Answer, BoxError, Session, plain};
use lastpass_sandbox::{Fault, FaultKind, Sandbox, Target, Tenant, TenantOptions};
use serde_json::{Map, Value, json};

type Provided = Result<Map<String, Value>, BoxError>;

const NOBODY: Option<fn() -> Provided> = None;

fn members(value: &Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

fn company() -> (Sandbox, Tenant) {
    let sandbox = Sandbox::builder().threads(1).start_blocking().unwrap();
    let tenant = sandbox.tenant(TenantOptions::default());
    (sandbox, tenant)
}

/// Settings that reach the company, without credentials.
fn reaching(sandbox: &Sandbox) -> Map<String, Value> {
    members(&json!({
        "business_url": sandbox.business_url(),
        "provisioning_url": sandbox.provisioning_url(),
        "no_proxy": true,
        "backoff": { "base": 0.001, "cap": 0.002, "longest_asked": 1 },
    }))
}

fn session(sandbox: &Sandbox, tenant: &Tenant) -> Session {
    let mut settings = reaching(sandbox);
    settings.insert("api_key".to_owned(), tenant.api_key().into());
    settings.insert("cid".to_owned(), tenant.cid().into());
    settings.insert("provhash".to_owned(), tenant.provhash().into());
    Session::new(settings, NOBODY).unwrap()
}

fn run(session: &Session, operation: &str, arguments: Value, options: Value) -> Result<Answer, Error> {
    session.prepare(operation, members(&arguments), members(&options))?.run(|| false)
}

#[test]
fn credentials_that_cannot_be_are_refused_by_their_names() {
    let cases = [
        (json!({ "api_key": 5 }), "api_key"),
        (json!({ "provhash": [] , "cid": 1 }), "provhash"),
        (json!({ "cid": true, "provhash": "h" }), "cid"),
        (json!({ "cid": 4410027 }), "provhash"),
        (json!({ "provhash": "h", "cid": null }), "cid"),
        (json!({ "api_key": "a hash" }), "api_key"),
    ];
    for (settings, parameter) in cases {
        let error = Session::new(members(&settings), NOBODY).unwrap_err();
        let found = (error.kind(), error.parameter());
        assert_eq!(found, (ErrorKind::InvalidArgument, Some(parameter)), "{settings}");
    }
    let both = Session::new(members(&json!({ "api_key": "lpkey_a" })), Some(|| Ok(Map::new())));
    assert_eq!(both.unwrap_err().parameter(), Some("credentials"));
}

#[test]
fn a_function_gives_the_credentials_once_and_its_failure_is_the_cause() {
    let (sandbox, tenant) = company();
    let asked = Arc::new(AtomicUsize::new(0));
    let (counted, key) = (asked.clone(), tenant.api_key());
    let session = Session::new(
        reaching(&sandbox),
        Some(move || {
            // The first time the vault is out of reach.
            match counted.fetch_add(1, Ordering::Relaxed) {
                0 => Err("the vault is sealed".into()),
                _ => Ok(members(&json!({ "api_key": key }))),
            }
        }),
    )
    .unwrap();
    assert_eq!(asked.load(Ordering::Relaxed), 0, "nobody asked for anything yet");
    let error = run(&session, "users.get", json!({ "user_id": 80001 }), json!({})).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(plain::error(&error)["cause"]["text"], "the vault is sealed");
    for _ in 0..3 {
        run(&session, "users.get", json!({ "user_id": 80001 }), json!({})).unwrap();
    }
    assert_eq!(asked.load(Ordering::Relaxed), 2);
    let odd = Session::new(reaching(&sandbox), Some(|| Ok(members(&json!({ "key": "lpkey_a" })))));
    let error = run(&odd.unwrap(), "check", json!({}), json!({})).unwrap_err();
    assert_eq!(plain::error(&error)["cause"]["text"], "`key` is none of api_key, cid and provhash");
}

#[test]
fn options_of_a_call_go_over_those_of_the_session_and_these_over_the_clients() {
    let (sandbox, tenant) = company();
    let session = session(&sandbox, &tenant);
    let headers = |session: &Session, options: Value| {
        run(session, "users.get", json!({ "user_id": 80001 }), options).unwrap();
        let headers = tenant.requests().pop().unwrap().headers;
        let of = |name: &str| headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone());
        (of("x-one"), of("x-two"))
    };
    let one = session.with_options(members(&json!({ "headers": { "x-one": "1", "x-two": "1" } }))).unwrap();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(headers(&session, json!({})), (None, None));
    assert_eq!(headers(&one, json!({})), (some("1"), some("1")));
    assert_eq!(headers(&one, json!({ "headers": { "x-two": "2" } })), (some("1"), some("2")));
    let two = one.with_options(members(&json!({ "max_retries": 0 }))).unwrap();
    assert_eq!(headers(&two, json!({})), (some("1"), some("1")));
    let error = session.prepare("users.get", Map::new(), members(&json!({ "tiemout": 1 }))).unwrap_err();
    assert_eq!(error.parameter(), Some("tiemout"));
}

#[test]
fn a_call_is_waited_for_goes_on_in_the_background_or_is_a_list() {
    let (sandbox, tenant) = company();
    let session = session(&sandbox, &tenant);
    let get = || session.prepare("users.get", members(&json!({ "user_id": 80001 })), Map::new()).unwrap();
    let list = || session.prepare("users.list", Map::new(), Map::new()).unwrap();
    assert!(matches!(get().run(|| false).unwrap(), Answer::Record(_)));
    assert!(matches!(Caller::wait(get().start(), || false).unwrap(), Answer::Record(_)));
    let users = list().list().unwrap();
    let rest = Caller::wait(users.take_rest(), || false).unwrap();
    assert_eq!(rest.len(), tenant.options().users);
    for wrong in [get().list().map(|_| ()), list().run(|| false).map(|_| ())] {
        assert_eq!(wrong.unwrap_err().parameter(), Some("operation"));
    }
    let unknown = session.prepare("users.fire", Map::new(), Map::new()).unwrap();
    assert_eq!(unknown.run(|| false).unwrap_err().parameter(), Some("operation"));
    session.close();
    assert_eq!(get().run(|| false).unwrap_err().kind(), ErrorKind::Configuration);
    assert_eq!(list().list().unwrap_err().kind(), ErrorKind::Configuration);
}

#[test]
fn an_error_says_in_json_all_that_it_says() {
    let (sandbox, tenant) = company();
    let session = session(&sandbox, &tenant);
    let refused = json!({ "email": "ada@example.com", "creation_account_action": "stage" });
    let error = plain::error(&run(&session, "users.create", refused, json!({})).unwrap_err());
    let expected =
        json!({ "kind": "invalid_request", "number": 9, "operation": "users.create", "status": 422 });
    for (name, value) in members(&expected) {
        assert_eq!(error[&name], value, "{name} of {error}");
    }
    assert_eq!((&error["attempts"], &error["delivery"]), (&json!(1), &json!("answered")));
    assert_eq!(error["field_errors"][0]["pointer"], "/email");
    tenant.inject(Fault::always(Target::parse("disableuser").unwrap(), FaultKind::ResetBefore));
    let failed = run(
        &session,
        "provisioning.users.disable",
        json!({ "usernames": ["ada@example.com"] }),
        json!({ "max_retries": 0 }),
    );
    let error = plain::error(&failed.unwrap_err());
    assert_eq!(error["outcome"]["rows"][0]["username"], "ada@example.com");
    let mut causes = vec![&error["cause"]];
    while let Some(cause) =
        causes.last().and_then(|cause| cause.get("cause")).filter(|cause| !cause.is_null())
    {
        causes.push(cause);
    }
    assert!(
        causes.last().unwrap()["number"].is_u64(),
        "an error of the operating system at the end: {error}"
    );
}

#[test]
fn what_came_with_an_answer_and_what_is_known_of_a_list_are_said_in_json() {
    let (sandbox, tenant) = company();
    let session = session(&sandbox, &tenant);
    let raw = run(&session, "request", json!({ "method": "GET", "path": "/v1/users/80001" }), json!({}));
    let (kind, raw) = raw.unwrap().plain().unwrap();
    assert_eq!((kind, &raw["info"]["status"], &raw["body"]["id"]), ("raw", &json!(200), &json!(80001)));
    assert_eq!(raw["info"]["headers"]["content-type"], "application/json");
    let users = session.prepare("provisioning.users.list", Map::new(), Map::new()).unwrap().list().unwrap();
    let count = Caller::wait(users.take_rest(), || false).unwrap().len();
    let expected = json!({
        "items": count, "duplicates": 0, "total": count, "complete": true, "resumed": false, "is_inconsistent": false,
    });
    assert_eq!(plain::summary(&users.summary()), expected);
    let report = run(&session, "check", json!({}), json!({})).unwrap().plain().unwrap();
    let works = json!({ "error": null });
    assert_eq!(report, ("report", json!({ "business": works, "provisioning": works })));
}
