//! What all classes of what is answered have in common. How they print and what they are as dicts is said in `_records.py`.

use std::hash::{DefaultHasher, Hash, Hasher};

use lastpass_admin::Item;
use pyo3::PyClass;
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::errors::raise;

/// The object of an item.
pub(crate) fn object<T, C>(py: Python<'_>, item: Option<T>, class: fn(T) -> C) -> PyResult<Py<PyAny>>
where
    C: PyClass + Into<PyClassInitializer<C>>,
{
    let item = item.ok_or_else(|| PyTypeError::new_err("the record is of another class"))?;
    Ok(Py::new(py, class(item))?.into_any())
}

/// What a function of `_records.py` makes of a record.
pub(crate) fn ask<'py>(record: &Bound<'py, PyAny>, function: &str) -> PyResult<Bound<'py, PyAny>> {
    record.py().import(intern!(record.py(), "lastpass_admin._records"))?.call_method1(function, (record,))
}

pub(crate) fn hash(item: &impl Item) -> u64 {
    let mut hasher = DefaultHasher::new();
    item.to_json().hash(&mut hasher);
    hasher.finish()
}

/// How a record is pickled: as a call that makes it again.
pub(crate) fn reduce<'py>(py: Python<'py>, class: &str, item: &impl Item) -> PyResult<Bound<'py, PyTuple>> {
    let text = item.stored().map_err(|error| raise(py, error))?;
    (py.import("lastpass_admin._native")?.getattr("_restore")?, (class, text)).into_pyobject(py)
}

/// The item that was pickled as this text.
pub(crate) fn restored<T: Item>(py: Python<'_>, text: &str) -> PyResult<Option<T>> {
    T::restored(text).map(Some).map_err(|error| raise(py, error))
}
