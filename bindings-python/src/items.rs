//! Items of a list, kept as they came, and made into objects when they are touched.

use std::sync::atomic::{AtomicUsize, Ordering};

use lastpass_admin::arrow;
use lastpass_admin::erased::{Record, RecordList};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::errors::raise;
use crate::generated::{Wrap, wrap, wrapper};

/// The items of one page or of several.
#[pyclass(frozen)]
pub(crate) struct Items(pub(crate) RecordList);

#[pymethods]
impl Items {
    fn __len__(&self) -> usize {
        self.0.len()
    }

    /// The item at a place; None if there are fewer.
    fn get(&self, py: Python<'_>, index: usize) -> PyResult<Option<Py<PyAny>>> {
        self.0.get(index).map(|record| wrap(py, record)).transpose()
    }

    fn __iter__(&self) -> Steps {
        let (list, place) = (self.0.clone(), AtomicUsize::new(0));
        let wrap = wrapper(list.record_type().name());
        Steps { next: Box::new(move || list.get(place.fetch_add(1, Ordering::Relaxed))), wrap }
    }

    /// The name of the items' type.
    #[getter]
    fn type_name(&self) -> &'static str {
        self.0.record_type().name()
    }

    /// The items as Arrow batches, made page by page as they are asked for.
    fn arrow_stream<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        PyCapsule::new_with_value(py, arrow::c_stream(&self.0), c"arrow_array_stream")
    }

    /// Names and types of the Arrow columns.
    fn arrow_schema<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = arrow::c_schema(self.0.record_type()).map_err(|error| raise(py, error))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }
}

/// Makes the objects of records as long as there are any.
#[pyclass(frozen)]
pub(crate) struct Steps {
    pub(crate) next: Box<dyn Fn() -> Option<Record> + Send + Sync>,
    pub(crate) wrap: Wrap,
}

#[pymethods]
impl Steps {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        (self.next)().map(|record| (self.wrap)(py, record)).transpose()
    }
}
