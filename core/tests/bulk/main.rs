//! Writes on many users: chunks, what became of each user, and what happens when one chunk fails in the middle.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../common/mod.rs"]
mod common;

mod deleting;
mod failing;
mod sizes;
mod sorted_out;

use common::stub;
use std::time::Duration;

use lastpass_admin::{
    BatchAddUser, CallOptions, Client, DeleteAction, Error, GroupChange, Outcome, Result, RowState,
};
use lastpass_sandbox::{ErrorBody, Fault, FaultKind, NewUser, RetryAfter, Stage, Target, TenantOptions};

use common::{Bench, bench_of};

/// The operations that take any number of users and send them in chunks, with their commands.
const OPERATIONS: [(&str, &str); 4] = [
    ("disable", "disableuser"),
    ("enable", "enableuser"),
    ("add", "batchadd"),
    ("change_members", "batchchangegrp"),
];

fn addresses(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("bulk{number:04}@example.com")).collect()
}

/// A tenant with these users enrolled; disabled ones, if they are to be enabled.
async fn bench_with(users: &[String], disabled: bool) -> Bench {
    let bench = bench_of(TenantOptions { recorded_requests: 5_000, ..TenantOptions::empty() }).await;
    for email in users {
        bench.tenant.add_user(NewUser { email: email.clone(), name: None, stage: Stage::Enrolled }).unwrap();
        bench.tenant.edit_user(email, |user| user.disabled = disabled);
    }
    bench
}

/// A client that does not pause between chunks.
fn hasty(bench: &Bench) -> Client {
    bench.client().with_options(CallOptions::new().chunk_pause(Duration::ZERO))
}

async fn run(client: &Client, operation: &str, users: &[String]) -> Result<Outcome> {
    let api = client.provisioning();
    match operation {
        "disable" => api.users().disable(users).await,
        "enable" => api.users().enable(users).await,
        "add" => {
            let rows: Vec<_> = users
                .iter()
                .map(|email| BatchAddUser {
                    full_name: Some("Bulk".into()),
                    ..BatchAddUser::new(email.as_str())
                })
                .collect();
            api.users().add(&rows).await
        }
        "change_members" => {
            let rows: Vec<_> = users
                .iter()
                .map(|email| GroupChange { add: vec!["Bulk".into()], ..GroupChange::new(email.as_str()) })
                .collect();
            api.groups().change_members(&rows).await
        }
        "delete_many" => api.users().delete_many(users, DeleteAction::Deactivate, users.len()).await,
        other => panic!("{other}"),
    }
}

/// How many users are in the state that the operation wants.
fn done(bench: &Bench, operation: &str) -> usize {
    let users = bench.tenant.users();
    let wanted = |user: &&lastpass_sandbox::User| match operation {
        "disable" | "delete_many" => user.disabled,
        "enable" => !user.disabled,
        "add" => user.name.as_deref() == Some("Bulk"),
        _ => user.groups.iter().any(|group| &**group == "Bulk"),
    };
    users.iter().filter(wanted).count()
}

/// Sizes of the chunks as they were sent.
fn chunks(bench: &Bench, command: &str) -> Vec<usize> {
    let requests = bench.tenant.requests().into_iter().filter(|request| request.operation == Some(command));
    requests.map(|request| request.body.unwrap()["data"].as_array().unwrap().len()).collect()
}

fn in_order(outcome: &Outcome, users: &[String]) -> bool {
    outcome.rows.iter().map(|row| &row.username).eq(users)
}

fn states(outcome: &Outcome) -> Vec<(RowState, usize)> {
    let mut runs: Vec<(RowState, usize)> = Vec::new();
    for row in &outcome.rows {
        match runs.last_mut() {
            Some((state, count)) if *state == row.state => *count += 1,
            _ => runs.push((row.state, 1)),
        }
    }
    runs
}

fn failure(result: Result<Outcome>, case: &str) -> (Error, Outcome) {
    let Err(error) = result else { panic!("{case}: {result:?}") };
    let outcome = error.outcome().unwrap_or_else(|| panic!("{case}: {error:?} has no outcome")).clone();
    (error, outcome)
}

/// A gateway's page in place of an answer.
fn server_error(acted: bool) -> FaultKind {
    FaultKind::Status { status: 500, body: ErrorBody::Html, retry_after: RetryAfter::None, acted }
}

/// The second request for a command meets the fault.
fn second(command: &'static str, kind: FaultKind) -> Fault {
    Fault { on: Target::Command(command), kind, times: Some(1), after: 1 }
}
