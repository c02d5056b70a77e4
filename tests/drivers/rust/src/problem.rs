//! An error as JSON: every field that a user can read, and what is printed of it.

use lastpass_admin::Error;
use lastpass_dispatch::plain;
use serde_json::Value;

pub(crate) fn canonical(error: &Error) -> Value {
    let mut fields = plain::error(error);
    fields["printed"] = format!("{error} {error:?}").into();
    fields
}
