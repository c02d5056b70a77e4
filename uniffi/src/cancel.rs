//! What ends calls.

use lastpass_admin::blocking;

/// Ends the calls that it is given to, from any thread.
#[derive(uniffi::Object)]
pub struct Cancel(pub(crate) blocking::Cancel);

#[uniffi::export]
impl Cancel {
    /// One that has not been fired.
    #[uniffi::constructor]
    pub fn new() -> Self {
        Cancel(blocking::Cancel::new())
    }

    /// Ends the calls that it was given to, now and later: they fail with the kind `cancelled`, and what they had on the wire is
    /// dropped. Firing it again changes nothing.
    pub fn fire(&self) {
        self.0.fire();
    }
}
