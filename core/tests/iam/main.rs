//! The unified view: what its users rely on, whatever the vendor's two APIs answer.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../common/mod.rs"]
mod common;

mod account;
mod any_answer;
#[cfg(feature = "blocking")]
mod blocking;
mod breaking_off;
mod credentials;
mod errors;
mod folders;
mod groups;
mod joining;
mod model;
mod names_and_times;
mod options;
mod permissions;
mod positions;
mod reading;
mod records;
mod sizes;
mod summaries;
#[cfg(feature = "arrow")]
mod tables;
mod unknown_members;
mod vendor;

use lastpass_admin::{Client, IamUser, Item, PageToken, Pager, UnifiedListUsers};
use lastpass_sandbox::TenantOptions;
use serde_json::Value;

use common::{Bench, bench_of};

async fn of_users(users: usize) -> Bench {
    bench_of(TenantOptions { users, companies: 0, events: 0, ..TenantOptions::default() }).await
}

/// The list of users in pages of this size.
fn users(client: &Client, page_size: u32, page_token: Option<PageToken>) -> Pager<IamUser> {
    listed(client, UnifiedListUsers { page_size: Some(page_size), page_token, ..UnifiedListUsers::default() })
}

fn listed(client: &Client, query: UnifiedListUsers) -> Pager<IamUser> {
    client.iam().users().list(&query)
}

/// All users of a list by their ids; no address is `-`.
async fn ids(list: Pager<IamUser>) -> Vec<String> {
    list.collect().await.unwrap().iter().map(id).collect()
}

fn id(user: &IamUser) -> String {
    user.id().unwrap_or("-").to_owned()
}

fn source(user: &IamUser) -> String {
    user.unified_custom_fields().unwrap().source().unwrap().to_string()
}

/// A member of an item as JSON, by its path; what is null may be left out.
fn json(item: &impl Item, path: &str) -> Value {
    item.to_json().pointer(path).cloned().unwrap_or_default()
}
