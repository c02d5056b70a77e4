//! Each operation of the Business API once, end to end: what the server saw, what came back, what the next read shows.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../common/mod.rs"]
mod common;

mod admin_levels;
mod managed_companies;
mod managed_company_admin_levels;
mod managed_company_users;
mod reports;
mod users;

use common::Bench;
use lastpass_sandbox::contract::OPERATIONS;
use serde_json::Value;

/// Checks the last request for an operation: method, path below the base URL, the whole query, the body.
fn assert_seen(bench: &Bench, operation: &str, line: &str, query: &[(&str, &str)], body: Option<Value>) {
    let seen = bench.last(operation);
    let path = seen.path.strip_prefix("/business").unwrap();
    assert_eq!(format!("{} {path}", seen.method), line, "{operation}");
    let found: Vec<(&str, &str)> =
        seen.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(found, query, "{operation}");
    assert_eq!(seen.body, body, "{operation}");
    let media_type = body.is_some().then_some("application/json");
    assert_eq!(seen.header("content-type"), media_type, "{operation}");
    assert_eq!(seen.header("accept"), Some("application/json"), "{operation}");
}

/// A table of contents: an operation that is added to the contract needs a test here.
#[test]
fn every_operation_of_the_contract_is_tested() {
    let sources = [
        include_str!("admin_levels.rs"),
        include_str!("managed_companies.rs"),
        include_str!("managed_company_admin_levels.rs"),
        include_str!("managed_company_users.rs"),
        include_str!("reports.rs"),
        include_str!("users.rs"),
    ]
    .concat();
    let tested = |id: &str| sources.contains(&format!("assert_seen(&bench, \"{id}\""));
    let untested: Vec<_> = OPERATIONS.iter().map(|operation| operation.id).filter(|id| !tested(id)).collect();
    assert_eq!((OPERATIONS.len(), untested), (31, vec![""; 0]));
}
