//! What a client of either kind stands on: the way from an operation to its answer.

use lastpass_dispatch::Prepared;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::answer::answer;
use crate::asyncio::begin;
use crate::convert::given;
use crate::errors::raise;
use crate::log;
use crate::reader::Reader;
use crate::waiting::detached;

/// The name of an operation, its arguments, and options of the call.
type Request<'py> = (String, Bound<'py, PyDict>, Bound<'py, PyDict>);

/// Credentials, settings and connections.
#[pyclass(frozen)]
pub(crate) struct Session(lastpass_dispatch::Session);

#[pymethods]
impl Session {
    #[new]
    fn new(py: Python<'_>, settings: &Bound<'_, PyDict>, provider: Option<Py<PyAny>>) -> PyResult<Self> {
        let ask = |provider: Py<PyAny>| {
            let asked =
                move |py: Python<'_>| Ok(given(provider.bind(py).call0()?.cast().map_err(PyErr::from)?)?);
            move || Python::try_attach(&asked).unwrap_or_else(|| Err("the interpreter is ending".into()))
        };
        let session =
            given(settings).and_then(|settings| lastpass_dispatch::Session::new(settings, provider.map(ask)));
        session.map(Session).map_err(|error| raise(py, error))
    }

    /// The same session with other options for its calls.
    fn with_options(&self, py: Python<'_>, options: &Bound<'_, PyDict>) -> PyResult<Self> {
        let session = given(options).and_then(|options| self.0.with_options(options));
        session.map(Session).map_err(|error| raise(py, error))
    }

    /// Calls an operation and waits for its answer.
    #[pyo3(signature = (*request))]
    fn call<'py>(&self, py: Python<'py>, request: Request<'py>) -> PyResult<Bound<'py, PyAny>> {
        let call = self.prepare(py, request)?;
        answer(py, detached(py, |interrupted| call.run(interrupted))?)
    }

    /// Begins a call; gives a future of its answer.
    #[pyo3(signature = (*request))]
    fn start<'py>(&self, py: Python<'py>, request: Request<'py>) -> PyResult<Bound<'py, PyAny>> {
        begin(py, self.prepare(py, request)?.start(), |py, answered| answer(py, answered).map(Bound::unbind))
    }

    /// A list. Nothing is sent before something of it is asked for.
    #[pyo3(signature = (*request))]
    fn list(&self, py: Python<'_>, request: Request<'_>) -> PyResult<Reader> {
        self.prepare(py, request)?.list().map(Reader).map_err(|error| raise(py, error))
    }

    /// Closes the connections that no call uses, and refuses further calls.
    fn close(&self) {
        self.0.close();
    }
}

impl Session {
    fn prepare(&self, py: Python<'_>, (operation, arguments, options): Request<'_>) -> PyResult<Prepared> {
        log::listen(py)?;
        given(&arguments)
            .and_then(|arguments| self.0.prepare(&operation, arguments, given(&options)?))
            .map_err(|error| raise(py, error))
    }
}
