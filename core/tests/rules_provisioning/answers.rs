//! Rules 1 and 2: what an answer means, by its body and never by its status or media type.

use lastpass_admin::{
    BatchAddUser, Client, DetailedSharedFolderQuery, ErrorKind, EventQuery, ExpiredMasterPasswordQuery,
    Result, UserDataQuery,
};
use lastpass_sandbox::{ErrorBody, FaultKind, RetryAfter, TenantOptions};

use crate::common::{bench, bench_of};
use crate::stub::{self, Stub};

/// Every way to read a list; gives how many items came.
const LISTS: [(&str, &str); 8] = [
    ("users.list", "getuserdata"),
    ("users.list_invited", "getuserdata"),
    ("groups.list", "getuserdata"),
    ("shared_folders.list", "getsfdata"),
    ("shared_folders.list_detailed", "getdetailedsfdata"),
    ("events.list", "reporting"),
    ("events.since", "reporting"),
    ("reports.list_expired_master_passwords", "expiredmasterpwlist"),
];

pub(super) async fn read(client: &Client, list: &str) -> Result<usize> {
    let api = client.provisioning();
    Ok(match list {
        "users.list" => api.users().list(&UserDataQuery::default()).collect().await?.len(),
        "users.list_invited" => api.users().list_invited().await?.len(),
        "groups.list" => api.groups().list().await?.len(),
        "shared_folders.list" => api.shared_folders().list().collect().await?.len(),
        "shared_folders.list_detailed" => {
            api.shared_folders().list_detailed(&DetailedSharedFolderQuery::default()).collect().await?.len()
        }
        "events.list" => api.events().list(&EventQuery::default()).collect().await?.len(),
        "events.since" => {
            let cursor = lastpass_admin::EventCursor::starting_at("2020-01-01T00:00:00".parse().unwrap());
            api.events().since(&cursor, &EventQuery::default()).await?.events.len()
        }
        "reports.list_expired_master_passwords" => {
            let query = ExpiredMasterPasswordQuery::default();
            api.reports().list_expired_master_passwords(&query).collect().await?.len()
        }
        other => panic!("{other}"),
    })
}

pub(super) fn status(status: u16, body: ErrorBody) -> FaultKind {
    FaultKind::Status { status, body, retry_after: RetryAfter::None, acted: false }
}

/// Provisioning rule 1: an answer that is not understood is an error, whatever its status, and never an empty list.
#[tokio::test]
async fn rule_01_no_list_takes_an_answer_that_is_not_understood_for_an_empty_one() {
    let faults = [
        ("authorization error", FaultKind::XmlAuthorizationError, ErrorKind::Authentication),
        ("page of a gateway", FaultKind::Html, ErrorKind::UnexpectedResponse),
        ("empty body", FaultKind::EmptyBody { status: 200 }, ErrorKind::UnexpectedResponse),
        ("no content", FaultKind::EmptyBody { status: 204 }, ErrorKind::UnexpectedResponse),
        ("cut-off JSON", FaultKind::TruncatedJson, ErrorKind::UnexpectedResponse),
        ("almost JSON", FaultKind::MalformedJson, ErrorKind::UnexpectedResponse),
        ("another shape", FaultKind::OtherShape, ErrorKind::UnexpectedResponse),
        ("a gateway's 502", status(502, ErrorBody::Html), ErrorKind::Server),
        ("500 without a body", status(500, ErrorBody::Empty), ErrorKind::Server),
        ("redirect", FaultKind::Redirect { status: 302 }, ErrorKind::UnexpectedResponse),
    ];
    let bench = bench_of(TenantOptions { users: 20, events: 30, ..TenantOptions::default() }).await;
    let client = bench.client();
    for (list, command) in LISTS {
        for (name, fault, kind) in &faults {
            bench.tenant.clear_faults();
            bench.inject(command, fault.clone());
            let error = read(&client, list).await.expect_err(&format!("{list}: {name}"));
            assert_eq!(error.kind(), *kind, "{list}: {name}: {error}");
        }
        bench.tenant.clear_faults();
        assert!(read(&client, list).await.unwrap() > 0, "{list} is empty without a fault too");
    }
}

