//! Rules 12, 14, 15, 17, 19 to 22 of the Provisioning API: what is sent, how often, and what a success means.

mod common;
#[path = "common/stub.rs"]
mod stub;

use std::time::{Duration, Instant};

use common::{Bench, bench, bench_of};
use lastpass_admin::{
    BatchAddUser, CallOptions, Client, Credentials, DeleteAction, Delivery, ErrorKind, EventQuery, GroupChange, PushSite,
    PushUsernameType, Result, UpdateUser, UserDataQuery,
};
use lastpass_sandbox::{FaultKind, TenantOptions};
use serde_json::{Value, json};
use stub::Stub;

const ADA: &str = "ada@example.com";

/// Every command that writes, by its name, on ada.
async fn write(client: &Client, command: &str) -> Result<()> {
    let api = client.provisioning();
    match command {
        "batchadd" => api.users().add(&[BatchAddUser { full_name: Some("Ada A.".into()), ..BatchAddUser::new(ADA) }]).await.map(drop),
        "updateuser" => api.users().update(&UpdateUser { full_name: Some("Ada U.".into()), ..UpdateUser::new(ADA) }).await,
        "deluser" => api.users().deactivate(ADA).await,
        "disableuser" => api.users().disable(&[ADA]).await.map(drop),
        "enableuser" => api.users().enable(&["eve@example.com"]).await.map(drop),
        "reinviteuser" => api.users().reinvite(ADA).await,
        "resetpassword" => api.users().send_password_reset(ADA).await,
        "requiremasterpasswordchange" => api.users().require_password_change(ADA).await,
        "disablemultifactor" => api.users().disable_mfa(ADA).await,
        "updateemail" => api.users().change_email(ADA, "ada.new@example.com").await,
        "batchchangegrp" => {
            let change = GroupChange { add: vec!["Sales".into()], remove: vec!["Eng".into()], ..GroupChange::new(ADA) };
            api.groups().change_members(&[change]).await.map(drop)
        }
        "pushsitestousers" => api.sites().push(&PushSite::new("Eng", "https://portal.example", "Portal")).await.map(drop),
        other => panic!("{other}"),
    }
}

/// The column "repeat" of section 7.1.
const READ_BACK: [&str; 7] = [
    "updateuser", "deluser", "disableuser", "enableuser", "requiremasterpasswordchange", "disablemultifactor", "batchchangegrp",
];
const NEVER: [&str; 5] = ["batchadd", "reinviteuser", "resetpassword", "updateemail", "pushsitestousers"];
const MAILS_AND_PUSHES: [&str; 4] = ["reinviteuser", "resetpassword", "updateemail", "pushsitestousers"];

async fn pushable() -> Bench {
    let bench = bench().await;
    bench.tenant.quirks(|quirks| quirks.push_sites_available = true);
    bench
}

/// Provisioning rule 12: reads are repeated.
#[tokio::test]
async fn rule_12_a_read_is_repeated_after_an_unclear_failure() {
    let bench = bench().await;
    let client = bench.client();
    for command in ["getuserdata", "getsfdata", "getdetailedsfdata", "reporting", "expiredmasterpwlist"] {
        bench.tenant.clear_requests();
        bench.inject_once(command, FaultKind::ResetAfter);
        let api = client.provisioning();
        let read = match command {
            "getuserdata" => api.users().list(&UserDataQuery::default()).collect().await.map(drop),
            "getsfdata" => api.shared_folders().list().collect().await.map(drop),
            "getdetailedsfdata" => api.shared_folders().list_detailed(&Default::default()).collect().await.map(drop),
            "reporting" => api.events().list(&EventQuery::default()).collect().await.map(drop),
            _ => api.reports().list_expired_master_passwords(&Default::default()).collect().await.map(drop),
        };
        assert!(read.is_ok(), "{command}: {read:?}");
        assert_eq!(bench.tenant.hits(command), 2, "{command}");
    }
}

/// Provisioning rule 12: a write that took effect before its answer was lost is read back, and not sent again.
#[tokio::test]
async fn rule_12_a_write_that_took_effect_is_read_back_and_not_sent_again() {
    for command in READ_BACK {
        let bench = bench().await;
        bench.inject_once(command, FaultKind::ResetAfter);
        write(&bench.client(), command).await.unwrap_or_else(|error| panic!("{command}: {error}"));
        assert_eq!((bench.tenant.hits(command), bench.tenant.hits("getuserdata")), (1, 1), "{command}");
        assert_eq!(bench.changes(), 1, "{command}");
    }
}

