//! Code as `gofmt` leaves it, as far as templates leave something to do: the empty lines.

use crate::lines::tidy;

/// The code with its empty lines as they should be.
pub(super) fn format(code: &str) -> String {
    tidy(code).join("\n") + "\n"
}
