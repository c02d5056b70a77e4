//! A token that ends calls from another thread.

use lastpass_admin::blocking::Cancel;

/// Ends calls, from any thread.
#[derive(Default)]
pub struct lpa_cancel(pub(crate) Cancel);

/// Ends the calls that the token was given to, and those that it will be given to: they fail with
/// LPA_CANCELLED, and what they had on the wire is dropped. Any thread may do it. Firing it again
/// changes nothing; nor does NULL.
#[unsafe(no_mangle)]
pub extern "C" fn lpa_cancel_fire(cancel: Option<&lpa_cancel>) {
    cancel.into_iter().for_each(|token| token.0.fire());
}

/// Says whether the token has been fired; no for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn lpa_cancel_is_fired(cancel: Option<&lpa_cancel>) -> bool {
    cancel.is_some_and(|token| token.0.is_fired())
}