/// Provisioning rule 12: mails and pushes are never repeated, and nobody claims to know what became of them.
#[tokio::test]
async fn rule_12_mails_and_pushes_are_never_repeated() {
    for command in MAILS_AND_PUSHES {
        for fault in [FaultKind::ResetBefore, FaultKind::ResetAfter] {
            let bench = pushable().await;
            bench.inject_once(command, fault.clone());
            let error = write(&bench.client(), command).await.expect_err(command);
            assert_eq!(error.delivery(), Delivery::Unknown, "{command}, {fault:?}");
            assert_eq!(bench.tenant.hits(command), 1, "{command}, {fault:?}");
            assert_eq!(bench.tenant.hits("getuserdata"), 0, "{command}: no state shows whether a mail went out");
        }
    }
}

/// Provisioning rule 12: a write that sets a state is sent again only once it was seen not to have taken effect.
#[tokio::test]
async fn rule_12_a_write_that_sets_a_state_is_sent_again_after_reading_that_it_did_not_take_effect() {
    for command in READ_BACK.into_iter().filter(|command| *command != "batchchangegrp") {
        let bench = bench().await;
        bench.inject_once(command, FaultKind::ResetBefore);
        write(&bench.client(), command).await.unwrap_or_else(|error| panic!("{command}: {error}"));
        let order: Vec<_> = bench.tenant.requests().iter().filter_map(|request| request.operation).collect();
        assert_eq!(order, [command, "getuserdata", command]);
        assert_eq!(bench.changes(), 1, "{command}");
    }
}

/// Provisioning rule 12: nothing that writes is repeated blindly, whatever the failure.
#[tokio::test]
async fn rule_12_no_write_reaches_the_state_twice() {
    let acted = |status| FaultKind::Status {
        status,
        body: lastpass_sandbox::ErrorBody::Html,
        retry_after: lastpass_sandbox::RetryAfter::None,
        acted: true,
    };
    let faults = [FaultKind::ResetAfter, FaultKind::TruncatedBody, FaultKind::TruncatedJson, acted(500), acted(503)];
    for command in READ_BACK.into_iter().chain(NEVER) {
        for fault in &faults {
            let bench = pushable().await;
            bench.inject_once(command, fault.clone());
            let _ = write(&bench.client(), command).await;
            assert_eq!(bench.tenant.hits(command), 1, "{command}, {fault:?}");
        }
    }
}

/// Provisioning rule 12: batchadd and batchchangegrp go in chunks, with a pause between two.
#[tokio::test]
async fn rule_12_batches_are_sent_in_chunks_with_a_pause() {
    let users: Vec<_> = (0..205).map(|number| BatchAddUser::new(format!("new{number}@example.com"))).collect();
    let changes: Vec<_> =
        (0..205).map(|number| GroupChange { add: vec!["Eng".into()], ..GroupChange::new(format!("new{number}@example.com")) }).collect();
    let bench = bench().await;
    let client = bench.client().with_options(CallOptions::new().chunk_pause(Duration::from_millis(60)));
    for command in ["batchadd", "batchchangegrp"] {
        let start = Instant::now();
        let outcome = match command {
            "batchadd" => client.provisioning().users().add(&users).await,
            _ => client.provisioning().groups().change_members(&changes).await,
        };
        assert_eq!(outcome.unwrap().applied().len(), 205);
        assert!(start.elapsed() >= Duration::from_millis(120), "{command}: {:?}", start.elapsed());
        let requests = bench.tenant.requests().into_iter().filter(|request| request.operation == Some(command));
        let rows: Vec<_> = requests.map(|request| request.body.unwrap()["data"].as_array().unwrap().len()).collect();
        assert_eq!(rows, [100, 100, 5], "{command}");
    }
}

