//! The native part of the npm package `lastpass-admin`: it converts, waits, cancels and reports. What is decided is decided in the
//! core; what a user calls is TypeScript, generated from the contract.
//!
//! Arguments, answers and errors cross as JSON text: JavaScript reads it faster than objects could be made one by one.

mod answer;
mod calls;
mod log;
mod provider;
mod reader;
mod session;

// What is handed in may be secret, and leaves copies on its way.
use lastpass_memory as _;
