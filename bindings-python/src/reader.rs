//! A list that is read as far as it is asked for: waited for on this thread, or awaited in an event loop.

use lastpass_admin::PageToken;
use lastpass_admin::blocking::Caller;
use lastpass_admin::erased::{self, RecordPage};
use lastpass_dispatch::plain;
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;

use crate::answer::make;
use crate::asyncio::begin;
use crate::generated::wrapper;
use crate::items::{Items, Steps};
use crate::waiting::detached;

/// A list that is read as far as it is asked for.
#[pyclass(frozen)]
pub(crate) struct Reader(pub(crate) erased::Reader);

#[pymethods]
impl Reader {
    /// The items of the page at hand that are left.
    fn left(&self) -> Steps {
        let reader = self.0.clone();
        let wrap = wrapper(self.0.record_type().name());
        Steps { next: Box::new(move || reader.take()), wrap }
    }

    /// Reads the next page; says whether there is one.
    fn turn(&self, py: Python<'_>) -> PyResult<bool> {
        detached(py, |interrupted| Caller::wait(self.0.turn(), interrupted)).map(|page| page.is_some())
    }

    /// Reads the next page and takes its items.
    fn page(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        page_of(py, detached(py, |interrupted| Caller::wait(self.0.take_page(), interrupted))?)
    }

    /// Reads and takes all that is left.
    fn rest(&self, py: Python<'_>) -> PyResult<Items> {
        detached(py, |interrupted| Caller::wait(self.0.take_rest(), interrupted)).map(Items)
    }

    /// As `turn`, in the event loop that runs.
    fn turn_soon<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        begin(py, self.0.turn(), |py, page| page.is_some().into_py_any(py))
    }

    /// As `page`, in the event loop that runs.
    fn page_soon<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        begin(py, self.0.take_page(), page_of)
    }

    /// As `rest`, in the event loop that runs.
    fn rest_soon<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        begin(py, self.0.take_rest(), |py, items| Items(items).into_py_any(py))
    }

    /// Where the list stands; None at its end.
    #[getter]
    fn page_token(&self) -> Option<String> {
        self.0.page_token().as_ref().map(PageToken::to_string)
    }

    /// What is known of the list so far.
    #[getter]
    fn summary<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        make(py, "summary", &plain::summary(&self.0.summary()))
    }
}

/// The items of a page, its position and the next one's, and what came with it; None behind the last page.
fn page_of(py: Python<'_>, page: Option<RecordPage>) -> PyResult<Py<PyAny>> {
    let Some(page) = page else { return Ok(py.None()) };
    let (token, next) = (page.token().to_string(), page.next_token().map(PageToken::to_string));
    let response = make(py, "response", &plain::response(page.response()))?;
    (Items(page.into()), token, next, response).into_py_any(py)
}
