//! The calls of the process that are under way. One thread of the foreign side takes what has ended, many at a time: a thread for each
//! call, or waking someone for each one, would cost more than the request.

use std::sync::{Arc, LazyLock};

use lastpass_admin::blocking::Completions;
use lastpass_admin::{Error, Result};
use lastpass_dispatch::{Answer, image};

use crate::block::Block;
use crate::failure::is_refusal;

/// What a call came to.
pub(crate) enum Told {
    Answer(Answer),
    /// A page is there, to be asked for.
    Ready,
}

static CALLS: LazyLock<Arc<Completions<Told>>> = LazyLock::new(Arc::default);

/// What stands in the second word of a row.
const ANSWERED: u64 = 0;
const FAILED: u64 = 1;
const REFUSED: u64 = 2;
const READY: u64 = 3;

/// Waits on this thread until calls have ended, and gives what they came to: a list of rows, each of the number of a call, of what
/// happened, and of the address of its answer or error. What happened is 0: answered, 1: failed, 2: the caller's function that gives
/// credentials failed, 3: the page is there.
#[uniffi::export]
pub fn take_ended() -> Block {
    let ended = CALLS.wait();
    Block::of(|writer| {
        image::batch(writer, ended.iter(), |(number, outcome)| match outcome {
            Ok(Told::Answer(answer)) => (*number, ANSWERED, Some(image::Content::Answer(answer))),
            Ok(Told::Ready) => (*number, READY, None),
            Err(error) => {
                let what = if is_refusal(error) { REFUSED } else { FAILED };
                (*number, what, Some(image::Content::Error(error)))
            }
        })
    })
}

/// Ends a call, or the reading of a page, and its request; nothing more is heard of it. Where none is under way with this number,
/// nothing happens.
#[uniffi::export]
pub fn end_call(number: u64) {
    CALLS.cancel(number);
}

/// Lets a call go on under a number.
pub(crate) fn begin(
    number: u64,
    call: impl Future<Output = Result<Told>> + Send + 'static,
) -> std::result::Result<(), Error> {
    CALLS.begin(number, call)
}
