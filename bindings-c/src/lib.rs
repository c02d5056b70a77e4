//! The C library of lastpass-admin: it converts, waits, cancels and reports. What is decided is decided in the core; the functions
//! of the operations are generated from the contract, and the header is made of this crate.
#![allow(non_camel_case_types, reason = "the types have the names that they have in C")]

mod answer;
mod boundary;
mod call;
mod cancel;
mod client;
pub mod generated;
mod given;
pub mod log;
mod options;
mod pager;
mod provider;
mod queue;

// What is handed in may be secret, and leaves copies on its way.
use lastpass_memory as _;

#[cfg(not(target_pointer_width = "64"))]
compile_error!("a cell that holds an address is one word of 64 bits");
