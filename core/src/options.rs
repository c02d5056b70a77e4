//! What a caller may set per call, over the settings of the client.

use std::fmt;
use std::time::Duration;

use http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue};
use jiff::tz::TimeZone;

use crate::error::{Error, Result};
use crate::limits::Limits;

/// Options of the calls that a client makes, see [`Client::with_options`](crate::Client::with_options).
///
/// ```
/// # use std::time::Duration;
/// # use lastpass_admin::CallOptions;
/// let options = CallOptions::new().timeout(Duration::from_secs(20)).max_retries(0);
/// ```
#[derive(Clone, Default)]
pub struct CallOptions {
    pub(crate) limits: Limits,
    pub(crate) max_retries: Option<u32>,
    pub(crate) headers: HeaderMap,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) zone: Option<TimeZone>,
    pub(crate) chunk_size: Option<usize>,
    pub(crate) chunk_pause: Option<Duration>,
    pub(crate) gone_is_deleted: Option<bool>,
}

impl CallOptions {
    /// Options that change nothing.
    pub fn new() -> Self {
        CallOptions::default()
    }

    /// The time of the whole operation with its retries and waits; 120 s by default. For a list it holds for each page, for
    /// an operation on many users for each chunk.
    #[must_use]
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.limits.operation = Some(limit);
        self
    }

    /// The time of one attempt; 30 s by default, 60 s for the bulk reads of the Provisioning API.
    #[must_use]
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.limits.attempt = Some(limit);
        self
    }

    /// The time to make a connection; 5 s by default.
    #[must_use]
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.limits.connect = Some(limit);
        self
    }

    /// The time between two pieces of a body; 15 s by default.
    #[must_use]
    pub fn read_timeout(mut self, limit: Duration) -> Self {
        self.limits.between_bytes = Some(limit);
        self
    }

    /// How often a failed request may be sent again, where repeating it is safe; 2 by default.
    #[must_use]
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = Some(retries);
        self
    }

    /// A further request header. `Authorization`, `Host`, `Content-Type` and `Content-Length` are not the caller's.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self> {
        let refused = |reason: &str| Error::invalid_argument("headers", format_args!("`{name}`: {reason}"));
        let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| refused("not a header name"))?;
        if [AUTHORIZATION, HOST, CONTENT_TYPE, CONTENT_LENGTH].contains(&key) {
            return Err(refused("is set by the client"));
        }
        let value = HeaderValue::from_str(value).map_err(|_| refused("the value is not a header value"))?;
        self.headers.append(key, value);
        Ok(self)
    }

    /// A further query parameter of the Business API, for what the vendor's documentation does not name.
    #[must_use]
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// The time zone of the account, as an IANA name: see
    /// [`ClientBuilder::time_zone`](crate::ClientBuilder::time_zone).
    pub fn time_zone(mut self, name: &str) -> Result<Self> {
        self.zone = Some(crate::local_time::time_zone("time_zone", name)?);
        Ok(self)
    }

    /// How many users go into one request of an operation on many users; 100 by default.
    #[must_use]
    pub fn chunk_size(mut self, users: usize) -> Self {
        self.chunk_size = Some(users.max(1));
        self
    }

    /// How long to wait between two such requests; 1 s by default for adding users and changing groups, since large batches
    /// misbehave, none for the others.
    #[must_use]
    pub fn chunk_pause(mut self, pause: Duration) -> Self {
        self.chunk_pause = Some(pause);
        self
    }

    /// Take "not found" for a success where a deletion of the Business API was sent a second time: the first one did it, most
    /// likely. Off by default.
    #[must_use]
    pub fn gone_is_deleted(mut self, yes: bool) -> Self {
        self.gone_is_deleted = Some(yes);
        self
    }

    /// These options, and those of `below` where these say nothing.
    #[must_use]
    pub fn over(mut self, below: &CallOptions) -> CallOptions {
        let mut headers = below.headers.clone();
        headers.extend(self.headers);
        let mut query = below.query.clone();
        query.append(&mut self.query);
        CallOptions {
            limits: self.limits.over(below.limits),
            max_retries: self.max_retries.or(below.max_retries),
            headers,
            query,
            zone: self.zone.or_else(|| below.zone.clone()),
            chunk_size: self.chunk_size.or(below.chunk_size),
            chunk_pause: self.chunk_pause.or(below.chunk_pause),
            gone_is_deleted: self.gone_is_deleted.or(below.gone_is_deleted),
        }
    }
}

impl fmt::Debug for CallOptions {
    /// Headers and query by their names: the values may be secret or personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.headers.keys().map(HeaderName::as_str).collect();
        let query: Vec<&str> = self.query.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("CallOptions")
            .field("limits", &self.limits)
            .field("max_retries", &self.max_retries)
            .field("headers", &headers)
            .field("query", &query)
            .field("time_zone", &self.zone.as_ref().and_then(TimeZone::iana_name))
            .field("chunk_size", &self.chunk_size)
            .field("chunk_pause", &self.chunk_pause)
            .field("gone_is_deleted", &self.gone_is_deleted)
            .finish()
    }
}
