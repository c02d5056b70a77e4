//! Calls that an event loop awaits. Those that have finished are queued, and one byte on a socket wakes the loop for all of
//! them: waking it for each one would cost more than the request.
//!
//! What runs in the background holds no object of Python's: a loop that is gone must not end on a thread that is not its own.

use std::io::{Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex, PoisonError};

use lastpass_admin::Result;
use lastpass_admin::blocking::Caller;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use tokio::task::AbortHandle;

use crate::errors::raise;

/// Makes the result of a call for the one who awaits it.
type Finished = Box<dyn FnOnce(Python<'_>) -> PyResult<Py<PyAny>> + Send>;

/// Calls that have finished, and the bell that tells the loop.
struct Queue {
    finished: Mutex<Vec<(u64, Finished)>>,
    bell: UnixStream,
}

/// The finished calls of one event loop.
#[pyclass(frozen)]
pub(crate) struct Completions {
    queue: Arc<Queue>,
    heard: UnixStream,
}

#[pymethods]
impl Completions {
    #[new]
    fn new() -> PyResult<Self> {
        let (bell, heard) = UnixStream::pair()?;
        bell.set_nonblocking(true)?;
        heard.set_nonblocking(true)?;
        Ok(Completions { queue: Arc::new(Queue { finished: Mutex::default(), bell }), heard })
    }

    /// The socket that the loop has to watch.
    fn fileno(&self) -> i32 {
        self.heard.as_raw_fd()
    }

    /// The numbers of the calls that have finished, each with its result or what it raises.
    fn take(&self, py: Python<'_>) -> Vec<(u64, Option<Py<PyAny>>, Option<PyErr>)> {
        // There is one byte at most, and it may have been read already.
        let _ = (&self.heard).read(&mut [0]);
        let finished =
            std::mem::take(&mut *self.queue.finished.lock().unwrap_or_else(PoisonError::into_inner));
        let results = finished.into_iter().map(|(number, finished)| match finished(py) {
            Ok(value) => (number, Some(value), None),
            Err(raised) => (number, None, Some(raised)),
        });
        results.collect()
    }
}

/// Ends a call that goes on in the background.
#[pyclass(frozen)]
struct Abort(AbortHandle);

#[pymethods]
impl Abort {
    fn __call__(&self) {
        self.0.abort();
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
    let queue = completions.get().queue.clone();
    let task = Caller::spawn(async move {
        let outcome = call.await;
        let mut finished = queue.finished.lock().unwrap_or_else(PoisonError::into_inner);
        let make = |py: Python<'_>| convert(py, outcome.map_err(|error| raise(py, error))?);
        finished.push((number, Box::new(make)));
        if finished.len() == 1 {
            // A loop that is closed does not hear it, and needs not.
            let _ = (&queue.bell).write(&[0]);
        }
    });
    let task = task.map_err(|error| raise(py, error))?;
    future.setattr(intern!(py, "abort"), Bound::new(py, Abort(task.abort_handle()))?)?;
    Ok(future)
}
