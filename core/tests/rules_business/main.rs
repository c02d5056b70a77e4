//! The rules for a client of the Business API, each with at least one test that cites it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../common/mod.rs"]
mod common;

mod answers;
mod errors;
mod limits;
mod lists;
mod repeating;
mod sending;
mod users;