/// Provisioning rule 1: a list that is null, or holds null, is no list.
#[tokio::test]
async fn rule_01_a_null_in_place_of_the_list_or_of_an_item_is_no_empty_list() {
    let bench = bench_of(TenantOptions { users: 20, ..TenantOptions::default() }).await;
    let client = bench.client();
    for list in ["users.list", "groups.list", "events.list", "reports.list_expired_master_passwords"] {
        let command = LISTS.iter().find(|(name, _)| *name == list).unwrap().1;
        for fault in [FaultKind::NullItems, FaultKind::NullElements] {
            bench.tenant.clear_faults();
            bench.inject(command, fault.clone());
            let error = read(&client, list).await.expect_err(&format!("{list}: {fault:?}"));
            assert_eq!(error.kind(), ErrorKind::UnexpectedResponse, "{list}: {fault:?}");
        }
    }
}

/// Provisioning rule 1: a revoked secret must not look like "everybody was deleted", in the middle of a list either.
#[tokio::test]
async fn rule_01_a_secret_that_is_revoked_between_two_pages_ends_the_list_with_an_error() {
    let bench = bench_of(TenantOptions { users: 40, ..TenantOptions::default() }).await;
    let query = UserDataQuery { page_size: Some(10), ..UserDataQuery::default() };
    let client = bench.client();
    let mut pages = client.provisioning().users().list(&query);
    assert_eq!(pages.next_page().await.unwrap().unwrap().len(), 10);
    bench.tenant.revoke_provhash();
    let error = loop {
        match pages.next_page().await {
            Ok(page) => assert!(page.is_some(), "the list ended as if it were complete"),
            Err(error) => break error,
        }
    };
    assert_eq!((error.kind(), error.status()), (ErrorKind::Authentication, Some(200)));
}

/// Provisioning rule 1: the body decides, not the status and not the media type.
#[tokio::test]
async fn rule_01_the_body_decides_and_not_the_media_type() {
    const USERS: &str = r#"{"Users":{"7":{"username":"ada@example.com"}}}"#;
    const DENIED: &str = "\n<?xml version=\"1.0\"?>\n<lastpass rc=\"Authorization Error\"/>\n";
    let cases = [
        ("JSON as XML", "text/xml;charset=UTF-8", USERS, Ok(1)),
        ("JSON as a page", "text/html", USERS, Ok(1)),
        ("JSON with white space before it", "text/plain", " \r\n {\"Users\":[]}", Ok(0)),
        ("XML as JSON", "application/json", DENIED, Err(ErrorKind::Authentication)),
        ("bare words", "text/plain", "Authorization Error", Err(ErrorKind::Authentication)),
        ("other XML", "text/xml", "<lastpass rc=\"OK\"/>", Err(ErrorKind::UnexpectedResponse)),
        ("a JSON text", "application/json", "\"Authorization of Users\"", Err(ErrorKind::UnexpectedResponse)),
        ("null", "application/json", "null", Err(ErrorKind::UnexpectedResponse)),
        ("no member that is known", "application/json", "{\"users\":{}}", Err(ErrorKind::UnexpectedResponse)),
        ("an empty object", "application/json", "{}", Err(ErrorKind::UnexpectedResponse)),
        ("an empty array", "application/json", "[]", Err(ErrorKind::UnexpectedResponse)),
    ];
    for (name, media_type, body, expected) in cases {
        let stub = Stub::start(move |_| stub::reply("200 OK", media_type, body)).await;
        let users = read(&stub.client(), "users.list").await;
        assert_eq!(users.map_err(|error| error.kind()), expected, "{name}");
    }
}

/// Provisioning rule 1: the error shows the form of what came, and no value of it.
#[tokio::test]
async fn rule_01_an_error_shows_the_form_of_an_unknown_body_and_no_value() {
    let body = r#"{"Benutzer":[{"username":"ada@example.com","token":"t0p-s3cret"}]}"#;
    let stub = Stub::answering(body).await;
    let error = read(&stub.client(), "users.list").await.unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("Benutzer"), "{shown}");
    for value in ["ada@example.com", "t0p-s3cret"] {
        assert!(!shown.contains(value), "{shown}");
    }
}

/// What an answer means: a success, or a kind of failure with the texts that the vendor gave.
type Meaning = Result<(), (ErrorKind, &'static [&'static str])>;

