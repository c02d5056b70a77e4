//! The native part of the Kotlin and of the Swift package: it converts, waits, cancels and reports. What is decided is decided in the
//! core; what a user calls is generated from the contract, and stands above what UniFFI makes of this crate.
//!
//! Arguments cross as JSON text. Answers, pages and errors cross as one block of bytes each: see `block.rs`.

mod block;
mod calls;
mod failure;
mod log;
mod provider;
mod reader;
mod session;

// What is handed in may be secret, and leaves copies on its way.
use lastpass_memory as _;

uniffi::setup_scaffolding!("lastpass_admin");

/// The version of the library, for example `0.1.0`. What is generated from the contract reads blocks of its own version alone.
#[uniffi::export]
pub fn library_version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
