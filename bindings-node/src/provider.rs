//! Credentials from a function of the caller's: it is asked in its event loop, and whoever needs them waits.

use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, mpsc};

use lastpass_dispatch::BoxError;
use serde_json::{Map, Value};

use crate::calls::Queue;

/// The caller's function failed; what it failed with is known in JavaScript.
#[derive(Debug)]
pub(crate) struct Refused {
    /// The function, by its number.
    pub(crate) provider: u32,
    text: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Refused {}

/// Asks the function with this number.
pub(crate) fn asking(
    queue: Arc<Queue>,
    provider: u32,
) -> impl Fn() -> Result<Map<String, Value>, BoxError> + Send + Sync {
    static TICKETS: AtomicU32 = AtomicU32::new(0);
    move || {
        let ticket = TICKETS.fetch_add(1, Ordering::Relaxed);
        let (sender, receiver) = mpsc::channel();
        queue.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(ticket, sender);
        queue.push(("credentials", ticket, provider.to_string().into()));
        match receiver.recv().map_err(|_| "the thread that would give the credentials has ended")? {
            Ok(credentials) => Ok(serde_json::from_str(&credentials)?),
            Err(text) => Err(Refused { provider, text }.into()),
        }
    }
}
