//! An answer of the sandbox before it is sent.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};

/// The page that a gateway puts in place of an answer.
pub(crate) const GATEWAY_PAGE: &str = "<!DOCTYPE html>\n<html><head><title>Gateway</title></head><body><h1>The service is not available</h1></body></html>\n";

/// Status, headers and body of an answer.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// Whether the request changed the state of the tenant.
    pub(crate) changed: bool,
}

impl Reply {
    pub(crate) fn new(status: StatusCode, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        let mut headers = HeaderMap::with_capacity(4);
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
        Self { status, headers, body: body.into(), changed: false }
    }

    pub(crate) fn json(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self::new(status, "application/json", body)
    }

    pub(crate) fn empty(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), body: Bytes::new(), changed: false }
    }

    pub(crate) fn html(status: StatusCode) -> Self {
        Self::new(status, "text/html", GATEWAY_PAGE)
    }

    pub(crate) fn changed(mut self) -> Self {
        self.changed = true;
        self
    }

    pub(crate) fn with_header(mut self, name: header::HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
        self
    }
}

/// A status from a quirk or a fault, which may hold any number.
pub(crate) fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
