//! The rules for a client of the Provisioning API, each with at least one test that cites it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../common/mod.rs"]
mod common;

mod answers;
mod event_cursor;
mod event_pages;
mod events;
mod folders;
mod forms;
mod knowing;
mod limits;
mod pages;
mod repeating;
mod sending;

use common::stub;
