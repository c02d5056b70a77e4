//! Calls that JavaScript awaits. What has happened is queued, and the event loop is woken once for all of it: waking it for each
//! call would cost more than the request.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use lastpass_admin::blocking::Caller;
use lastpass_admin::{Error, LogLevel, Result};
use lastpass_dispatch::of_operation;
use napi::Status;
use napi::bindgen_prelude::Latin1String;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;
use tokio::task::AbortHandle;

use crate::answer::{ascii, failure};
use crate::log;

/// What has happened, what it belongs to, and what there is to say.
pub(crate) type Event = (&'static str, u32, Latin1String);

/// Wakes the event loop; it does not keep the process running.
type Wake = ThreadsafeFunction<(), (), (), Status, false, true>;

/// What an event loop has to hear of.
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
            // A loop that has ended hears nothing, and needs not.
            self.wake.call((), ThreadsafeFunctionCallMode::NonBlocking);
        }
    }
}

/// The calls of one event loop that are under way. When it ends, they end.
#[napi]
pub struct Calls {
    pub(crate) queue: Arc<Queue>,
    under_way: RefCell<HashMap<u32, AbortHandle>>,
}

#[napi]
impl Calls {
    /// Calls of the event loop that runs; `wake` is called when there is something to take.
    #[napi(constructor)]
    pub fn new(wake: Wake) -> Self {
        let queue = Queue { happened: Mutex::default(), asked: Mutex::default(), wake };
        Calls { queue: Arc::new(queue), under_way: RefCell::default() }
    }

    /// What has happened: `answer` or `failure` of a call, `credentials` that are wanted, or a line of the log by its level.
    #[napi(catch_unwind)]
    pub fn take(&self) -> Vec<Event> {
        let happened =
            std::mem::take(&mut *self.queue.happened.lock().unwrap_or_else(PoisonError::into_inner));
        let mut under_way = self.under_way.borrow_mut();
        for (what, number, _) in &happened {
            if matches!(*what, "answer" | "failure") {
                under_way.remove(number);
            }
        }
        happened
    }

    /// Ends a call and its request; nothing more is heard of it.
    #[napi(catch_unwind)]
    pub fn cancel(&self, number: u32) {
        if let Some(call) = self.under_way.borrow_mut().remove(&number) {
            call.abort();
        }
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
        operation: String,
        call: impl Future<Output = Result<String>> + Send + 'static,
    ) -> napi::Result<()> {
        let ending = Ending { queue: self.queue.clone(), number, outcome: None };
        let task = Caller::spawn(async move {
            ending.with(call.await.map_err(|error| of_operation(&operation, error)));
        });
        self.under_way.borrow_mut().insert(number, task.map_err(thrown)?.abort_handle());
        Ok(())
    }
}

/// Tells of the end of a call, also of one that panicked: nobody waits for ever.
struct Ending {
    queue: Arc<Queue>,
    number: u32,
    outcome: Option<Result<String>>,
}

impl Ending {
    fn with(mut self, outcome: Result<String>) {
        self.outcome = Some(outcome);
    }
}

impl Drop for Ending {
    fn drop(&mut self) {
        let outcome = self.outcome.take().unwrap_or_else(|| Err(Error::internal("the call ended early")));
        self.queue.push(match outcome {
            Ok(answer) => ("answer", self.number, ascii(answer).into()),
            Err(error) => ("failure", self.number, ascii(failure(&error)).into()),
        });
    }
}

impl Drop for Calls {
    fn drop(&mut self) {
        self.under_way.get_mut().values().for_each(AbortHandle::abort);
        self.queue.asked.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// What goes wrong before a call goes on by itself.
pub(crate) fn thrown(error: Error) -> napi::Error {
    napi::Error::from_reason(failure(&error))
}
