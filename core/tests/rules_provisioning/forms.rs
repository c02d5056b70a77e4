//! Rules 3, 4, 13, 18 and 23: values in whatever form they come.

use lastpass_admin::{ErrorKind, EventQuery, Item, ProvisioningUser, UserDataQuery};
use lastpass_sandbox::{EmptyMap, FaultKind, InvitedSpelling, TenantOptions};

use super::answers::read;
use crate::common::{Bench, bench, bench_of};
use crate::stub::Stub;

/// Provisioning rule 3: an empty array is an empty map.
#[tokio::test]
async fn rule_03_an_empty_array_is_an_empty_map() {
    let bench = bench_of(TenantOptions { users: 1, groups: Some(0), ..TenantOptions::empty() }).await;
    let client = bench.client();
    for empty_maps in [EmptyMap::Object, EmptyMap::Array] {
        bench.tenant.quirks(|quirks| quirks.empty_maps = empty_maps);
        bench.tenant.clear_events();
        let expected =
            [("users.list", 1), ("groups.list", 0), ("shared_folders.list", 0), ("events.list", 0)];
        for (list, items) in expected {
            bench.tenant.clear_events();
            assert_eq!(read(&client, list).await.unwrap(), items, "{list}, {empty_maps:?}");
        }
        assert_eq!(read(&client, "shared_folders.list_detailed").await.unwrap(), 0, "{empty_maps:?}");
    }
    let nobody = UserDataQuery { username: Some("nobody@example.com".into()), ..UserDataQuery::default() };
    assert_eq!(client.provisioning().users().list(&nobody).collect().await.unwrap(), []);
    let folder = Stub::answering(r#"{"5001":{"sharedfoldername":"Empty","users":[]}}"#).await;
    let folders = folder.client().provisioning().shared_folders().list().collect().await.unwrap();
    assert_eq!((folders.len(), folders[0].users().len()), (1, 0));
}

/// Provisioning rule 3: a non-empty array in the place of a map is an error.
#[tokio::test]
async fn rule_03_an_array_with_items_is_no_map() {
    let cases = [
        ("Users", "users.list", r#"{"Users":[{"username":"ada@example.com"}]}"#),
        ("Groups", "users.list", r#"{"Users":[],"Groups":["Eng"]}"#),
        ("attribs", "users.list", r#"{"Users":{"7":{"username":"ada@example.com","attribs":["R&D"]}}}"#),
        (
            "event data",
            "events.list",
            r#"{"status":"OK","next":null,"data":[{"Time":"2024-05-02 10:15:00"}]}"#,
        ),
        ("folders", "shared_folders.list", r#"[{"sharedfoldername":"Shared-Infra"}]"#),
    ];
    for (name, list, body) in cases {
        let stub = Stub::answering(body).await;
        let error = read(&stub.client(), list).await.expect_err(name);
        assert_eq!(error.kind(), ErrorKind::UnexpectedResponse, "{name}");
    }
}

/// Provisioning rule 3: a folder's `users` is an array as a rule, and a map for one client.
#[tokio::test]
async fn rule_03_the_users_of_a_folder_may_be_an_array_or_a_map() {
    let bench = bench().await;
    let client = bench.client();
    let members = async || {
        let folder = client.provisioning().shared_folders().get("5001").await.unwrap();
        folder.users().map(|member| member.to_json()).collect::<Vec<_>>()
    };
    let array = members().await;
    bench.tenant.quirks(|quirks| quirks.folder_users_as_map = true);
    assert!(array.len() > 2);
    assert_eq!(members().await, array);
}

pub(super) async fn user(bench: &Bench, username: &str) -> ProvisioningUser {
    bench.client().provisioning().users().get(username).await.unwrap()
}

/// Provisioning rule 4: whatever the form of a value on the wire, the public value is the same.
#[tokio::test]
async fn rule_04_every_form_of_a_value_reads_the_same() {
    let bench = bench().await;
    let plain = user(&bench, "ada@example.com").await;
    assert_eq!(plain.master_password_strength(), Some(100.0));
    assert_eq!((plain.total_score(), plain.sites(), plain.attachments()), (Some(71.4), Some(41), Some(5)));
    assert_eq!(
        (plain.admin(), plain.disabled(), plain.never_logged_in()),
        (Some(true), Some(false), Some(false))
    );

    bench.tenant.quirks(|quirks| (quirks.counters_as_strings, quirks.score_as_number) = (true, true));
    assert_eq!(user(&bench, "ada@example.com").await.to_json(), plain.to_json());
    bench.inject("getuserdata", FaultKind::NumbersAsStrings);
    assert_eq!(user(&bench, "ada@example.com").await.to_json(), plain.to_json());

    let flags = r#"{"total":"1","Users":{"7":{"username":"ada@example.com","disabled":0,"admin":"1","neverloggedin":"0",
        "password_reset_required":1,"sites":"41","totalscore":71.4,"mpstrength":100,"multifactor":null,"fullname":7}}}"#;
    let stub = Stub::answering(flags).await;
    let user = stub.client().provisioning().users().get("ada@example.com").await.unwrap();
    assert_eq!(
        (user.disabled(), user.admin(), user.never_logged_in()),
        (Some(false), Some(true), Some(false))
    );
    assert_eq!((user.password_reset_required(), user.sites()), (Some(true), Some(41)));
    assert_eq!((user.total_score(), user.master_password_strength()), (Some(71.4), Some(100.0)));
    assert_eq!((user.multifactor(), user.full_name()), (None, Some("7")));
}

/// Provisioning rule 4: `last_login:""` is never, counters that are null stay null, `groups` absent equals `[]`.
#[tokio::test]
async fn rule_04_nothing_is_made_up_for_a_user_who_never_logged_in() {
    let bench = bench().await;
    let absent = user(&bench, "bob@example.com").await;
    bench.tenant.quirks(|quirks| (quirks.groups_print_empty, quirks.never_logged_in_is_false) = (true, true));
    let empty = user(&bench, "bob@example.com").await;
    for bob in [&absent, &empty] {
        assert!(bob.last_login().is_none());
        assert_eq!((bob.sites(), bob.notes(), bob.form_fills()), (None, None, None));
        assert_eq!((bob.applications(), bob.attachments(), bob.total_score()), (None, None, None));
        assert_eq!(bob.groups().len(), 0);
        assert_eq!(bob.multifactor(), None);
    }
    assert_eq!((absent.never_logged_in(), empty.never_logged_in()), (Some(true), Some(false)));
    assert_eq!(bench.client().provisioning().users().get("ada@example.com").await.unwrap().groups().len(), 2);
}

/// Provisioning rule 4: null or absent is "not known", whichever member it is.
#[tokio::test]
async fn rule_04_every_member_may_be_null() {
    let bench = bench_of(TenantOptions { users: 5, ..TenantOptions::default() }).await;
    bench.inject("getuserdata", FaultKind::NullMembers);
    let client = bench.client();
    let users = client.provisioning().users().list(&UserDataQuery::default()).collect().await.unwrap();
    assert_eq!(users.len(), 5);
    for user in &users {
        assert!(user.id().is_some());
        assert_eq!((user.username(), user.disabled(), user.sites()), (None, None, None));
        assert!(user.created().is_none());
    }
}

/// Provisioning rule 4: unknown members are kept beside the known ones, and change nothing about them.
#[tokio::test]
async fn rule_04_unknown_members_are_kept() {
    let bench = bench().await;
    let plain = user(&bench, "ada@example.com").await;
    assert!(plain.extra().is_empty());
    bench.inject("getuserdata", FaultKind::UnknownMembers);
    let user = user(&bench, "ada@example.com").await;
    assert_eq!(user.extra()["sandboxUnknownMember"], serde_json::json!({"nested": [1, null, "text"]}));
    assert_eq!((user.username(), user.sites()), (plain.username(), plain.sites()));
    let client = bench.client();
    let events = client.provisioning().events().list(&EventQuery::default()).collect().await.unwrap();
    let sessions = events.iter().filter(|event| event.extra().contains_key("serverSessionId")).count();
    let on_server = bench.tenant.events().iter().filter(|event| event.session.is_some()).count();
    assert!(on_server > 0);
    assert_eq!(sessions, on_server);
}

/// Provisioning rule 4: both spellings of the list of invited addresses.
#[tokio::test]
async fn rule_04_invited_is_read_in_both_spellings() {
    let bench = bench().await;
    for spelling in [InvitedSpelling::Lower, InvitedSpelling::Capital] {
        bench.tenant.quirks(|quirks| quirks.invited_spelling = spelling);
        let invited = bench.client().provisioning().users().list_invited().await.unwrap();
        assert!(invited.contains(&"carol@example.com".to_owned()), "{spelling:?}: {invited:?}");
    }
}

/// Provisioning rule 13: a password that somebody stored as an attribute never leaves the decoder in clear.
#[tokio::test]
async fn rule_13_a_stored_password_attribute_never_leaves_the_decoder_in_clear() {
    const STORED: &str = "Clear-text/\"quoted\" ünï";
    let bench = bench().await;
    for name in ["password", "Password"] {
        bench.tenant.set_attrib("ada@example.com", name, STORED);
    }
    let client = bench.client();
    let user = user(&bench, "ada@example.com").await;
    let attribs: Vec<(&str, &str)> = user.attribs().collect();
    assert!(attribs.contains(&("Department", "R&D")), "{attribs:?}");
    assert_eq!(attribs.iter().filter(|(name, _)| name.eq_ignore_ascii_case("password")).count(), 2);
    let raw = client
        .command("getuserdata", Some(&serde_json::json!({"username": "ada@example.com"})))
        .await
        .unwrap();
    let listed = client.provisioning().users().list(&UserDataQuery::default()).collect().await.unwrap();
    let shown = [
        format!("{attribs:?}"),
        format!("{user:?} {:#?}", user.detach()),
        user.to_json().to_string(),
        serde_json::to_string(&user).unwrap(),
        format!("{:?}", listed.iter().map(ProvisioningUser::to_json).collect::<Vec<_>>()),
        raw.to_string(),
    ];
    for shown in shown {
        assert!(!shown.contains("Clear-text"), "{shown}");
    }
}

/// Provisioning rule 18: the answer to a look-up has to be about the user that was asked for.
#[tokio::test]
async fn rule_18_the_answer_to_a_look_up_is_about_that_user() {
    let cases = [
        ("the user", r#"{"Users":{"7":{"username":"ada@example.com"}}}"#, Ok("7")),
        ("in other case", r#"{"Users":{"7":{"username":"ADA@Example.com"}}}"#, Ok("7")),
        ("nobody", r#"{"Users":[]}"#, Err(ErrorKind::NotFound)),
        ("nobody, as a map", r#"{"total":0,"count":0,"Users":{}}"#, Err(ErrorKind::NotFound)),
        (
            "another user",
            r#"{"Users":{"8":{"username":"bob@example.com"}}}"#,
            Err(ErrorKind::UnexpectedResponse),
        ),
        (
            "a user without a name",
            r#"{"Users":{"8":{"fullname":"Ada"}}}"#,
            Err(ErrorKind::UnexpectedResponse),
        ),
        (
            "everybody",
            r#"{"Users":{"7":{"username":"ada@example.com"},"8":{"username":"bob@example.com"}}}"#,
            Err(ErrorKind::UnexpectedResponse),
        ),
    ];
    for (name, body, expected) in cases {
        let stub = Stub::answering(body).await;
        let found = stub.client().provisioning().users().get("ada@example.com").await;
        let found = found.map(|user| user.id().unwrap_or_default().to_owned()).map_err(|error| error.kind());
        assert_eq!(found, expected.map(str::to_owned), "{name}");
    }
}

/// Provisioning rule 23: lists are lists, and the id is a member of the item.
#[tokio::test]
async fn rule_23_the_id_is_a_member_of_the_item() {
    let bench = bench().await;
    let client = bench.client();
    let users = client.provisioning().users().list(&UserDataQuery::default()).collect().await.unwrap();
    let ids: Vec<String> = users.iter().map(|user| user.id().unwrap().to_owned()).collect();
    let keys: Vec<String> = bench.tenant.users().iter().map(|user| user.key.to_string()).collect();
    assert_eq!(ids, keys);
    assert_eq!(users[0].to_json()["id"], "700101");
    let folders = client.provisioning().shared_folders().list().collect().await.unwrap();
    let ids: Vec<&str> = folders.iter().filter_map(|folder| folder.id()).collect();
    assert_eq!(ids, ["5001", "5002", "5003", "5004", "5005", "5006"]);
}
