//! What comes with a body.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderMap, SET_COOKIE};

/// What came with an answer beside its body.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ResponseInfo {
    /// The HTTP status. The Provisioning API answers 200 for failures too.
    pub status: u16,
    /// How many attempts the answer took.
    pub attempts: u32,
    /// How long the last attempt took.
    pub elapsed: Duration,
    headers: Arc<HeaderMap>,
}

impl ResponseInfo {
    pub(crate) fn new(status: u16, mut headers: HeaderMap) -> Self {
        // The vendor's cookies mean nothing to this client, and a session id is nobody's business.
        headers.remove(SET_COOKIE);
        ResponseInfo { status, headers: Arc::new(headers), ..ResponseInfo::default() }
    }

    /// The first value of a header, if it is text. Cookies are left out.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// All headers that are text, but for cookies.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
    }
}