/// Provisioning rule 12: the pause is a second unless the caller says otherwise.
#[tokio::test]
async fn rule_12_the_pause_between_chunks_is_a_second_by_default() {
    let users = ["one@example.com", "two@example.com"].map(BatchAddUser::new);
    let bench = bench().await;
    let client = bench.client().with_options(CallOptions::new().chunk_size(1));
    let start = Instant::now();
    client.provisioning().users().add(&users).await.unwrap();
    assert!(start.elapsed() >= Duration::from_secs(1), "{:?}", start.elapsed());
    assert_eq!(bench.tenant.hits("batchadd"), 2);
}

/// Provisioning rule 14: `apiuser` goes with every call; it is the name of the tool unless the caller says otherwise.
#[tokio::test]
async fn rule_14_every_call_carries_its_label() {
    for (label, expected) in [(None, "lastpass-admin"), (Some("joiner \"job\" ü"), "joiner \"job\" ü")] {
        let bench = pushable().await;
        let client = match label {
            Some(label) => bench.builder().api_user(label).build().unwrap(),
            None => bench.client(),
        };
        for command in READ_BACK.into_iter().chain(NEVER) {
            write(&client, command).await.unwrap_or_else(|error| panic!("{command}: {error}"));
        }
        client.provisioning().shared_folders().list().collect().await.unwrap();
        client.command("getuserdata", None).await.unwrap();
        client.check().await.unwrap();
        let requests = bench.tenant.requests().into_iter().filter(|request| request.path.ends_with(".php"));
        let labels: Vec<Value> = requests.map(|request| request.body.unwrap()["apiuser"].clone()).collect();
        assert!(labels.len() > 14);
        assert!(labels.iter().all(|label| label == expected), "{labels:?}");
    }
}

/// Provisioning rule 15: a method for each `deleteaction`, with the effect of the contract, and no default.
#[tokio::test]
async fn rule_15_each_kind_of_deletion_has_a_method_of_its_own() {
    let bench = bench().await;
    let client = bench.client();
    let users = client.provisioning().users();
    users.deactivate(ADA).await.unwrap();
    users.remove_from_company("bob@example.com").await.unwrap();
    users.delete_permanently("eve@example.com", "eve@example.com").await.unwrap();
    users.uninvite("carol@example.com").await.unwrap();
    let requests = bench.tenant.requests();
    let sent: Vec<&Value> = requests.iter().map(|request| &request.body.as_ref().unwrap()["data"]).collect();
    let expected = [
        json!({"username": ADA, "deleteaction": 0}),
        json!({"username": "bob@example.com", "deleteaction": 1}),
        json!({"username": "eve@example.com", "deleteaction": 2}),
        json!({"username": "carol@example.com", "deleteaction": 3}),
    ];
    assert_eq!(sent, expected.iter().collect::<Vec<_>>());
    assert!(bench.tenant.user(ADA).unwrap().disabled);
    assert!(bench.tenant.user("bob@example.com").is_none() && bench.tenant.user("eve@example.com").is_none());
    assert!(!bench.tenant.invited().contains(&"carol@example.com".to_owned()));
}

/// Provisioning rule 15: what is refused before anything is sent.
#[tokio::test]
async fn rule_15_a_deletion_without_its_action_confirmation_or_bound_is_not_sent() {
    let bench = bench().await;
    let client = bench.client();
    let users = client.provisioning().users();
    let all = [ADA, "bob@example.com", "eve@example.com"];
    let nobody: [&str; 0] = [];
    let refusals = [
        ("another confirmation", "confirm_username", users.delete_permanently(ADA, "bob@example.com").await.unwrap_err()),
        ("confirmation in other case", "confirm_username", users.delete_permanently(ADA, "Ada@example.com").await.unwrap_err()),
        ("empty confirmation", "confirm_username", users.delete_permanently(ADA, "").await.unwrap_err()),
        ("too many", "usernames", users.delete_many(&all, DeleteAction::RemoveFromCompany, 2).await.unwrap_err()),
        ("nobody", "usernames", users.delete_many(&nobody, DeleteAction::Deactivate, 2).await.unwrap_err()),
        ("no address", "usernames", users.delete_many(&[ADA, "bob"], DeleteAction::Deactivate, 2).await.unwrap_err()),
        ("no data", "data", client.command("deluser", None).await.unwrap_err()),
        ("no action", "data", client.command("deluser", Some(&json!({"username": ADA}))).await.unwrap_err()),
        ("null", "data", client.command("deluser", Some(&json!({"username": ADA, "deleteaction": null}))).await.unwrap_err()),
    ];
    for (name, parameter, error) in refusals {
        assert_eq!((error.kind(), error.parameter()), (ErrorKind::InvalidArgument, Some(parameter)), "{name}: {error}");
        assert_eq!((error.attempts(), error.delivery()), (0, Delivery::NotSent), "{name}");
    }
    assert_eq!(bench.hits(), 0);
    assert_eq!(users.delete_many(&all, DeleteAction::Deactivate, 3).await.unwrap().applied(), all);
}

