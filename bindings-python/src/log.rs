//! The client's log, in `logging.getLogger("lastpass_admin")`.

use lastpass_admin::{LogLevel, forward_log, want_log};
use pyo3::exceptions::PyException;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;

use crate::waiting::RAISED;

/// Looks which lines the program wants. One that has not imported `logging` wants none.
pub(crate) fn listen(py: Python<'_>) -> PyResult<()> {
    static MODULES: PyOnceLock<Py<PyDict>> = PyOnceLock::new();
    static LOGGER: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let Some(logging) = MODULES.import(py, "sys", "modules")?.get_item("logging")? else { return Ok(()) };
    let logger = LOGGER.get_or_try_init(py, || {
        let logger = logging.call_method1("getLogger", ("lastpass_admin",))?;
        logger.call_method1("addHandler", (logging.call_method0("NullHandler")?,))?;
        let write = logger.clone().unbind();
        forward_log(move |level, line| {
            // An interpreter that is ending takes no line. A handler that fails must not fail the call; a signal is no failure.
            Python::try_attach(|py| {
                let failed = write.call_method1(py, "log", (number(level), "%s", line)).err();
                if let Some(signal) = failed.filter(|raised| !raised.is_instance_of::<PyException>(py)) {
                    RAISED.set(Some(signal));
                }
            });
        });
        PyResult::Ok(logger.unbind())
    })?;
    let wanted: u8 =
        logger.bind(py).call_method0(intern!(py, "getEffectiveLevel"))?.extract().unwrap_or(u8::MAX);
    let levels = [LogLevel::Debug, LogLevel::Info, LogLevel::Warn, LogLevel::Error];
    want_log(levels.into_iter().find(|level| number(*level) >= wanted));
    Ok(())
}

/// The level as `logging` counts: from 40 for errors down to 10 for every request.
fn number(level: LogLevel) -> u8 {
    40 - 10 * level as u8
}
