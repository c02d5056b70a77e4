//! Credentials from a function of the caller's.

use std::sync::Arc;

use lastpass_dispatch::BoxError;
use serde_json::{Map, Value};

/// Gives credentials when the first request of a client needs them, on a thread of the library's: it may take its time.
#[uniffi::export(with_foreign)]
pub trait CredentialsProvider: Send + Sync {
    /// `api_key`, or `cid` with `provhash`, or all three, as a JSON object.
    fn credentials(&self) -> Result<String, Refusal>;
}

/// Why there are no credentials to be had.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum Refusal {
    /// The caller's function failed.
    #[error("{text}")]
    Refused {
        /// What it failed with.
        text: String,
    },
}

impl From<uniffi::UnexpectedUniFFICallbackError> for Refusal {
    fn from(error: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Refusal::Refused { text: error.reason }
    }
}

/// Asks a provider.
pub(crate) fn asking(
    provider: Arc<dyn CredentialsProvider>,
) -> impl Fn() -> Result<Map<String, Value>, BoxError> + Send + Sync {
    // What the provider gave is a secret: a complaint about it does not quote it.
    move || {
        serde_json::from_str(&provider.credentials()?).map_err(|_| "the provider gave no JSON object".into())
    }
}
