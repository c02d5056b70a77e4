//! Calls that an event loop awaits. Those that have finished are queued, and one byte on a socket wakes the loop for all of
//! them: waking it for each one would cost more than the request.
//!
//! What runs in the background holds no object of Python's: a loop that is gone must not end on a thread that is not its own.

use std::io::{Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;

use lastpass_admin::{Result, blocking};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

use crate::errors::raise;

/// Makes the result of a call for the one who awaits it.
type Finish = Box<dyn FnOnce(Python<'_>) -> PyResult<Py<PyAny>> + Send>;

/// The calls of one event loop.
#[pyclass(frozen)]
pub(crate) struct Completions {
    calls: Arc<blocking::Completions<Finish>>,
    heard: UnixStream,
}

#[pymethods]
impl Completions {
    #[new]
    fn new() -> PyResult<Self> {
        let (bell, heard) = UnixStream::pair()?;
        bell.set_nonblocking(true)?;
        heard.set_nonblocking(true)?;
        // A loop that is closed does not hear it, and needs not.
        let ring = move || drop((&bell).write(&[0]));
        Ok(Completions { calls: Arc::new(blocking::Completions::new(ring)), heard })
    }

    /// The socket that the loop has to watch.
    fn fileno(&self) -> i32 {
        self.heard.as_raw_fd()
    }

    /// The numbers of the calls that have finished, each with its result or what it raises.
    fn take(&self, py: Python<'_>) -> Vec<(u64, Option<Py<PyAny>>, Option<PyErr>)> {
        // One byte tells of all; another may follow that told of what is taken here already.
        let _ = (&self.heard).read(&mut [0; 8]);
        let results = self.calls.take().into_iter().map(|(number, outcome)| {
            match outcome.map_err(|error| raise(py, error)).and_then(|finish| finish(py)) {
                Ok(value) => (number, Some(value), None),
                Err(raised) => (number, None, Some(raised)),
            }
        });
        results.collect()
    }

    /// Ends a call that goes on in the background, and its request.
    fn cancel(&self, number: u64) {
        self.calls.cancel(number);
    }
}

/// Begins a call and gives the future of what is made of its answer, in the event loop that runs.
pub(crate) fn begin<'py, T: Send + 'static>(
    py: Python<'py>,
    call: impl Future<Output = Result<T>> + Send + 'static,
    convert: impl FnOnce(Python<'_>, T) -> PyResult<Py<PyAny>> + Send + 'static,
) -> PyResult<Bound<'py, PyAny>> {
    static BEGIN: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let begun = BEGIN.import(py, "lastpass_admin._async", "begin")?.call0()?;
    let (future, number, completions): (Bound<'py, PyAny>, u64, Py<Completions>) = begun.extract()?;
    let finish = async move {
        let value = call.await?;
        Ok(Box::new(move |py: Python<'_>| convert(py, value)) as Finish)
    };
    completions.get().calls.begin(number, finish).map_err(|error| raise(py, error))?;
    Ok(future)
}
