//! What every function does first and last: no panic goes into C, no NULL is taken for something, an error is handed over.

use std::mem::MaybeUninit;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::null_mut;

use lastpass_admin::{Error, Result};
use lastpass_dispatch::image;

use crate::answer::give_away;
use crate::generated::lpa_status;

/// Why a function failed. Free it with lpa_error_free.
pub struct lpa_error(());

/// Runs a function, and says how it ended.
pub(crate) fn boundary(
    error: Option<&mut MaybeUninit<*mut lpa_error>>,
    run: impl FnOnce() -> Result<()>,
) -> lpa_status {
    let failure = match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(())) => return lpa_status::LPA_OK,
        Ok(Err(failure)) => failure,
        Err(_) => Error::internal("the library failed inside; a write may have taken effect"),
    };
    if let Some(error) = error {
        let written = catch_unwind(AssertUnwindSafe(|| {
            give_away(image::block(|writer| image::error(writer, &failure)))
        }));
        error.write(written.unwrap_or(null_mut()));
    }
    failure.kind().into()
}

/// What a parameter points to: it has to be there before anything is done.
pub(crate) fn not_null<T>(name: &str, pointer: Option<T>) -> Result<T> {
    pointer.ok_or_else(|| Error::invalid_argument(name, "is NULL"))
}

/// Panics inside; LPA_INTERNAL comes of it. It is there for tests of the library alone.
#[cfg(feature = "test-hooks")]
#[unsafe(no_mangle)]
pub extern "C" fn lpa_test_panic(error: Option<&mut MaybeUninit<*mut lpa_error>>) -> lpa_status {
    boundary(error, || panic!("as the test asked for"))
}
