//! What comes back: tolerant decoding, no guess about a body that is not understood.

use lastpass_admin::{
    AddAdminLevelUserRequest, CompanyUserAccountStatus, CreateManagedCompanyRequest, ErrorKind, Item,
    ListAdminLevels, ListBillingCycles, ListUsers, ManagedCompanyAddon, ManagedCompanyStatus,
    ManagedCompanyType, ReplaceManagedCompanyRequest, UpdateUserRequest,
};
use lastpass_sandbox::FaultKind;
use serde_json::json;

use crate::common::answering::{Answer, Answering};
use crate::common::bench;

/// Business rule 4: a page is a JSON object with `items` or `nextPageToken`; only then do null or absent items mean none.
#[tokio::test]
async fn rule_04_only_a_page_can_be_empty() {
    let cases = [
        ("an empty page", r#"{"items":[],"nextPageToken":null}"#, true),
        ("items alone", r#"{"items":[]}"#, true),
        ("items null", r#"{"items":null,"nextPageToken":null}"#, true),
        ("items null alone", r#"{"items":null}"#, true),
        ("token alone", r#"{"nextPageToken":null}"#, true),
        ("an empty object", "{}", false),
        ("another object", r#"{"unexpected":[]}"#, false),
        ("a problem with status 200", r#"{"title":"Unauthorized","status":401}"#, false),
        ("an array", "[]", false),
        ("null", "null", false),
        ("a text", r#""items""#, false),
        ("items of another type", r#"{"items":{},"nextPageToken":null}"#, false),
        ("a page", r#"<html><title>Sign in</title></html>"#, false),
        ("nothing", "", false),
    ];
    for (name, body, is_page) in cases {
        let server = Answering::start([Answer::json(body)]).await;
        let found = server.client().users().list(&ListUsers::default()).collect().await;
        match found {
            Ok(users) => assert!(is_page && users.is_empty(), "{name}"),
            Err(error) => {
                assert!(!is_page, "{name}: {error}");
                assert_eq!(error.kind(), ErrorKind::UnexpectedResponse, "{name}: {error}");
            }
        }
    }
}

/// Business rule 4: the error shows the form of the body, and none of its values.
#[tokio::test]
async fn rule_04_the_snippet_is_redacted() {
    let body = r#"{"user":{"email":"ada@example.com","token":"hunter2"},"ada@example.com":1}"#;
    let server = Answering::start([Answer::json(body)]).await;
    let error = server.client().users().get(1).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedResponse);
    let text = format!("{error} {error:?}");
    assert!(text.contains("user: {email"), "the form helps to see what came: {text}");
    assert!(!text.contains("ada@") && !text.contains("hunter2"), "{text}");
}

/// Business rule 5: every member may be null or absent.
#[tokio::test]
async fn rule_05_every_member_may_be_null_or_absent() {
    let bench = bench().await;
    let client = bench.client();
    bench.inject("any", FaultKind::NullMembers);
    let users = client.users().list(&ListUsers::default()).collect().await.unwrap();
    assert_eq!(users.len(), 50, "users without an id are still users");
    assert!(users.iter().all(|user| user.id().is_none() && user.email().is_none()));
    let company = client.managed_companies().get(5501).await.unwrap();
    assert_eq!((company.id(), company.name(), company.addons().len()), (None, None, 0));
    let level = client.admin_levels().get(100).await.unwrap();
    assert_eq!((level.name(), level.permissions().len()), (None, 0));
    let server = Answering::start([Answer::json(r#"{"email":"ada@example.com"}"#)]).await;
    let user = server.client().users().get(1).await.unwrap();
    assert_eq!((user.id(), user.name(), user.email()), (None, None, Some("ada@example.com")));
}

/// Business rule 5: ids have 64 bits, and numbers may come as texts.
#[tokio::test]
async fn rule_05_ids_have_64_bits() {
    let bench = bench().await;
    let client = bench.client();
    bench.inject("any", FaultKind::LargeIds);
    let large = 80_001 + (1_i64 << 53);
    let user = client.users().get(large).await.unwrap();
    assert_eq!(user.id(), Some(large));
    let assigned = client.admin_levels().add_user(500, &AddAdminLevelUserRequest::new(large)).await.unwrap();
    assert_eq!((assigned.id(), assigned.admin_level_id()), (Some(large), Some(500 + (1_i64 << 53))));
    assert_eq!(bench.last("addUserToAdminLevel").body, Some(json!({"userId": large})));
    assert_eq!(bench.tenant.user_by_id(80_001).unwrap().admin_level, Some(500));
    bench.tenant.clear_faults();
    bench.inject("any", FaultKind::NumbersAsStrings);
    assert_eq!(client.users().get(80_001).await.unwrap().id(), Some(80_001));
}

/// Business rule 5: unknown members are kept.
#[tokio::test]
async fn rule_05_unknown_members_are_kept() {
    let bench = bench().await;
    let client = bench.client();
    bench.inject("any", FaultKind::UnknownMembers);
    let unknown = json!({"nested": [1, null, "text"]});
    let users = client.users().list(&ListUsers::default()).collect().await.unwrap();
    assert_eq!(users[0].extra()["sandboxUnknownMember"], unknown);
    assert_eq!(users[0].to_json()["sandboxUnknownMember"], unknown);
    assert_eq!(users[0].email(), Some("ada@example.com"));
    let request = ReplaceManagedCompanyRequest::new(1, ManagedCompanyStatus::Active, Vec::new());
    let accepted = client.managed_companies().replace(5501, &request).await.unwrap();
    assert_eq!(accepted.extra()["sandboxUnknownMember"], unknown);
}

/// Business rule 5: unknown enum values are kept, and written back unchanged.
#[tokio::test]
async fn rule_05_unknown_values_are_kept_and_written_back() {
    let bench = bench().await;
    let client = bench.client();
    bench.inject("any", FaultKind::UnknownEnumValues);
    let unknown = "sandbox-unknown-value";
    let company = client.managed_companies().get(5501).await.unwrap();
    assert_eq!(company.status(), Some(ManagedCompanyStatus::Other(unknown.to_owned())));
    assert_eq!(company.r#type().unwrap().as_str(), unknown);
    let addons: Vec<_> = company.addons().collect();
    assert_eq!(addons, [ManagedCompanyAddon::Other(unknown.to_owned())]);
    let level = client.admin_levels().list(&ListAdminLevels::default()).try_next().await.unwrap().unwrap();
    assert_eq!(level.permissions().next().unwrap().as_str(), unknown);
    bench.tenant.clear_faults();
    let request = ReplaceManagedCompanyRequest::new(
        company.license_limit().unwrap(),
        company.status().unwrap(),
        addons,
    );
    // Whether the server takes them is its own affair.
    let _ = client.managed_companies().replace(5501, &request).await;
    let sent = bench.last("updateManagedCompany").body.unwrap();
    assert_eq!(sent, json!({"licenseLimit": 25, "status": unknown, "addons": [unknown]}));
}

/// Business rule 7: the billing cycles are a bare array, and a page is no answer.
#[tokio::test]
async fn rule_07_billing_cycles_are_a_bare_array() {
    let bench = bench().await;
    let query = ListBillingCycles { number_of_cycles: Some(3) };
    let cycles = bench.client().reports().list_billing_cycles(&query).await.unwrap();
    assert_eq!(cycles.len(), 3);
    assert_eq!(bench.hits(), 1, "nothing is paged");
    assert_eq!(bench.last("listBillingCycles").query, [("number-of-cycles".to_owned(), "3".to_owned())]);
    let server = Answering::start([Answer::json(r#"{"items":[],"nextPageToken":null}"#)]).await;
    let error = server.client().reports().list_billing_cycles(&query).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedResponse, "{error}");
}

/// Business rule 8: where the success status is not documented any 2xx will do, with or without a body.
#[tokio::test]
async fn rule_08_any_2xx_is_a_success_where_none_is_documented() {
    for (status, with_body) in [(200, true), (200, false), (202, true), (202, false), (204, false)] {
        let bench = bench().await;
        bench.tenant.quirks(|quirks| {
            quirks.delete_status = status;
            quirks.invite_status = status;
            quirks.invite_answers_body = with_body;
        });
        let client = bench.client();
        let invited = client.users().invite(80_002).await.unwrap();
        assert_eq!(invited.is_some(), with_body, "invite, {status}");
        client.users().delete(80_002).await.unwrap();
        client.admin_levels().remove_user(100, 80_001).await.unwrap();
        assert_eq!((bench.hits(), bench.changes()), (3, 3), "{status}");
    }
    for (status, answered) in [(200, true), (204, false)] {
        let bench = bench().await;
        bench.tenant.quirks(|quirks| quirks.patch_user_status = status);
        let update = UpdateUserRequest { name: Some("Ada".to_owned()), ..UpdateUserRequest::default() };
        let user = bench.client().users().update(80_001, &update).await.unwrap();
        assert_eq!(user.as_ref().and_then(|user| user.name()), answered.then_some("Ada"), "PATCH, {status}");
    }
}

/// Business rule 10: 202 is "accepted", with id and URL; the change is not there yet. A company is found by its name.
#[tokio::test]
async fn rule_10_an_accepted_change_is_not_yet_made() {
    let bench = bench().await;
    bench.tenant.quirks(|quirks| quirks.company_change_delay_ms = None);
    let companies = || bench.client();
    let request = CreateManagedCompanyRequest::new("New 100% Child", ManagedCompanyType::Managed);
    let accepted = companies().managed_companies().create(&request).await.unwrap();
    assert_eq!(accepted.id(), Some(4711), "the id of the request, not of a company");
    assert!(accepted.url().unwrap().starts_with(bench.sandbox.origin()));
    assert_eq!(accepted.response().status, 202);
    let find = || async { companies().managed_companies().find_by_name("New 100% Child").await.unwrap() };
    assert_eq!(find().await, None);
    bench.tenant.flush_company_changes();
    assert_eq!(find().await.unwrap().name(), Some("New 100% Child"));
}

/// Business rule 5, as far as it concerns users: an unknown status is kept as it came.
#[tokio::test]
async fn rule_05_an_unknown_account_status_is_kept() {
    let server = Answering::start([Answer::json(r#"{"id":1,"accountStatus":"on-leave"}"#)]).await;
    let user = server.client().users().get(1).await.unwrap();
    assert_eq!(user.account_status(), Some(CompanyUserAccountStatus::Other("on-leave".to_owned())));
}
