//! Which library this is.

use std::ffi::c_char;

use crate::generated::LPA_ABI_VERSION;

/// Gives the version of the binary interface that the library has which is loaded. A program that
/// was compiled with this header needs LPA_ABI_VERSION.
#[unsafe(no_mangle)]
pub extern "C" fn lpa_abi_version() -> u32 {
    LPA_ABI_VERSION
}

/// Gives the version of the library, for example "0.1.0". The text is static.
#[unsafe(no_mangle)]
pub extern "C" fn lpa_version() -> *const c_char {
    concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast()
}

/// Panics inside; LPA_INTERNAL comes of it. It is there for tests of the library alone.
#[cfg(feature = "test-hooks")]
#[unsafe(no_mangle)]
pub extern "C" fn lpa_test_panic(
    error: Option<&mut std::mem::MaybeUninit<*mut crate::boundary::lpa_error>>,
) -> crate::generated::lpa_status {
    crate::boundary::boundary(error, || panic!("as the test asked for"))
}
