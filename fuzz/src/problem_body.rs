//! Answers outside 2xx: problem documents, pages of gateways, anything.

use lastpass_admin::ErrorKind;
use lastpass_admin::fuzzing;

use crate::input::{SECRET, planted};
use crate::invariants::{no_secret, no_value_in_snippet};

const STATUSES: [(u16, ErrorKind); 18] = [
    (302, ErrorKind::UnexpectedResponse),
    (400, ErrorKind::InvalidRequest),
    (401, ErrorKind::Authentication),
    (402, ErrorKind::SubscriptionExpired),
    (403, ErrorKind::Permission),
    (404, ErrorKind::NotFound),
    (408, ErrorKind::Server),
    (409, ErrorKind::Conflict),
    (415, ErrorKind::UnsupportedMediaType),
    (418, ErrorKind::InvalidRequest),
    (422, ErrorKind::InvalidRequest),
    (429, ErrorKind::RateLimit),
    (500, ErrorKind::Server),
    (501, ErrorKind::Server),
    (502, ErrorKind::Server),
    (503, ErrorKind::Server),
    (504, ErrorKind::Server),
    (599, ErrorKind::Server),
];

/// The first byte is the status, the first line the header `Retry-After`, the rest the body.
pub fn run(data: &[u8]) {
    let [status, rest @ ..] = data else { return };
    let (status, kind) = STATUSES[usize::from(status.wrapping_sub(b'0')) % STATUSES.len()];
    let mut parts = rest.splitn(2, |byte| *byte == b'\n');
    let (retry_after, body) = (parts.next(), planted(parts.next().unwrap_or_default()));
    let error = fuzzing::problem(status, retry_after, &body, SECRET);
    no_secret(&error);
    no_value_in_snippet(&body);
    assert_eq!((error.kind(), error.status()), (kind, Some(status)));
    assert!(error.message().starts_with("HTTP "), "{error}");
}
