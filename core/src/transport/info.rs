//! What comes with a body.

use std::sync::Arc;
use std::time::Duration;

use http::header::{HeaderMap, SET_COOKIE};

/// What came with an answer beside its body.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ResponseInfo {
    /// The HTTP status. The Provisioning API answers 200 for failures too.
    pub status: u16,
    /// How many attempts the answer took.
    pub attempts: u32,
    /// How long the last attempt took.
    pub elapsed: Duration,
    /// Lines of name, colon and value; no header holds a line feed.
    headers: Arc<str>,
}

impl Default for ResponseInfo {
    fn default() -> Self {
        ResponseInfo { status: 0, attempts: 0, elapsed: Duration::ZERO, headers: "".into() }
    }
}

impl ResponseInfo {
    /// Copies the headers: as they come, they keep the connection's whole read buffer alive, 64 KiB a page.
    pub(crate) fn new(status: u16, headers: &HeaderMap) -> Self {
        // The vendor's cookies mean nothing to this client, and a session id is nobody's business.
        let kept = headers.iter().filter(|(name, _)| *name != SET_COOKIE);
        let mut lines = String::with_capacity(512);
        for (name, value) in kept.filter_map(|(name, value)| Some((name, value.to_str().ok()?))) {
            lines.extend([name.as_str(), ":", value, "\n"]);
        }
        ResponseInfo { status, attempts: 0, elapsed: Duration::ZERO, headers: lines.into() }
    }

    /// The first value of a header, if it is text. Cookies are left out.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers();
        headers.find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// All headers that are text, but for cookies.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.lines().filter_map(|line| line.split_once(':'))
    }
}
