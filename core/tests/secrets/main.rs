//! Nothing public shows a secret: not `Debug`, not `Display`, not an error or its causes, not a log line, not a panic.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../common/capture.rs"]
mod capture;
#[path = "../common/mod.rs"]
mod common;

mod errors;
mod log_lines;
mod values;

use common::stub;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error as StdError;
use std::fmt::Debug;
use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use lastpass_admin::{
    BatchAddUser, CallOptions, Client, CreateUserRequest, Credentials, DeleteAction, Error, EventQuery,
    GroupChange, ListUsers, PushSite, Result, UpdateUser, UserAccountCreationAction, UserDataQuery,
};
use serde_json::json;

use stub::{API_KEY, CID, PROVHASH};

const USER_PASSWORD: &str = "T3mp-pass/+w0rd=";

const SITE_PASSWORD: &str = "S1te \"pass\" word&";

const STORED_PASSWORD: &str = "Stor3d+clear/text";

const PROXY_PASSWORD: &str = "pr0xy-p4ss-word";

const HEADER_VALUE: &str = "t0ken-in-a-header";

/// The key of a client that meets a 429, which holds back every other client of the same key.
const LIMITED_KEY: &str = "lpkey_limited/5b+c==";

const SECRETS: [&str; 8] = [
    API_KEY,
    PROVHASH,
    LIMITED_KEY,
    USER_PASSWORD,
    SITE_PASSWORD,
    STORED_PASSWORD,
    PROXY_PASSWORD,
    HEADER_VALUE,
];

/// A secret in the forms in which a vendor or a library may show it.
fn forms(secret: &str) -> Vec<String> {
    let url_encoded = |lower: bool| -> String {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
        let code = |byte: u8| if lower { format!("%{byte:02x}") } else { format!("%{byte:02X}") };
        secret
            .bytes()
            .map(|byte| if plain(byte) { char::from(byte).to_string() } else { code(byte) })
            .collect()
    };
    let form_encoded = url_encoded(false).replace("%20", "+");
    let json = serde_json::to_string(secret).unwrap();
    vec![
        secret.to_owned(),
        STANDARD.encode(secret).trim_end_matches('=').to_owned(),
        URL_SAFE.encode(secret).trim_end_matches('=').to_owned(),
        url_encoded(false),
        url_encoded(true),
        form_encoded,
        json.trim_matches('"').to_owned(),
    ]
}

fn assert_clean(what: &str, shown: &str) {
    static FORMS: LazyLock<BTreeSet<String>> =
        LazyLock::new(|| SECRETS.iter().flat_map(|secret| forms(secret)).collect());
    for form in &*FORMS {
        assert!(!shown.contains(form), "{what} shows `{form}`: {shown}");
    }
}

fn assert_clean_debug(what: &str, value: &impl Debug) {
    assert_clean(what, &format!("{value:?}"));
    assert_clean(what, &format!("{value:#?}"));
}

/// Everything that an error shows.
fn assert_clean_error(what: &str, error: &Error) {
    assert_clean_debug(what, error);
    let mut shown = format!("{error} {error:#} {} {:?}", error.message(), error.parameter());
    shown.push_str(&format!("{:?} {:?} {:?} ", error.title(), error.detail(), error.instance()));
    shown.push_str(&format!("{:?} {:?}", error.field_errors(), error.outcome()));
    if let Some(outcome) = error.outcome() {
        shown.push_str(&serde_json::to_string(outcome).unwrap());
    }
    let mut source = error.source();
    while let Some(cause) = source {
        shown.push_str(&format!(" {cause} {cause:?} {cause:#?}"));
        source = cause.source();
    }
    assert_clean(what, &shown);
}

fn credentials() -> Credentials {
    Credentials::new().api_key(API_KEY).provisioning(CID, PROVHASH)
}

fn options() -> CallOptions {
    CallOptions::new().header("X-Token", HEADER_VALUE).unwrap().query("trace", HEADER_VALUE)
}

fn zoe() -> BatchAddUser {
    BatchAddUser {
        password: Some(USER_PASSWORD.into()),
        full_name: Some("Zoe".into()),
        attribs: BTreeMap::from([("Department".into(), "R&D".into())]),
        ..BatchAddUser::new("zoe@example.com")
    }
}

fn site() -> PushSite {
    PushSite {
        password: Some(SITE_PASSWORD.into()),
        ..PushSite::new("Eng", "https://portal.example", "Portal")
    }
}

/// Calls of both APIs that send secrets or personal data.
async fn calls(client: &Client) -> Vec<(&'static str, Result<String>)> {
    let api = client.provisioning();
    let shown = |value: &dyn Debug| format!("{value:?} {value:#?}");
    let create = CreateUserRequest::new("ada@example.com", UserAccountCreationAction::Stage);
    let raw = json!([{"username": "zoe@example.com", "password": USER_PASSWORD, "attribs": {"password": STORED_PASSWORD}}]);
    vec![
        ("users.list", client.users().list(&ListUsers::default()).collect().await.map(|it| shown(&it))),
        ("users.get", client.users().get(80_001).await.map(|it| shown(&it))),
        ("users.create", client.users().create(&create).await.map(|it| shown(&it))),
        ("users.delete", client.users().delete(80_001).await.map(|it| shown(&it))),
        (
            "request",
            client.request("GET", "/v1/users", &[("name", "Zaphod%")], None).await.map(|it| shown(&it)),
        ),
        (
            "provisioning.users.list",
            api.users().list(&UserDataQuery::default()).collect().await.map(|it| shown(&it)),
        ),
        ("provisioning.users.get", api.users().get("ada@example.com").await.map(|it| shown(&it))),
        ("provisioning.users.add", api.users().add(&[zoe()]).await.map(|it| shown(&it))),
        ("provisioning.users.disable", api.users().disable(&["ada@example.com"]).await.map(|it| shown(&it))),
        (
            "provisioning.users.update",
            api.users().update(&UpdateUser::new("ada@example.com")).await.map(|it| shown(&it)),
        ),
        (
            "provisioning.users.delete_many",
            api.users()
                .delete_many(&["bob@example.com"], DeleteAction::Deactivate, 1)
                .await
                .map(|it| shown(&it)),
        ),
        (
            "provisioning.groups.change_members",
            api.groups().change_members(&[GroupChange::new("ada@example.com")]).await.map(|it| shown(&it)),
        ),
        (
            "provisioning.shared_folders.list",
            api.shared_folders().list().collect().await.map(|it| shown(&it)),
        ),
        (
            "provisioning.events.list",
            api.events().list(&EventQuery::default()).collect().await.map(|it| shown(&it)),
        ),
        ("provisioning.sites.push", api.sites().push(&site()).await.map(|it| shown(&it))),
        ("command", client.command("batchadd", Some(&raw)).await.map(|it| shown(&it))),
        ("check", client.check().await.map(|it| shown(&it))),
    ]
}
