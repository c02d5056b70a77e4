//! When a request is sent again: by what failed, by what repeating it could do, and by what is left of budget and time.

mod backoff;
mod budget;
mod retry_after;

pub(crate) use backoff::Backoff;
pub(crate) use budget::RetryBudget;
pub(crate) use retry_after::retry_after;

use crate::error::{Delivery, Error};
use crate::generated::ErrorKind;
use crate::operation::Repeat;

/// Whether an operation of this class may be sent again after this failure.
///
/// | failure | `safe` | `idempotent` | `once` |
/// | --- | --- | --- | --- |
/// | the connection was never made (`not_sent`) | again | again | again |
/// | 429: refused without acting | again | again | again |
/// | reset, time limit, cut-off body (`unknown`) | again | again | never |
/// | 408, 500, 502, 503, 504 | again | again | never |
/// | any other answer, or an answer that is not understood | never | never | never |
pub(crate) fn may_repeat(repeat: Repeat, error: &Error) -> bool {
    match (error.delivery(), error.kind()) {
        (Delivery::NotSent, ErrorKind::Connection | ErrorKind::Timeout) => true,
        (Delivery::Answered, ErrorKind::RateLimit) => true,
        (Delivery::Unknown, ErrorKind::Connection | ErrorKind::Timeout) => repeat != Repeat::Once,
        (Delivery::Answered, ErrorKind::Server) => {
            repeat != Repeat::Once && matches!(error.status(), Some(408 | 500 | 502 | 503 | 504))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_repeat_class_against_every_failure() {
        use Delivery::{Answered, NotSent, Unknown};
        use ErrorKind::{
            Authentication, Connection, RateLimit, Rejected, Server, Timeout, UnexpectedResponse,
        };
        #[rustfmt::skip]
        let cases = [
            // failure                                 safe   idempotent once
            ("connect failed", Connection, NotSent, None, [true, true, true]),
            ("connect limit", Timeout, NotSent, None, [true, true, true]),
            ("reset", Connection, Unknown, None, [true, true, false]),
            ("attempt limit", Timeout, Unknown, None, [true, true, false]),
            ("429", RateLimit, Answered, Some(429), [true, true, true]),
            ("408", Server, Answered, Some(408), [true, true, false]),
            ("500", Server, Answered, Some(500), [true, true, false]),
            ("503", Server, Answered, Some(503), [true, true, false]),
            ("501", Server, Answered, Some(501), [false, false, false]),
            ("401", Authentication, Answered, Some(401), [false, false, false]),
            ("FAIL", Rejected, Answered, Some(200), [false, false, false]),
            ("HTML page", UnexpectedResponse, Answered, Some(200), [false, false, false]),
        ];
        for (name, kind, delivery, status, expected) in cases {
            let mut error = Error::new(kind, name).with_delivery(delivery);
            if let Some(status) = status {
                error = error.with_status(status);
            }
            let classes = [Repeat::Safe, Repeat::Idempotent, Repeat::Once];
            assert_eq!(classes.map(|class| may_repeat(class, &error)), expected, "{name}");
        }
    }
}
