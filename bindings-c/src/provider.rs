//! Credentials from a function of the caller's.

use std::ffi::{c_char, c_void};
use std::sync::Arc;

use lastpass_dispatch::{BoxError, Refusal};
use serde_json::{Map, Value};

use crate::given::required;
use crate::options::{lpa_options, setting};

/// A function that gives credentials: it sets `api_key`, or `cid` and `provhash`, or all three in
/// `into`, or says with lpa_options_fail why there are none. It is called when the first request of
/// a client needs it, and not again, on a thread of the library's; it may take its time, and make
/// calls with other clients. `into` belongs to the library, and ends when the function returns.
pub type lpa_credentials_provider =
    Option<unsafe extern "C" fn(user_data: *mut c_void, into: *mut lpa_options)>;

/// A function that is told, on any thread, that `user_data` is not used any more.
pub type lpa_release = Option<unsafe extern "C" fn(user_data: *mut c_void)>;

/// A provider with what it is called with.
pub(crate) struct Provider {
    ask: unsafe extern "C" fn(*mut c_void, *mut lpa_options),
    release: lpa_release,
    user_data: UserData,
}

/// What a caller wants its functions to be called with.
pub(crate) struct UserData(pub(crate) *mut c_void);

// SAFETY: the header says on which threads the functions are called.
unsafe impl Send for UserData {}
// SAFETY: as above.
unsafe impl Sync for UserData {}

impl Drop for Provider {
    fn drop(&mut self) {
        // SAFETY: this is the last that is heard of it.
        self.release.into_iter().for_each(|release| unsafe { release(self.user_data.0) });
    }
}

/// Asks a provider.
pub(crate) fn asking(provider: Arc<Provider>) -> impl Fn() -> Result<Map<String, Value>, BoxError> {
    move || {
        let mut into = lpa_options::default();
        // SAFETY: its owner has not been told yet that it is not used any more.
        unsafe { (provider.ask)(provider.user_data.0, &raw mut into) };
        Ok(lpa_options::read(Some(&into))?.given.0)
    }
}

/// Lets a function of the caller's give the credentials of the clients that are made with these
/// options. A client alone takes it, and no call.
///
/// `user_data` is handed to the function as it is. `release`, if it is not NULL, is called with
/// `user_data` once: when the options and all clients that were made with them are freed, or have
/// another provider. A `provider` of NULL takes it out again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lpa_options_set_credentials_provider(
    options: Option<&mut lpa_options>,
    provider: lpa_credentials_provider,
    user_data: *mut c_void,
    release: lpa_release,
) {
    if let Some(options) = options {
        options.given.put("credentials_provider", provider.map(|_| true));
        options.provider =
            provider.map(|ask| Arc::new(Provider { ask, release, user_data: UserData(user_data) }));
    }
}

/// Says in a credentials provider that there are no credentials to be had, and why: the call that
/// needs them fails with this text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lpa_options_fail(into: Option<&mut lpa_options>, message: *const c_char) {
    // SAFETY: the caller keeps what the header says of pointers.
    let message = unsafe { required(message) }.map(|message| Refusal::new(message.to_owned()));
    setting(into, |_| Err(message.unwrap_or_else(|refusal| refusal).inside("credentials")));
}
