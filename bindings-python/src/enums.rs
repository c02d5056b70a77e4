//! Open enums: a Python class for each, and one object for every value that it knows.

use pyo3::prelude::*;
use pyo3::types::PyType;

/// An enum, and its known values as they stand on the wire.
pub(crate) struct OpenEnum {
    class: Py<PyType>,
    known: Vec<(String, Py<PyAny>)>,
}

/// A value of the enum of this name.
macro_rules! open {
    ($py:expr, $name:literal, $value:expr) => {{
        static ENUM: pyo3::sync::PyOnceLock<$crate::enums::OpenEnum> = pyo3::sync::PyOnceLock::new();
        let read = ENUM.get_or_try_init($py, || $crate::enums::OpenEnum::read($py, $name));
        read.and_then(|known| known.value($py, $value))
    }};
}
pub(crate) use open;

impl OpenEnum {
    pub(crate) fn read(py: Python<'_>, name: &str) -> PyResult<Self> {
        let class = py.import("lastpass_admin._enums")?.getattr(name)?.cast_into::<PyType>()?;
        let known = class
            .getattr("KNOWN")?
            .try_iter()?
            .map(|value| value.and_then(|value| Ok((value.extract()?, value.unbind()))));
        Ok(OpenEnum { known: known.collect::<PyResult<_>>()?, class: class.unbind() })
    }

    pub(crate) fn value<'py>(&self, py: Python<'py>, value: &str) -> PyResult<Bound<'py, PyAny>> {
        match self.known.iter().find(|(wire, _)| wire == value) {
            Some((_, object)) => Ok(object.bind(py).clone()),
            None => self.class.bind(py).call1((value,)),
        }
    }
}
