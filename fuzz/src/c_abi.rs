//! The functions of the C library, called by a program in C with what it should never hand in, and with answers of all kinds.

use std::ffi::CString;

use serde_json::Value;

use crate::input::{SECRET, planted};
use crate::stub;

// What is called stands in C alone.
extern crate lastpass_admin_c as _;

#[allow(unsafe_code, reason = "the one place where the program in C is called")]
mod c {
    use std::ffi::{CStr, c_char};

    unsafe extern "C" {
        /// See `c/abi.c`.
        fn fuzz_abi(input: *const u8, length: usize, settings: *const c_char, secret: *const c_char);
    }

    pub(super) fn call(input: &[u8], settings: &CStr, secret: &CStr) {
        // SAFETY: all three are there until it returns; it keeps none of them and writes to none.
        unsafe { fuzz_abi(input.as_ptr(), input.len(), settings.as_ptr(), secret.as_ptr()) }
    }
}

/// The first byte is what is called, the second one the operation, the third one the status; behind them stand what is handed in and the
/// bodies of the answers, with the byte 1E between any two of them.
pub fn run(data: &[u8]) {
    let [what, operation, status, rest @ ..] = data else { return };
    let status = [200, 201, 204, 401, 404, 500][usize::from(status.wrapping_sub(b'0')) % 6];
    let rest = planted(rest);
    // What is handed in takes as many parts as the function has; the rest is answered.
    let given = match what {
        b'q' => 5,
        b's' | b'd' => 2,
        _ => 1,
    };
    let breaks = rest.iter().enumerate().filter(|(_, byte)| **byte == 0x1e);
    let at = breaks.map(|(place, _)| place).nth(given - 1).unwrap_or(rest.len());
    let bodies: Vec<&[u8]> =
        rest.get(at + 1..).map_or(Vec::new(), |rest| rest.split(|byte| *byte == 0x1e).collect());
    let settings = CString::new(Value::from(stub::answering(status, &bodies)).to_string());
    let (Ok(settings), Ok(secret)) = (settings, CString::new(SECRET)) else { return };
    let input = [&[*what, *operation], &rest[..at]].concat();
    c::call(&input, &settings, &secret);
}
