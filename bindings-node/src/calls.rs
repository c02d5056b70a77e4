//! Calls that JavaScript awaits. What has happened is queued, and the event loop is woken once for all of it: waking it for each
//! call would cost more than the request.

use std::collections::HashMap;
use std::mem::take;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use lastpass_admin::blocking::Completions;
use lastpass_admin::{Error, LogLevel, Result};
use napi::Status;
use napi::bindgen_prelude::Latin1String;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;

use crate::answer::{ascii, failure};
use crate::log;

/// What has happened, what it belongs to, and what there is to say.
pub(crate) type Event = (&'static str, u32, Latin1String);

/// Wakes the event loop; it does not keep the process running.
type Wake = ThreadsafeFunction<(), (), (), Status, false, true>;

/// What an event loop has to hear of beside the ends of calls.
pub(crate) struct Queue {
    happened: Mutex<Vec<Event>>,
    /// Who waits for credentials from JavaScript.
    pub(crate) asked: Mutex<HashMap<u32, Sender<Result<String, String>>>>,
    wake: Wake,
}

impl Queue {
    pub(crate) fn push(&self, event: Event) {
        let mut happened = self.happened.lock().unwrap_or_else(PoisonError::into_inner);
        happened.push(event);
        if happened.len() == 1 {
            self.ring();
        }
    }

    fn ring(&self) {
        // A loop that has ended hears nothing, and needs not.
        self.wake.call((), ThreadsafeFunctionCallMode::NonBlocking);
    }
}

/// The calls of one event loop that are under way. When it ends, they end.
#[napi]
pub struct Calls {
    pub(crate) queue: Arc<Queue>,
    answers: Arc<Completions<String>>,
}

#[napi]
impl Calls {
    /// Calls of the event loop that runs; `wake` is called when there is something to take.
    #[napi(constructor)]
    pub fn new(wake: Wake) -> Self {
        let queue = Arc::new(Queue { happened: Mutex::default(), asked: Mutex::default(), wake });
        let rung = queue.clone();
        Calls { queue, answers: Arc::new(Completions::new(move || rung.ring())) }
    }

    /// What has happened: `answer` or `failure` of a call, `credentials` that are wanted, or a line of the log by its level.
    #[napi(catch_unwind)]
    pub fn take(&self) -> Vec<Event> {
        let mut happened = take(&mut *self.queue.happened.lock().unwrap_or_else(PoisonError::into_inner));
        happened.extend(self.answers.take().into_iter().map(|(number, outcome)| {
            // Calls are numbered by JavaScript, in 32 bits.
            let number = number as u32;
            match outcome {
                Ok(answer) => ("answer", number, ascii(answer).into()),
                Err(error) => ("failure", number, ascii(failure(&error)).into()),
            }
        }));
        happened
    }

    /// Ends a call and its request; nothing more is heard of it.
    #[napi(catch_unwind)]
    pub fn cancel(&self, number: u32) {
        self.answers.cancel(number.into());
    }

    /// Hands credentials over that were asked for, as JSON, or the text of a failure.
    #[napi(catch_unwind)]
    pub fn provide(&self, ticket: u32, credentials: Option<String>, failure: Option<String>) {
        let asked = self.queue.asked.lock().unwrap_or_else(PoisonError::into_inner).remove(&ticket);
        if let Some(asked) = asked {
            // Whoever asked may have given up.
            let _ = asked.send(credentials.ok_or_else(|| failure.unwrap_or_default()));
        }
    }

    /// Takes the lines of the log from this level on, or none any more.
    #[napi(catch_unwind)]
    pub fn listen(&self, level: Option<String>) {
        let levels = [LogLevel::Debug, LogLevel::Info, LogLevel::Warn, LogLevel::Error];
        let level = level.and_then(|level| levels.into_iter().find(|known| log::name(*known) == level));
        log::listen(&self.queue, level);
    }

    /// Begins a call whose answer is this text.
    pub(crate) fn begin(
        &self,
        number: u32,
        call: impl Future<Output = Result<String>> + Send + 'static,
    ) -> napi::Result<()> {
        self.answers.begin(number.into(), call).map_err(thrown)
    }
}

impl Drop for Calls {
    fn drop(&mut self) {
        self.queue.asked.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// What goes wrong before a call goes on by itself.
pub(crate) fn thrown(error: Error) -> napi::Error {
    napi::Error::from_reason(failure(&error))
}
