//! What operations answer, as the objects that their users get.

use lastpass_dispatch::Answer;
use pyo3::IntoPyObjectExt;
use pyo3::intern;
use pyo3::prelude::*;
use serde_json::{Value, json};

use crate::convert::to_python;
use crate::generated::wrap;

/// The object that a function of `_make.py` makes of JSON.
pub(crate) fn make<'py>(py: Python<'py>, kind: &str, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    let value = to_python(py, value)?;
    py.import(intern!(py, "lastpass_admin._make"))?.getattr(kind)?.call1((value,))
}

/// An answer as its user gets it.
pub(crate) fn answer(py: Python<'_>, answer: Answer) -> PyResult<Bound<'_, PyAny>> {
    if let Some((kind, value)) = answer.plain() {
        return make(py, kind, &value);
    }
    match answer {
        Answer::Record(record) => Ok(wrap(py, record)?.into_bound(py)),
        Answer::Records(records) => {
            let records = records.into_iter().map(|record| wrap(py, record));
            records.collect::<PyResult<Vec<_>>>()?.into_bound_py_any(py)
        }
        Answer::Events(batch) => {
            let events = batch.events.into_iter().map(|event| wrap(py, event.into()));
            let events = events.collect::<PyResult<Vec<_>>>()?;
            make(py, "events", &json!(batch.cursor))?.call1((events,))
        }
        _ => Ok(py.None().into_bound(py)),
    }
}
