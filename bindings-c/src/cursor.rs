//! Where the reading of the audit log begins.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use lastpass_dispatch::event_cursor;

use crate::answer::give;
use crate::boundary::{boundary, lpa_error, not_null};
use crate::generated::{lpa_json, lpa_status};
use crate::given::Given;

/// Makes a cursor for lpa_provisioning_events_since that begins at a time in the zone of the
/// account, such as `2026-04-30T10:15:00`.
///
/// Events that arrive up to `overlap_seconds` late are still found; 3600 is a good choice. The cursor
/// is a JSON text: store it, and hand it in as it is. Free it with lpa_json_free.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lpa_event_cursor_new(
    start: *const c_char,
    overlap_seconds: u32,
    cursor: Option<&mut MaybeUninit<*mut lpa_json>>,
    error: Option<&mut MaybeUninit<*mut lpa_error>>,
) -> lpa_status {
    boundary(error, || {
        let (out, mut given) = (not_null("cursor", cursor)?, Given::default());
        // SAFETY: the caller keeps what the header says of pointers.
        unsafe { given.text("start", start) }?;
        give(out, event_cursor(&given.0["start"], overlap_seconds)?)
    })
}
