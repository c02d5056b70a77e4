//! What a tenant was asked: counted for ever, kept in full for the last requests.

use std::collections::{HashMap, VecDeque};

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, Uri};
use serde::Serialize;
use serde_json::Value;

use crate::request::Request;

/// One request as the sandbox saw it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecordedRequest {
    /// Id of the operation, name of the command, or `None` if it was neither.
    pub operation: Option<&'static str>,
    /// HTTP method.
    pub method: String,
    /// Path without the query.
    pub path: String,
    /// Decoded query parameters in the order in which they came.
    pub query: Vec<(String, String)>,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body; a form is shown as an object, anything else that is not JSON as a string.
    pub body: Option<Value>,
    /// Whether the request changed the state of the tenant.
    pub changed: bool,
    /// The status that was answered; `None` if the connection was reset or the client left before the answer.
    pub status: Option<u16>,
}

impl RecordedRequest {
    /// The value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The value of a query parameter.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// A request as it is kept: nothing is copied or parsed until someone looks.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) number: u64,
    pub(crate) operation: Option<&'static str>,
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) is_form: bool,
    pub(crate) changed: bool,
    pub(crate) status: Option<u16>,
}

#[derive(Debug, Default)]
pub(crate) struct Records {
    limit: usize,
    kept: VecDeque<Kept>,
    hits: HashMap<&'static str, usize>,
    next: u64,
}

impl Records {
    pub(crate) fn new(limit: usize) -> Self {
        Self { limit, ..Self::default() }
    }

    /// Counts and keeps a request when it has been read; its outcome is filled in later.
    pub(crate) fn begin(&mut self, mut request: Kept) -> u64 {
        let number = self.next;
        self.next += 1;
        if let Some(operation) = request.operation {
            *self.hits.entry(operation).or_default() += 1;
        }
        if self.limit > 0 {
            if self.kept.len() == self.limit {
                self.kept.pop_front();
            }
            request.number = number;
            self.kept.push_back(request);
        }
        number
    }

    /// Counts and keeps a request that has been answered.
    pub(crate) fn note(&mut self, request: &Request, status: StatusCode) {
        let number = self.begin(Kept::of(request, None));
        self.finish(number, Some(status.as_u16()), false);
    }

    pub(crate) fn finish(&mut self, number: u64, status: Option<u16>, changed: bool) {
        let Some(first) = self.kept.front().map(|kept| kept.number) else { return };
        let Some(at) = number.checked_sub(first).and_then(|at| usize::try_from(at).ok()) else { return };
        if let Some(kept) = self.kept.get_mut(at) {
            kept.status = status;
            kept.changed |= changed;
        }
    }

    pub(crate) fn hits(&self, operation: &str) -> usize {
        self.hits.get(operation).copied().unwrap_or(0)
    }

    pub(crate) fn all_hits(&self) -> Vec<(&'static str, usize)> {
        let mut hits: Vec<_> = self.hits.iter().map(|(operation, count)| (*operation, *count)).collect();
        hits.sort_unstable();
        hits
    }

    pub(crate) fn clear(&mut self) {
        self.kept.clear();
        self.hits.clear();
    }

    pub(crate) fn requests(&self) -> Vec<RecordedRequest> {
        self.kept.iter().map(Kept::read).collect()
    }
}

impl Kept {
    pub(crate) fn of(request: &Request, operation: Option<&'static str>) -> Self {
        Self {
            number: 0,
            operation,
            method: request.method.clone(),
            uri: request.uri.clone(),
            headers: request.headers.clone(),
            body: request.body.clone(),
            is_form: request.is_form(),
            changed: false,
            status: None,
        }
    }

    fn read(&self) -> RecordedRequest {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let body = if self.body.is_empty() {
            None
        } else if self.is_form {
            let pairs = form_urlencoded::parse(&self.body);
            Some(Value::Object(pairs.map(|(name, value)| (name.into_owned(), value.into())).collect()))
        } else {
            Some(serde_json::from_slice(&self.body).unwrap_or_else(|_| text(&self.body).into()))
        };
        RecordedRequest {
            operation: self.operation,
            method: self.method.to_string(),
            path: self.uri.path().to_owned(),
            query: form_urlencoded::parse(self.uri.query().unwrap_or("").as_bytes()).into_owned().collect(),
            headers: self
                .headers
                .iter()
                .map(|(name, value)| (name.to_string(), text(value.as_bytes())))
                .collect(),
            body,
            changed: self.changed,
            status: self.status,
        }
    }
}
