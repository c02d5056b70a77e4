//! Rules 14, 15, 17 and 21: what goes out, and what is refused before it does.

use lastpass_admin::{
    DeleteAction, Delivery, ErrorKind, EventQuery, PushSite, PushUsernameType, UserDataQuery,
};
use serde_json::{Value, json};

use super::repeating::{ADA, NEVER, READ_BACK, pushable, write};
use crate::common::bench;
use crate::stub::{self, Stub};

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
        (
            "another confirmation",
            "confirm_username",
            users.delete_permanently(ADA, "bob@example.com").await.unwrap_err(),
        ),
        (
            "confirmation in other case",
            "confirm_username",
            users.delete_permanently(ADA, "Ada@example.com").await.unwrap_err(),
        ),
        ("empty confirmation", "confirm_username", users.delete_permanently(ADA, "").await.unwrap_err()),
        (
            "too many",
            "usernames",
            users.delete_many(&all, DeleteAction::RemoveFromCompany, 2).await.unwrap_err(),
        ),
        ("nobody", "usernames", users.delete_many(&nobody, DeleteAction::Deactivate, 2).await.unwrap_err()),
        (
            "no address",
            "usernames",
            users.delete_many(&[ADA, "bob"], DeleteAction::Deactivate, 2).await.unwrap_err(),
        ),
        ("no data", "data", client.command("deluser", None).await.unwrap_err()),
        ("no action", "data", client.command("deluser", Some(&json!({"username": ADA}))).await.unwrap_err()),
        (
            "null",
            "data",
            client
                .command("deluser", Some(&json!({"username": ADA, "deleteaction": null})))
                .await
                .unwrap_err(),
        ),
    ];
    for (name, parameter, error) in refusals {
        assert_eq!(
            (error.kind(), error.parameter()),
            (ErrorKind::InvalidArgument, Some(parameter)),
            "{name}: {error}"
        );
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
    assert!(
        !admins.is_empty()
            && admins.iter().all(|user| user.admin() == Some(true) && user.disabled() == Some(false))
    );
    let expected =
        bench.tenant.users().iter().filter(|user| user.admin_level.is_some() && !user.disabled).count();
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

/// Provisioning rule 21: the base URL is a setting, cookies are ignored, the media type is always sent.
#[tokio::test]
async fn rule_21_every_command_is_a_json_post_to_the_configured_url_without_cookies() {
    let stub = Stub::start(|_| stub::Reply {
        head: "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nSet-Cookie: PHPSESSID=s3ss10n; path=/\r\n"
            .to_owned(),
        body: br#"{"status":"OK","Users":[]}"#.to_vec(),
        missing: 0,
    })
    .await;
    let url = format!("{}/eu/api.php", stub.origin());
    let client = stub.builder().provisioning_url(url).build().unwrap();
    let users =
        client.provisioning().users().list(&UserDataQuery::default()).next_page().await.unwrap().unwrap();
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
