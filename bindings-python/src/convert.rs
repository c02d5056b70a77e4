//! Between Python's values and JSON.

use lastpass_admin::{Error, Result};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString};
use serde_json::{Map, Number, Value};

/// Named values that are given, as JSON; `None` is not given.
pub(crate) fn given(values: &Bound<'_, PyDict>) -> Result<Map<String, Value>> {
    let given = values.iter().filter(|(_, value)| !value.is_none()).map(|(name, value)| {
        let name = name.to_string();
        let value = from_python(&value).map_err(|error| Error::invalid_argument(&name, error))?;
        Ok((name, value))
    });
    given.collect()
}

fn from_python(value: &Bound<'_, PyAny>) -> PyResult<Value> {
    if value.is_none() {
        Ok(Value::Null)
    } else if let Ok(text) = value.cast::<PyString>() {
        Ok(Value::from(text.to_cow()?))
    } else if let Ok(flag) = value.cast::<PyBool>() {
        Ok(Value::from(flag.is_true()))
    } else if value.is_instance_of::<PyInt>() {
        Ok(Value::from(value.extract::<i64>()?))
    } else if let Ok(number) = value.cast::<PyFloat>() {
        // What JSON cannot hold goes as a text, which is refused where a number belongs.
        Ok(Number::from_f64(number.value()).map_or_else(|| number.to_string().into(), Value::from))
    } else if let Ok(list) = value.cast::<PyList>() {
        list.iter().map(|item| from_python(&item)).collect()
    } else if let Ok(dict) = value.cast::<PyDict>() {
        let members = dict.iter().map(|(name, value)| Ok((name.extract()?, from_python(&value)?)));
        members.collect::<PyResult<Map<_, _>>>().map(Value::from)
    } else {
        let plain = value.py().import("lastpass_admin._convert")?.getattr("plain")?;
        from_python(&plain.call1((value,))?)
    }
}

/// JSON as Python's values.
pub(crate) fn to_python<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    match value {
        Value::Null => Ok(py.None().into_bound(py)),
        Value::Bool(flag) => flag.into_bound_py_any(py),
        Value::Number(number) => match number.as_i128() {
            Some(number) => number.into_bound_py_any(py),
            None => number.as_f64().into_bound_py_any(py),
        },
        Value::String(text) => text.into_bound_py_any(py),
        Value::Array(values) => {
            let values = values.iter().map(|value| to_python(py, value)).collect::<PyResult<Vec<_>>>();
            values?.into_bound_py_any(py)
        }
        Value::Object(members) => {
            let dict = PyDict::new(py);
            members.iter().try_for_each(|(name, value)| dict.set_item(name, to_python(py, value)?))?;
            Ok(dict.into_any())
        }
    }
}
