//! The client's log, handed to every event loop that listens.

use std::sync::{Arc, Mutex, Once, PoisonError, Weak};

use lastpass_admin::{LogLevel, forward_log, want_log};
use serde_json::json;

use crate::answer::ascii;
use crate::calls::Queue;

/// Who listens, and from which level on.
static LISTENERS: Mutex<Vec<(Weak<Queue>, LogLevel)>> = Mutex::new(Vec::new());

/// Hands the lines from this level on to an event loop, or none any more.
pub(crate) fn listen(queue: &Arc<Queue>, level: Option<LogLevel>) {
    static FORWARDED: Once = Once::new();
    FORWARDED.call_once(|| {
        forward_log(|level, line| {
            for (queue, least) in &*LISTENERS.lock().unwrap_or_else(PoisonError::into_inner) {
                if let Some(queue) = queue.upgrade().filter(|_| level <= *least) {
                    queue.push((name(level), 0, ascii(json!(line).to_string()).into()));
                }
            }
        });
    });
    let mut listeners = LISTENERS.lock().unwrap_or_else(PoisonError::into_inner);
    let own = Arc::downgrade(queue);
    listeners.retain(|(listener, _)| listener.strong_count() > 0 && !listener.ptr_eq(&own));
    listeners.extend(level.map(|level| (own, level)));
    want_log(listeners.iter().map(|(_, level)| *level).max());
}

/// The method of a logger that takes a line.
pub(crate) fn name(level: LogLevel) -> &'static str {
    match level {
        LogLevel::Error => "error",
        LogLevel::Warn => "warn",
        LogLevel::Info => "info",
        LogLevel::Debug => "debug",
    }
}
