//! The native part of the Python package `lastpass_admin`: it converts, waits, cancels and raises. What is decided is decided
//! in the core; what a user calls is Python, generated from the contract.

mod answer;
mod asyncio;
mod convert;
mod enums;
mod errors;
mod generated;
mod items;
mod log;
mod reader;
mod record;
mod session;
mod time;
mod waiting;

use pyo3::prelude::*;

// What is handed in may be secret, and leaves copies on its way.
use lastpass_memory as _;

/// The native part of `lastpass_admin`.
#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    generated::add_to(module)?;
    module.add_class::<items::Items>()?;
    module.add_class::<reader::Reader>()?;
    module.add_class::<session::Session>()?;
    module.add_class::<asyncio::Completions>()?;
    Ok(())
}
