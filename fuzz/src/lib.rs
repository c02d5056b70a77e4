//! Fuzzing everything that reads what others send: one module for each target, and what they have in common.

pub mod business_response;
#[cfg(feature = "c-abi")]
pub mod c_abi;
mod input;
mod invariants;
pub mod local_time;
pub mod page_token;
pub mod problem_body;
pub mod provisioning_response;
pub mod retry_after;
pub mod settings;
mod stub;
pub mod view;