/// Provisioning rule 17: `user` inside `data`, one filter a call, the vendor's types.
#[tokio::test]
async fn rule_17_everything_goes_out_in_the_vendors_types() {
    let bench = pushable().await;
    let client = bench.client();
    let data = |command: &str| bench.last(command).body.unwrap()["data"].clone();
    let query = EventQuery { user: Some(ADA.into()), admin_only: Some(true), ..EventQuery::default() };
    client.provisioning().events().list(&query).collect().await.unwrap();
    assert_eq!(data("reporting"), json!({"user": ADA, "admin": "1"}));
    assert_eq!(bench.last("reporting").body.unwrap().get("user"), None);

    let both = UserDataQuery { disabled: Some(false), admin: Some(true), ..UserDataQuery::default() };
    let admins = client.provisioning().users().list(&both).collect().await.unwrap();
    assert_eq!(data("getuserdata"), json!({"disabled": 0, "pagesize": 2000, "pageindex": 0}));
    assert!(!admins.is_empty() && admins.iter().all(|user| user.admin() == Some(true) && user.disabled() == Some(false)));
    let expected = bench.tenant.users().iter().filter(|user| user.admin_level.is_some() && !user.disabled).count();
    assert_eq!(admins.len(), expected, "the other filter is applied here");

    let site = PushSite {
        persistent: Some(true),
        username_type: Some(PushUsernameType::Custom),
        username: Some("ada".into()),
        password: Some("p".into()),
        favorite: Some(false),
        ..PushSite::new("all", "https://portal.example", "Portal")
    };
    client.provisioning().sites().push(&site).await.unwrap();
    let pushed = data("pushsitestousers");
    assert!(pushed.as_object().unwrap().values().all(Value::is_string), "{pushed}");
    for command in ["batchadd", "batchchangegrp", "disableuser", "enableuser"] {
        write(&client, command).await.unwrap();
        assert!(data(command).is_array(), "{command}");
    }
    assert!(bench.last("reporting").body.unwrap()["cid"].is_u64());
}

/// Provisioning rule 19: OK to updateemail means "started".
#[tokio::test]
async fn rule_19_the_change_of_an_address_is_started_and_not_done() {
    let bench = bench().await;
    let client = bench.client();
    client.provisioning().users().change_email(ADA, "ada.new@example.com").await.unwrap();
    assert_eq!(bench.last("updateemail").body.unwrap()["data"], json!({"oldemail": ADA, "newemail": "ada.new@example.com"}));
    let found = |email: &'static str| async { client.provisioning().users().get(email).await.map(drop).map_err(|error| error.kind()) };
    assert_eq!((found(ADA).await, found("ada.new@example.com").await), (Ok(()), Err(ErrorKind::NotFound)));
    assert!(bench.tenant.confirm_email_change(ADA));
    assert_eq!((found(ADA).await, found("ada.new@example.com").await), (Err(ErrorKind::NotFound), Ok(())));
}

/// Provisioning rule 19: disableuser may leave users unchanged, and says no more than that.
#[tokio::test]
async fn rule_19_disabling_tells_who_stayed_as_they_were() {
    let bench = bench().await;
    let outcome = bench.client().provisioning().users().disable(&["ghost@example.com", ADA, "eve@example.com"]).await.unwrap();
    assert_eq!(outcome.applied(), [ADA]);
    assert_eq!(outcome.unchanged(), ["ghost@example.com", "eve@example.com"]);
    let names: Vec<_> = outcome.rows.iter().map(|row| row.username.as_str()).collect();
    assert_eq!(names, ["ghost@example.com", ADA, "eve@example.com"], "in the caller's order");
}

