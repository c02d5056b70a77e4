//! An answer that is not understood is an error for every list of both APIs and of the unified view, and never a list without
//! items.
//!
//! A script that takes "nothing" for an answer deletes what it does not see: a public connector once marked every user
//! as gone when its secret was revoked.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::answering::{Answer, Answering};
use common::calls::{Api, CALLS, Call, Kind};
use common::view::{self, Need};
use common::{bench, bench_of};
use lastpass_admin::{CallOptions, Client, Credentials, Delivery, ErrorKind};
use lastpass_sandbox::{EmptyMap, FaultKind, PastTheEnd, TenantOptions};

const HTML: &str =
    "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head><body>Sorry</body></html>";
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<lastpass rc=\"Authorization Error\"/>\n";

fn lists() -> impl Iterator<Item = &'static Call> {
    CALLS.iter().filter(|call| matches!(call.kind, Kind::List | Kind::Find))
}

/// Every read: the lists, and those that look for one thing in a list.
fn reads() -> impl Iterator<Item = &'static Call> {
    CALLS.iter().filter(|call| call.kind != Kind::Write)
}

/// The operations of the unified view that one API alone answers, or those over both.
fn views(api: Option<Api>) -> impl Iterator<Item = &'static view::Call> {
    let other = api.map(|api| if api == Api::Business { Need::Provisioning } else { Need::ApiKey });
    view::CALLS.iter().filter(move |call| other.is_none() || call.needs != other)
}

/// A client with the credential of this API alone, or with both.
fn client_of(server: &Answering, api: Option<Api>) -> Client {
    let credentials = match api {
        None => return server.client(),
        Some(Api::Business) => Credentials::new().api_key("lpkey_answering_alone"),
        Some(Api::Provisioning) => Credentials::new().provisioning(4_410_000, "answering alone"),
    };
    server.builder().credentials(credentials).build().unwrap()
}

/// Gives every read of an API an answer and checks what each makes of it.
async fn assert_refused(name: &str, answer: &Answer, api: Option<Api>, kind: ErrorKind, delivery: Delivery) {
    let server = Answering::start([answer.clone()]).await;
    let once = CallOptions::new().max_retries(0);
    let client = client_of(&server, api).with_options(once.clone());
    for call in views(api) {
        match call.run(&client).await {
            Ok(found) => panic!("{name}: {} took it for {found} items", call.title()),
            Err(error) => {
                let found = (error.kind(), error.delivery(), error.operation());
                assert_eq!(found, (kind, delivery, Some(call.name)), "{name}: {error}");
            }
        }
    }
    let client = server.client().with_options(once);
    for call in reads().filter(|call| api.is_none_or(|api| call.api == api)) {
        match call.run(&client).await {
            Ok(found) => panic!("{name}: {} took it for {found} items", call.name),
            Err(error) => {
                let found = (error.kind(), error.delivery(), error.operation());
                assert_eq!(found, (kind, delivery, Some(call.name)), "{name}: {error}");
            }
        }
    }
}

#[test]
fn every_list_is_in_the_table() {
    let count = |api| lists().filter(|call| call.api == api).count();
    // Nine pages and one bare array, and the look-up by name; five commands, groups, invited people and the cursor.
    assert_eq!((count(Api::Business), count(Api::Provisioning)), (11, 8));
}

#[test]
fn every_operation_of_the_view_is_in_the_table() {
    let names: std::collections::BTreeSet<&str> = view::CALLS.iter().map(|call| call.name).collect();
    // The eleven of the published schema, the permission check, and the rows of folders as groups.
    assert_eq!(names.len(), 13, "{names:?}");
}

