//! Lists: items, pages, positions that are stored and resumed, reading ahead, and lists that move while they are read.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../common/mod.rs"]
mod common;

mod ahead;
mod ends;
mod moving;
mod positions;
mod reading;
mod shared;

use common::stub;
use lastpass_admin::{
    Client, CompanyUser, DetailedSharedFolderQuery, Event, EventQuery, ExpiredMasterPassword,
    ExpiredMasterPasswordQuery, ListUsers, PageToken, Pager, ProvisioningUser, SharedFolder, UserDataQuery,
};
use lastpass_sandbox::TenantOptions;

use common::{Bench, bench_of};

async fn of_users(users: usize) -> Bench {
    bench_of(TenantOptions { users, companies: 0, events: 0, ..TenantOptions::default() }).await
}

fn users(client: &Client, page_size: u32, page_token: Option<PageToken>) -> Pager<CompanyUser> {
    client.users().list(&ListUsers { page_size: Some(page_size), page_token, ..ListUsers::default() })
}

fn user_data(client: &Client, page_size: u32, page_token: Option<PageToken>) -> Pager<ProvisioningUser> {
    let query = UserDataQuery { page_size: Some(page_size), page_token, ..UserDataQuery::default() };
    client.provisioning().users().list(&query)
}

fn folders(client: &Client, page_size: u32, page_token: Option<PageToken>) -> Pager<SharedFolder> {
    let query = DetailedSharedFolderQuery { page_size: Some(page_size), page_token };
    client.provisioning().shared_folders().list_detailed(&query)
}

fn expired(client: &Client, page_size: u32, page_token: Option<PageToken>) -> Pager<ExpiredMasterPassword> {
    let query = ExpiredMasterPasswordQuery { page_size: Some(page_size), page_token };
    client.provisioning().reports().list_expired_master_passwords(&query)
}

/// The events of ada; the vendor cuts the pages.
fn events(client: &Client, page_token: Option<PageToken>) -> Pager<Event> {
    let query = EventQuery { user: Some("ada@example.com".into()), page_token, ..EventQuery::default() };
    client.provisioning().events().list(&query)
}
