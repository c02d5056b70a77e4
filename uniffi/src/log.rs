//! The client's log, handed to a logger of the caller's.

use std::sync::{Arc, Once, PoisonError, RwLock};

use lastpass_admin::{forward_log, want_log};

/// How weighty a line of the log is.
#[derive(Clone, Copy, uniffi::Enum)]
pub enum LogLevel {
    /// Something has to be done.
    Error,
    /// Something went wrong and was made good: a request is sent again.
    Warn,
    /// What happens, in short.
    Info,
    /// Every request.
    Debug,
}

/// Takes lines of the log, on any thread. They name operations, path templates and times, never a query, a body or a secret.
#[uniffi::export(with_foreign)]
pub trait Logger: Send + Sync {
    /// Takes a line.
    fn log(&self, level: LogLevel, line: String);
}

static LOGGER: RwLock<Option<Arc<dyn Logger>>> = RwLock::new(None);

/// Hands the lines of the log of all clients of the process to a logger: those of this level and the weightier ones. No logger ends it.
#[uniffi::export]
pub fn set_log(least: LogLevel, logger: Option<Arc<dyn Logger>>) {
    static FORWARDED: Once = Once::new();
    FORWARDED.call_once(|| forward_log(write));
    let least = logger.is_some().then_some(least);
    *LOGGER.write().unwrap_or_else(PoisonError::into_inner) = logger;
    want_log(least.map(Into::into));
}

fn write(level: lastpass_admin::LogLevel, line: &str) {
    // A logger may set another one: it is not called while it is held.
    let logger = LOGGER.read().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some(logger) = logger {
        logger.log(level.into(), line.to_owned());
    }
}

impl From<lastpass_admin::LogLevel> for LogLevel {
    fn from(level: lastpass_admin::LogLevel) -> Self {
        use lastpass_admin::LogLevel as Core;
        match level {
            Core::Error => LogLevel::Error,
            Core::Warn => LogLevel::Warn,
            Core::Info => LogLevel::Info,
            Core::Debug => LogLevel::Debug,
        }
    }
}

impl From<LogLevel> for lastpass_admin::LogLevel {
    fn from(level: LogLevel) -> Self {
        use lastpass_admin::LogLevel as Core;
        match level {
            LogLevel::Error => Core::Error,
            LogLevel::Warn => Core::Warn,
            LogLevel::Info => Core::Info,
            LogLevel::Debug => Core::Debug,
        }
    }
}
