//! A request that has been read completely.

use bytes::Bytes;
use http::{HeaderMap, Method, Uri, header};

#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Request {
    /// Decoded query parameters.
    pub(crate) fn query(&self) -> Vec<(String, String)> {
        match self.uri.query() {
            Some(query) => form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            None => Vec::new(),
        }
    }

    /// Media type without its parameters.
    pub(crate) fn media_type(&self) -> Option<&str> {
        let value = self.headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
        value.split(';').next().map(str::trim)
    }

    /// Whether the body is a form. Tools such as curl call JSON a form too, so the body has the last word.
    pub(crate) fn is_form(&self) -> bool {
        self.media_type() == Some("application/x-www-form-urlencoded")
            && !self.body.trim_ascii_start().starts_with(b"{")
    }
}
