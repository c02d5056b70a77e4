//! What is refused before anything is sent, with the parameter named.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../common/mod.rs"]
mod common;

mod building;
mod calling;
mod lists;
mod standing;

use lastpass_admin::{Delivery, Error, ErrorKind};

/// A refusal: nothing was tried, and the message begins with the parameter.
fn assert_refused(name: &str, error: &Error, parameter: &str) {
    assert_eq!(
        (error.kind(), error.parameter()),
        (ErrorKind::InvalidArgument, Some(parameter)),
        "{name}: {error}"
    );
    assert_eq!((error.attempts(), error.delivery()), (0, Delivery::NotSent), "{name}");
    assert!(error.message().starts_with(&format!("{parameter}: ")), "{name}: {error}");
}
