//! Calls that go on in the background, and are waited for together.

use std::mem::MaybeUninit;
use std::ptr::null_mut;
use std::sync::Arc;
use std::time::Duration;

use lastpass_admin::Result;
use lastpass_admin::blocking::Completions;
use lastpass_dispatch::Answer;

use crate::answer::give_named;
use crate::boundary::{boundary, not_null};
use crate::call::prepare;
use crate::client::lpa_client;
use crate::generated::lpa_ended;
use crate::given::Given;
use crate::options::lpa_options;

/// Calls in the background. Any thread may begin some, and wait for those that have ended.
#[derive(Default)]
pub struct lpa_queue(Arc<Completions<Answer>>);

/// Begins a call.
pub(crate) fn begin(
    queue: Option<&lpa_queue>,
    number: u64,
    client: Option<&lpa_client>,
    operation: &str,
    given: Given,
    options: Option<&lpa_options>,
) -> Result<()> {
    let queue = not_null("queue", queue)?;
    let (prepared, cancel) = prepare(client, operation, given, options)?;
    queue.0.begin(number, prepared.start_until(cancel))
}

/// Waits until a call of the queue has ended, and for so many seconds at most; below 0: however long
/// it takes. 0 asks only what has ended so far.
///
/// Writes the calls that have ended, `most` of them at most, to where `ended` points, and gives how
/// many they are. Each is told of once. 0: the time has passed, or no call is under way.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lpa_queue_wait(
    queue: Option<&lpa_queue>,
    seconds: f64,
    ended: *mut lpa_ended,
    most: usize,
) -> usize {
    let room = if ended.is_null() { 0 } else { most };
    let told = queue.map(|queue| queue.0.wait_for(room, Duration::try_from_secs_f64(seconds).ok()));
    let told = told.unwrap_or_default().into_iter().enumerate().map(|(at, (number, outcome))| {
        let (mut answer, mut error) = (MaybeUninit::new(null_mut()), MaybeUninit::new(null_mut()));
        let status = boundary(Some(&mut error), || give_named(&mut answer, outcome?));
        // SAFETY: there is room for `most`, and these are not more; both were written above.
        unsafe {
            let (answer, error) = (answer.assume_init(), error.assume_init());
            ended.add(at).write(lpa_ended { number, status, answer, error });
        }
    });
    told.count()
}
