//! From an error of the core to the exception of its kind.

use std::error::Error as _;

use lastpass_admin::Error;
use lastpass_dispatch::plain;
use pyo3::prelude::*;

use crate::answer::make;

/// The exception for an error.
pub(crate) fn raise(py: Python<'_>, error: Error) -> PyErr {
    let raised = make(py, "error", &plain::error(&error)).map_or_else(|failure| failure, PyErr::from_value);
    let mut source = error.source();
    while let Some(cause) = source {
        // What a function of the caller's raised is the cause itself.
        if let Some(own) = cause.downcast_ref::<PyErr>() {
            raised.set_cause(py, Some(own.clone_ref(py)));
        }
        source = cause.source();
    }
    raised
}
