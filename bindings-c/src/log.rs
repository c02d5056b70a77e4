//! The client's log, handed to a function of the caller's.

use std::ffi::{CString, c_char, c_void};
use std::sync::{Once, PoisonError, RwLock};

use lastpass_admin::{LogLevel, forward_log, want_log};

use crate::provider::UserData;

/// How weighty a line of the log is: LPA_LOG_ERROR, LPA_LOG_WARN, LPA_LOG_INFO or LPA_LOG_DEBUG.
pub type lpa_log_level = u32;

/// Something has to be done.
pub const LPA_LOG_ERROR: lpa_log_level = 1;
/// Something went wrong and was made good: a request is sent again.
pub const LPA_LOG_WARN: lpa_log_level = 2;
/// What happens, in short.
pub const LPA_LOG_INFO: lpa_log_level = 3;
/// Every request.
pub const LPA_LOG_DEBUG: lpa_log_level = 4;

/// A function that takes a line of the log, from any thread, and from several at once. The line lasts
/// until it returns. It must not call functions of this library but for lpa_log_set, which may
/// change the level.
pub type lpa_log_callback =
    Option<unsafe extern "C" fn(user_data: *mut c_void, level: lpa_log_level, line: *const c_char)>;

/// Who listens, and what it is called with.
type Listener = (unsafe extern "C" fn(*mut c_void, lpa_log_level, *const c_char), UserData);

static LISTENER: RwLock<Option<Listener>> = RwLock::new(None);

/// Hands the lines of the log of all clients of the process to a function: those of this level and
/// the weightier ones. A `callback` of NULL ends it. When this function has returned, the one that
/// was set before is not called any more. Any thread may call it. With the same `callback` and
/// `user_data` as before only the level changes.
///
/// Lines name operations, path templates and times, never a query, a body or a secret.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lpa_log_set(
    least: lpa_log_level,
    callback: lpa_log_callback,
    user_data: *mut c_void,
) {
    static FORWARDED: Once = Once::new();
    FORWARDED.call_once(|| forward_log(write));
    let levels = [LogLevel::Error, LogLevel::Warn, LogLevel::Info, LogLevel::Debug].into_iter();
    want_log(levels.take_while(|level| callback.is_some() && LPA_LOG_ERROR + *level as u32 <= least).last());
    // A listener that goes on is not waited for: the level may be set from inside of it.
    let goes_on = LISTENER.read().unwrap_or_else(PoisonError::into_inner).as_ref().is_some_and(|known| {
        callback.is_some_and(|write| std::ptr::fn_addr_eq(known.0, write)) && known.1.0 == user_data
    });
    if !goes_on {
        let mut listener = LISTENER.write().unwrap_or_else(PoisonError::into_inner);
        *listener = callback.map(|write| (write, UserData(user_data)));
    }
}

fn write(level: LogLevel, line: &str) {
    let listener = LISTENER.read().unwrap_or_else(PoisonError::into_inner);
    if let Some((write, user_data)) = &*listener
        && let Ok(line) = CString::new(line)
    {
        // SAFETY: as long as the lock is held, the listener is not taken away.
        unsafe { write(user_data.0, LPA_LOG_ERROR + level as u32, line.as_ptr()) }
    }
}
