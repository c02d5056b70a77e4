//! Fuzzing everything that reads what others send: one module for each target, and what they have in common.

pub mod business_response;
mod input;
mod invariants;
pub mod page_token;
pub mod problem_body;
pub mod provisioning_response;
pub mod retry_after;