#[tokio::test]
async fn no_bad_answer_is_an_empty_list() {
    use ErrorKind::{Authentication, Connection, Permission, Server, UnexpectedResponse};
    let page = r#"{"items":[],"nextPageToken":null}"#;
    let cases = [
        ("an HTML page", Answer::new(200, "text/html", HTML), UnexpectedResponse),
        ("an HTML page that claims to be JSON", Answer::json(HTML), UnexpectedResponse),
        ("an HTML page with 502", Answer::new(502, "text/html", HTML), Server),
        ("nothing with 503", Answer::new(503, "text/plain", ""), Server),
        ("an HTML page with 401", Answer::new(401, "text/html", HTML), Authentication),
        ("an empty page with 403", Answer::new(403, "application/json", page), Permission),
        ("nothing", Answer::json(""), UnexpectedResponse),
        ("white space", Answer::json(" \r\n"), UnexpectedResponse),
        ("nothing with 204", Answer::new(204, "application/json", ""), UnexpectedResponse),
        ("a redirect", Answer::new(302, "text/html", ""), UnexpectedResponse),
        ("cut-off JSON", Answer::json(r#"{"items":[],"Users":{},"da"#), UnexpectedResponse),
        ("a cut-off body", Answer::cut_off(page), Connection),
        ("almost JSON", Answer::json(r#"{"items":[],"Users":[],"data":[],}"#), UnexpectedResponse),
        ("two answers", Answer::json(format!("{page}{page}")), UnexpectedResponse),
        ("another shape", Answer::json(r#"{"unexpected":[true]}"#), UnexpectedResponse),
        ("null", Answer::json("null"), UnexpectedResponse),
        ("true", Answer::json("true"), UnexpectedResponse),
        ("a number", Answer::json("0"), UnexpectedResponse),
        ("a text", Answer::json(r#""text""#), UnexpectedResponse),
        ("an empty text", Answer::json(r#""""#), UnexpectedResponse),
        ("an array of something", Answer::json("[1]"), UnexpectedResponse),
        ("an array of null", Answer::json("[null]"), UnexpectedResponse),
        ("lists that are texts", Answer::json(r#"{"items":"","Users":"","data":""}"#), UnexpectedResponse),
        ("not UTF-8 in the end", Answer::json("plain words"), UnexpectedResponse),
    ];
    for (name, answer, kind) in cases {
        // A cut-off body may have been the answer to a request that took effect.
        let delivery = if kind == Connection { Delivery::Unknown } else { Delivery::Answered };
        assert_refused(name, &answer, None, kind, delivery).await;
    }
}

#[tokio::test]
async fn no_bad_answer_of_the_business_api_is_an_empty_list() {
    let cases = [
        ("the XML of the other API", Answer::new(200, "text/xml", XML)),
        ("an empty object", Answer::json("{}")),
        ("a page of the other API", Answer::json(r#"{"total":0,"count":0,"Users":[]}"#)),
        ("a status of the other API", Answer::json(r#"{"status":"OK"}"#)),
        (
            "an error with status 200",
            Answer::json(r#"{"title":"Unauthorized","detail":"The key was reset."}"#),
        ),
        ("another case", Answer::json(r#"{"Items":[]}"#)),
    ];
    for (name, answer) in cases {
        let (kind, delivery) = (ErrorKind::UnexpectedResponse, Delivery::Answered);
        if name == "a status of the other API" {
            // A company does have a status: only the lists are asked.
            let server = Answering::start([answer]).await;
            for call in lists().filter(|call| call.api == Api::Business) {
                let error = call.run(&server.client()).await.unwrap_err();
                assert_eq!((error.kind(), error.delivery()), (kind, delivery), "{name}: {error}");
            }
            continue;
        }
        assert_refused(name, &answer, Some(Api::Business), kind, delivery).await;
    }
}

/// `[]` is a list of billing cycles, and no page; a page is no list of billing cycles.
#[tokio::test]
async fn a_bare_array_is_a_list_of_billing_cycles_alone() {
    let array = Answering::start([Answer::json("[]")]).await;
    let page = Answering::start([Answer::json(r#"{"items":[],"nextPageToken":null}"#)]).await;
    for call in lists().filter(|call| call.api == Api::Business) {
        let is_bare = call.name == "reports.list_billing_cycles";
        let (right, wrong) = if is_bare { (&array, &page) } else { (&page, &array) };
        assert_eq!(call.run(&right.client()).await.unwrap(), 0, "{}", call.name);
        let error = call.run(&wrong.client()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedResponse, "{error}");
    }
}

#[tokio::test]
async fn no_bad_answer_of_the_provisioning_api_is_an_empty_list() {
    use ErrorKind::{Authentication, Rejected, UnexpectedResponse};
    let xml = |body: &str| Answer::new(200, "text/xml;charset=UTF-8", body);
    let cases = [
        ("a revoked secret", xml(XML), Authentication),
        ("a revoked secret without a line feed", xml(XML.trim()), Authentication),
        ("a revoked secret as plain text", xml("Authorization Error"), Authentication),
        ("other XML", xml("<lastpass rc=\"Maintenance\"/>"), UnexpectedResponse),
        ("FAIL", xml(r#"{"status":"FAIL","error":"Please select a valid user."}"#), Rejected),
        ("FAIL without a text", xml(r#"{"status":"FAIL"}"#), Rejected),
        ("an error without a status", xml(r#"{"error":"no"}"#), Rejected),
        ("errors without a status", xml(r#"{"errors":["no"]}"#), Rejected),
        ("an error object", xml(r#"{"error":{"code":"E1","message":"no"}}"#), Rejected),
        ("an error beside an empty list", xml(r#"{"error":"no","Users":[],"data":[],"items":[]}"#), Rejected),
        (
            "an unknown status",
            xml(r#"{"status":"LATER","Users":[],"data":[],"items":[]}"#),
            UnexpectedResponse,
        ),
        ("WARN on a read", xml(r#"{"status":"WARN","Users":[],"data":[],"items":[]}"#), UnexpectedResponse),
        (
            "a status that is no text",
            xml(r#"{"status":[],"Users":[],"data":[],"items":[]}"#),
            UnexpectedResponse,
        ),
        ("OK and no list", xml(r#"{"status":"OK"}"#), UnexpectedResponse),
        ("null lists", xml(r#"{"status":"OK","Users":null,"data":null,"items":null}"#), UnexpectedResponse),
        (
            "lists that hold something",
            xml(r#"{"status":"OK","Users":[1],"data":[1],"items":[1]}"#),
            UnexpectedResponse,
        ),
        ("a page of the other API", xml(r#"{"nextPageToken":null}"#), UnexpectedResponse),
    ];
    for (name, answer, kind) in cases {
        assert_refused(name, &answer, Some(Api::Provisioning), kind, Delivery::Answered).await;
    }
}

/// An empty map, which the vendor may print as `[]`, is a list of folders; for the others it lacks the list.
#[tokio::test]
async fn an_empty_map_is_a_list_of_folders_alone() {
    for body in ["[]", "{}"] {
        let server = Answering::start([Answer::json(body)]).await;
        for call in lists().filter(|call| call.api == Api::Provisioning) {
            let found = call.run(&server.client()).await;
            match found {
                Ok(found) => {
                    assert!(call.name.contains("shared_folders") && found == 0, "{body}: {}", call.name)
                }
                Err(error) => {
                    assert!(!call.name.contains("shared_folders"), "{body}: {error}");
                    assert_eq!(error.kind(), ErrorKind::UnexpectedResponse, "{body}: {error}");
                }
            }
        }
    }
}

/// The same with the faults of the sandbox, whose answers have the headers of the vendor.
#[tokio::test]
async fn no_fault_of_the_sandbox_is_an_empty_list() {
    let cases = [
        (FaultKind::Html, ErrorKind::UnexpectedResponse),
        (FaultKind::EmptyBody { status: 200 }, ErrorKind::UnexpectedResponse),
        (FaultKind::TruncatedJson, ErrorKind::UnexpectedResponse),
        (FaultKind::MalformedJson, ErrorKind::UnexpectedResponse),
        (FaultKind::OtherShape, ErrorKind::UnexpectedResponse),
        (FaultKind::TruncatedBody, ErrorKind::Connection),
    ];
    let bench = bench().await;
    let client = bench.client().with_options(CallOptions::new().max_retries(0));
    for (fault, kind) in cases {
        bench.tenant.clear_faults();
        bench.inject("any", fault.clone());
        for call in reads() {
            match call.run(&client).await {
                Ok(found) => panic!("{fault:?}: {} took it for {found} items", call.name),
                Err(error) => assert_eq!(error.kind(), kind, "{fault:?}: {error}"),
            }
        }
        for call in views(None) {
            match call.run(&client).await {
                Ok(found) => panic!("{fault:?}: {} took it for {found} items", call.title()),
                Err(error) => assert_eq!(error.kind(), kind, "{fault:?}: {error}"),
            }
        }
    }
}

/// A list over both APIs is none if one of them fails, whichever it is and whatever the other says.
#[tokio::test]
async fn half_a_view_is_no_view() {
    for target in ["getuserdata", "listUsers", "getsfdata", "listAdminLevels"] {
        for fault in [
            FaultKind::Html,
            FaultKind::OtherShape,
            FaultKind::TruncatedJson,
            FaultKind::EmptyBody { status: 200 },
        ] {
            let bench = bench().await;
            bench.inject(target, fault.clone());
            let client = bench.client().with_options(CallOptions::new().max_retries(0));
            let mut failed = 0;
            for call in views(None) {
                let before = bench.tenant.hits(target);
                let result = call.run(&client).await;
                if bench.tenant.hits(target) > before {
                    failed += 1;
                    let error = result
                        .err()
                        .unwrap_or_else(|| panic!("{target} {fault:?}: {} answered", call.title()));
                    assert_eq!(error.kind(), ErrorKind::UnexpectedResponse, "{target} {fault:?}: {error}");
                }
            }
            assert!(failed >= 3, "{target}: {failed}");
        }
    }
}

#[tokio::test]
async fn a_revoked_credential_is_no_empty_list() {
    let bench = bench().await;
    let client = bench.client();
    bench.tenant.revoke_api_key();
    bench.tenant.revoke_provhash();
    for call in reads() {
        let error = call.run(&client).await.unwrap_err();
        let status = if call.api == Api::Business { 401 } else { 200 };
        assert_eq!((error.kind(), error.status()), (ErrorKind::Authentication, Some(status)), "{error}");
        assert_eq!((error.operation(), error.attempts()), (Some(call.name), 1), "{error}");
    }
    for call in views(None) {
        let error = call.run(&client).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.operation()),
            (ErrorKind::Authentication, Some(call.name)),
            "{error}"
        );
    }
}

/// A list that breaks off in the middle is no shorter list.
#[tokio::test]
async fn a_list_that_breaks_off_is_no_shorter_list() {
    let users = |from: u32| {
        let users: Vec<String> =
            (from..from + 2000).map(|id| format!(r#""{id}":{{"username":"u{id}@a.example"}}"#)).collect();
        format!(r#"{{"total":6000,"count":2000,"Users":{{{}}}}}"#, users.join(","))
    };
    let first = [
        (Api::Business, r#"{"items":[{"id":1,"email":"a@b.example"}],"nextPageToken":"more"}"#.to_owned()),
        (Api::Provisioning, users(1)),
    ];
    let second = [
        Answer::new(200, "text/html", HTML),
        Answer::json(""),
        Answer::json("{}"),
        Answer::json(r#"{"unexpected":[]}"#),
        Answer::json(r#"{"items":["#),
    ];
    for (api, page) in &first {
        for bad in &second {
            let server = Answering::start([Answer::json(page.clone()), bad.clone()]).await;
            let name = if *api == Api::Business { "users.list" } else { "provisioning.users.list" };
            let call = lists().find(|call| call.name == name).unwrap();
            let error = call.run(&server.client()).await.unwrap_err();
            assert_eq!(
                (error.kind(), server.hits()),
                (ErrorKind::UnexpectedResponse, 2),
                "{name}: {bad:?}: {error}"
            );
        }
    }
}

/// An error past the last page ends the list after a good page; as the first answer it is an error.
#[tokio::test]
async fn an_error_for_the_first_page_is_no_end() {
    let bench = bench_of(TenantOptions { users: 40, ..TenantOptions::default() }).await;
    bench.tenant.quirks(|quirks| {
        quirks.totals = false;
        quirks.past_the_end = PastTheEnd::Error;
    });
    let query = lastpass_admin::UserDataQuery { page_size: Some(20), ..Default::default() };
    let users = bench.client().provisioning().users().list(&query).collect().await.unwrap();
    assert_eq!((users.len(), bench.hits()), (40, 3));
    let beyond = lastpass_admin::UserDataQuery { page_token: Some("index:5:20".into()), ..query };
    let error = bench.client().provisioning().users().list(&beyond).collect().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Rejected, "{error}");
}

/// A list that really is empty is one.
#[tokio::test]
async fn an_empty_list_is_empty() {
    for form in [EmptyMap::Object, EmptyMap::Array] {
        let bench = bench_of(TenantOptions::empty()).await;
        bench.tenant.quirks(|quirks| quirks.empty_maps = form);
        bench.tenant.set_admin_levels(Vec::new());
        let company = bench.tenant.add_company("Other Ltd", "managed", None);
        assert_eq!(company, 5501);
        let client = bench.client();
        for call in lists() {
            // Levels that do not exist have no users to list, and companies copy the levels of their owner.
            if call.name.ends_with("levels.list_users") || call.name == "managed_companies.list" {
                continue;
            }
            let found = call.run(&client).await.unwrap_or_else(|error| panic!("{form:?}: {error}"));
            assert_eq!(found, 0, "{form:?}: {}", call.name);
        }
        let filter =
            lastpass_admin::ListManagedCompanies { name: Some("nobody%".to_owned()), ..Default::default() };
        assert_eq!(client.managed_companies().list(&filter).collect().await.unwrap(), []);
        assert_eq!(client.managed_companies().find_by_name("nobody").await.unwrap(), None);
    }
    let bench = bench().await;
    let client = bench.client();
    let levels = client.managed_company_admin_levels();
    assert_eq!(client.admin_levels().list_users(501, &Default::default()).collect().await.unwrap(), []);
    assert_eq!(levels.list_users(5501, 501, &Default::default()).collect().await.unwrap(), []);
}

/// A company of nobody has no users, no groups and no folders in the view either; the roles and itself it has.
#[tokio::test]
async fn an_empty_list_of_the_view_is_empty() {
    for form in [EmptyMap::Object, EmptyMap::Array] {
        let bench = bench_of(TenantOptions::empty()).await;
        bench.tenant.quirks(|quirks| quirks.empty_maps = form);
        for client in view::stances(&bench) {
            let iam = client.iam();
            assert_eq!(iam.users().list(&Default::default()).collect().await.unwrap(), []);
        }
        let client = bench.client();
        let iam = client.iam();
        assert_eq!(iam.groups().list(&Default::default()).collect().await.unwrap(), []);
        assert_eq!(iam.list_resource_users(&Default::default()).collect().await.unwrap(), []);
        assert_eq!(iam.list_resource_groups(&Default::default()).collect().await.unwrap(), []);
        assert_eq!(iam.roles().list(&Default::default()).collect().await.unwrap().len(), 2);
        assert_eq!(iam.organizations().list(&Default::default()).collect().await.unwrap().len(), 1);
        assert_eq!(iam.me().await.unwrap().name(), Some(bench.tenant.cid().to_string().as_str()));
    }
}