/// Provisioning rule 20: the credential of the other API is refused before sending, with a plain explanation.
#[tokio::test]
async fn rule_20_the_credential_of_the_other_api_is_refused_before_sending() {
    let cases = [
        ("a key as a hash", Credentials::new().provisioning(4_410_027, "lpkey_abc"), "provhash", "Business API"),
        ("a hash as a key", Credentials::new().api_key("0123456789abcdef"), "api_key", "provisioning hash"),
        ("an empty hash", Credentials::new().provisioning(4_410_027, " "), "provhash", "empty"),
        ("an empty key", Credentials::new().api_key(""), "api_key", "empty"),
        ("a cid that is no number", Credentials::new().provisioning("acme", "hash"), "cid", "account number"),
    ];
    for (name, credentials, parameter, text) in cases {
        let error = Client::builder().credentials(credentials).build().unwrap_err();
        assert_eq!((error.kind(), error.parameter()), (ErrorKind::InvalidArgument, Some(parameter)), "{name}");
        assert!(error.to_string().contains(text), "{name}: {error}");
    }
}

/// Provisioning rule 20: `check` says which credential is dead, and why.
#[tokio::test]
async fn rule_20_check_says_which_credential_is_dead() {
    let both = bench().await;
    let client = both.client();
    assert!(client.check().await.unwrap().all_work());
    both.tenant.revoke_provhash();
    let report = client.check().await.unwrap();
    assert!(report.business.as_ref().unwrap().works() && !report.all_work());
    assert_eq!(report.provisioning.unwrap().error().unwrap().kind(), ErrorKind::Authentication);

    let other = bench().await;
    let client = other.client();
    other.tenant.revoke_api_key();
    let report = client.check().await.unwrap();
    assert!(report.provisioning.as_ref().unwrap().works() && !report.all_work());
    assert_eq!(report.business.unwrap().error().unwrap().kind(), ErrorKind::Authentication);

    let one = bench().await;
    let credentials = Credentials::new().provisioning(one.tenant.cid(), one.tenant.provhash());
    let report = one.builder().credentials(credentials).build().unwrap().check().await.unwrap();
    assert!(report.business.is_none() && report.all_work());
    assert_eq!(one.last("getuserdata").body.unwrap()["data"], json!({"pagesize": 1}), "the cheapest probe");
}

/// Provisioning rule 21: the base URL is a setting, cookies are ignored, the media type is always sent.
#[tokio::test]
async fn rule_21_every_command_is_a_json_post_to_the_configured_url_without_cookies() {
    let stub = Stub::start(|_| stub::Reply {
        head: "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nSet-Cookie: PHPSESSID=s3ss10n; path=/\r\n".to_owned(),
        body: br#"{"status":"OK","Users":[]}"#.to_vec(),
    })
    .await;
    let url = format!("{}/eu/api.php", stub.origin());
    let client = stub.builder().provisioning_url(url).build().unwrap();
    let users = client.provisioning().users().list(&UserDataQuery::default()).next_page().await.unwrap().unwrap();
    client.provisioning().users().reinvite(ADA).await.unwrap();
    client.command("getuserdata", None).await.unwrap();
    assert_eq!(users.response().header("set-cookie"), None);
    let received = stub.received();
    assert_eq!(received.len(), 3);
    for request in received {
        assert_eq!(request.line, "POST /eu/api.php HTTP/1.1");
        let head = request.head.to_lowercase();
        assert!(head.contains("content-type: application/json\r\n"), "{head}");
        assert!(!head.contains("cookie") && !head.contains("authorization"), "{head}");
        assert!(!request.head.contains(stub::API_KEY), "the key of the other API");
    }
}

/// Provisioning rule 22: the vendor calls pushsitestousers no longer available: its refusal is typed and explained.
#[tokio::test]
async fn rule_22_a_push_of_sites_is_refused_with_the_vendors_reason() {
    let bench = bench_of(TenantOptions::default()).await;
    let client = bench.client();
    let site = PushSite::new("Eng", "https://portal.example", "Portal");
    let error = client.provisioning().sites().push(&site).await.unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::Rejected, Some("provisioning.sites.push")));
    assert!(error.to_string().contains("no longer available"), "{error}");
    assert_eq!(bench.tenant.hits("pushsitestousers"), 1);
    bench.tenant.quirks(|quirks| quirks.push_sites_available = true);
    assert_eq!(client.provisioning().sites().push(&site).await.unwrap().push_id(), Some("8102"));
}