/// Provisioning rule 2: one normaliser, whatever the spelling of status and error.
#[tokio::test]
async fn rule_02_every_spelling_of_status_and_error_means_the_same() {
    use ErrorKind::{Partial, Rejected, UnexpectedResponse};
    let cases: [(&str, &str, Meaning); 16] = [
        ("OK", r#"{"status":"OK"}"#, Ok(())),
        ("ok", r#"{"status":"ok"}"#, Ok(())),
        ("success", r#"{"status":"success"}"#, Ok(())),
        ("Success", r#"{"status":"Success"}"#, Ok(())),
        ("OK with a remark", r#"{"status":"OK","message":"later"}"#, Ok(())),
        ("OK with an empty error", r#"{"status":"OK","error":"","errors":[]}"#, Ok(())),
        (
            "error as a text",
            r#"{"status":"FAIL","error":"No such user: x"}"#,
            Err((Rejected, &["No such user: x"])),
        ),
        ("error as an array", r#"{"status":"FAIL","error":["one","two"]}"#, Err((Rejected, &["one", "two"]))),
        ("errors", r#"{"status":"FAIL","errors":["one"]}"#, Err((Rejected, &["one"]))),
        (
            "error before errors",
            r#"{"status":"fail","errors":["b"],"error":"a"}"#,
            Err((Rejected, &["a", "b"])),
        ),
        ("FAIL alone", r#"{"status":"FAIL"}"#, Err((Rejected, &[]))),
        ("error without a status", r#"{"error":"no"}"#, Err((Rejected, &["no"]))),
        ("errors without a status", r#"{"status":null,"errors":["no"]}"#, Err((Rejected, &["no"]))),
        ("WARN", r#"{"status":"WARN","errors":["x"]}"#, Err((Partial, &["x"]))),
        ("no status", r#"{"message":"done"}"#, Err((UnexpectedResponse, &[]))),
        ("a status that is a number", r#"{"status":1}"#, Err((UnexpectedResponse, &[]))),
    ];
    for (name, body, expected) in cases {
        let stub = Stub::answering(body).await;
        let client = stub.client();
        let result = client.provisioning().users().reinvite("ada@example.com").await;
        match (result, expected) {
            (Ok(()), Ok(())) => {}
            (Err(error), Err((kind, texts))) => {
                assert_eq!(error.kind(), kind, "{name}: {error}");
                let said: Vec<_> =
                    error.field_errors().iter().filter_map(|field| field.detail.as_deref()).collect();
                assert_eq!(said, texts, "{name}");
                assert!(texts.iter().all(|text| error.to_string().contains(text)), "{name}: {error}");
            }
            (result, _) => panic!("{name}: {result:?}"),
        }
    }
}

/// Provisioning rule 2: another value of `status` is an error that carries it.
#[tokio::test]
async fn rule_02_an_unknown_status_is_an_error_that_carries_it() {
    let stub = Stub::answering(r#"{"status":"PENDING","error":"come back"}"#).await;
    let error = stub.client().provisioning().users().reinvite("ada@example.com").await.unwrap_err();
    assert!(error.to_string().to_lowercase().contains("pending"), "{error}");
    assert!(error.to_string().contains("come back"), "{error}");
}

/// Provisioning rule 2: WARN is a third outcome, with a warning per user; on a read it is an error.
#[tokio::test]
async fn rule_02_a_warning_is_a_partial_result_of_a_write_and_an_error_of_a_read() {
    let bench = bench().await;
    let change = |user: &str| lastpass_admin::GroupChange {
        add: vec!["Eng".into()],
        ..lastpass_admin::GroupChange::new(user)
    };
    let changes = [change("bob@example.com"), change("ghost@example.com")];
    let error = bench.client().provisioning().groups().change_members(&changes).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Partial);
    let outcome = error.outcome().unwrap();
    assert_eq!(outcome.applied(), ["bob@example.com"]);
    assert_eq!(outcome.rows[1].detail.as_deref(), Some("ghost@example.com does not exist"));

    let stub = Stub::answering(r#"{"status":"WARN","errors":["some shards are down"],"Users":[]}"#).await;
    let error = read(&stub.client(), "users.list").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedResponse, "{error}");
}

/// Provisioning rule 2: what an OK says beside its status is kept.
#[tokio::test]
async fn rule_02_a_remark_on_a_success_is_kept() {
    let bench = bench().await;
    bench.tenant.quirks(|quirks| quirks.batchadd_message_above = 1);
    let users = [BatchAddUser::new("new1@example.com"), BatchAddUser::new("new2@example.com")];
    let outcome = bench.client().provisioning().users().add(&users).await.unwrap();
    assert_eq!(outcome.messages, ["The batch is large; some rows may be processed later."]);
}
