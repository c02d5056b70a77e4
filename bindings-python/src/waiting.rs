//! Waiting without the interpreter: other threads of the program go on, and Ctrl-C is heard.

use std::cell::Cell;

use lastpass_admin::Result;
use pyo3::prelude::*;

use crate::errors::raise;

thread_local! {
    /// What a signal's handler raised in the middle of something else that this thread did for the wait, such as a line of the log.
    pub(crate) static RAISED: Cell<Option<PyErr>> = const { Cell::new(None) };
}

/// Lets `wait` block without the interpreter. It is given a function to ask every now and then whether a signal came in;
/// what the signal's handler raises is raised in the place of the result.
pub(crate) fn detached<T: Send>(
    py: Python<'_>,
    wait: impl FnOnce(&mut dyn FnMut() -> bool) -> Result<T> + Send,
) -> PyResult<T> {
    let mut signal = None;
    let mut interrupted = || {
        // Where the interpreter is ending there is nobody to come back to.
        let heard = Python::try_attach(|py| py.check_signals().err());
        signal = RAISED.take().or(heard.unwrap_or_else(|| {
            loop {
                std::thread::park();
            }
        }));
        signal.is_some()
    };
    let result = py.detach(|| wait(&mut interrupted));
    match signal.or(RAISED.take()) {
        Some(raised) => Err(raised),
        None => result.map_err(|error| raise(py, error)),
    }
}
