//! The rules for a client of the Business API, each with at least one test that cites it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../common/capture.rs"]
mod capture;
#[path = "../common/mod.rs"]
mod common;

mod answers;
mod errors;
mod filters;
mod limits;
mod lists;
mod repeating;
mod sending;
mod users;
