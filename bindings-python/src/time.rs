//! Times of the vendor's as `datetime`: aware where the zone of the account is known, naive where it is not.

use std::fmt::Display;

use lastpass_admin::LocalTime;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;
use serde_json::json;

use crate::answer::make;

/// A time; `None` if it is absent or no time. Its offset is the one that the account's zone has at that time.
pub(crate) fn local<'py>(py: Python<'py>, time: Option<LocalTime<'_>>) -> Made<'py> {
    made(py, time.and_then(|time| time.iso()))
}

/// An instant; `None` if it is absent.
pub(crate) fn instant(py: Python<'_>, instant: Option<impl Display>) -> Made<'_> {
    // Python 3.10 does not read the `Z` of ISO 8601.
    made(py, instant.map(|instant| instant.to_string().replace('Z', "+00:00")))
}

/// A `datetime`, if it is one.
type Made<'py> = PyResult<Option<Bound<'py, PyAny>>>;

fn made(py: Python<'_>, iso: Option<String>) -> Made<'_> {
    static DATETIME: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let Some(iso) = iso else { return Ok(None) };
    let class = DATETIME.import(py, "datetime", "datetime")?;
    class.call_method1(intern!(py, "fromisoformat"), (iso,)).map(Some)
}

/// A time with the text that the vendor sent, as `lastpass_admin.LocalTime`.
pub(crate) fn detailed<'py>(py: Python<'py>, time: LocalTime<'_>) -> PyResult<Bound<'py, PyAny>> {
    let parts = json!({ "text": time.text(), "iso": time.iso(), "ambiguous": time.is_ambiguous() });
    make(py, "local_time", &parts)
}
