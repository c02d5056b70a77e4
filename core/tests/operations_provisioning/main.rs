//! Every method of the Provisioning API once, end to end: what goes out, what comes back, and what the next read shows.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../common/mod.rs"]
mod common;

mod deletions;
mod groups_and_folders;
mod reports;
mod users;

use lastpass_admin::{Client, CompanyUser, CompanyUserAccountStatus, ErrorKind, ListUsers, ProvisioningUser};
use serde_json::{Value, json};

use common::Bench;

const ADA: &str = "ada@example.com";

const BOB: &str = "bob@example.com";

const EVE: &str = "eve@example.com";

/// Asserts the whole body of the last request for a command.
fn assert_sent(bench: &Bench, command: &str, data: &Value) {
    let request = bench.last(command);
    let envelope = json!({
        "cid": bench.tenant.cid(), "provhash": bench.tenant.provhash(), "cmd": command, "apiuser": "lastpass-admin",
        "data": data,
    });
    assert_eq!(request.body, Some(envelope), "{command}");
    assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", "/enterpriseapi.php"));
    assert_eq!(request.header("content-type"), Some("application/json"), "{command}");
    assert!(request.query.is_empty() && request.header("authorization").is_none(), "{command}");
}

/// The user as the Provisioning API shows it.
async fn by_command(client: &Client, username: &str) -> Option<ProvisioningUser> {
    match client.provisioning().users().get(username).await {
        Ok(user) => Some(user),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => panic!("{error}"),
    }
}

/// The user as the Business API shows it.
async fn by_rest(client: &Client, email: &str) -> Option<CompanyUser> {
    let query = ListUsers { email: Some(email.to_owned()), ..ListUsers::default() };
    client.users().list(&query).collect().await.unwrap().pop()
}

async fn account_status(client: &Client, email: &str) -> Option<CompanyUserAccountStatus> {
    by_rest(client, email).await?.account_status()
}
