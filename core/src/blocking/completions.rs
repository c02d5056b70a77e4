//! The ends of calls in the background, told in batches: waking someone for each call would cost more than its request.

use std::collections::HashMap;
use std::fmt;
use std::future::Future;
use std::mem::{forget, take};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::task::{AbortHandle, yield_now};

use super::background;
use crate::error::{Error, Result};

/// Calls that go on in the background under numbers, and what those that have ended came to.
///
/// Whoever takes their ends waits on a thread of its own with [`wait`](Self::wait), or is an event loop that is rung for and then
/// [`take`](Self::take)s them. When this is dropped, the calls end.
pub struct Completions<T> {
    calls: Mutex<Calls<T>>,
    ended: Condvar,
    ring: Box<dyn Fn() + Send + Sync>,
    /// A forked child has none of the calls, and a thread of its parent's may hold the lock for ever.
    process: u32,
}

struct Calls<T> {
    /// How many were ever begun.
    begun: u64,
    /// By their numbers; and which of all that were begun each is, since a number may be given anew while the task of a call that
    /// was cancelled still ends.
    under_way: HashMap<u64, (u64, AbortHandle)>,
    ended: Vec<(u64, Result<T>)>,
}

impl<T: Send + 'static> Completions<T> {
    /// No calls. `ring` is called, on any thread, when there is something to take; it must not wait.
    pub fn new(ring: impl Fn() + Send + Sync + 'static) -> Self {
        let calls = Calls { begun: 0, under_way: HashMap::new(), ended: Vec::new() };
        let (calls, process) = (Mutex::new(calls), std::process::id());
        Completions { calls, ended: Condvar::new(), ring: Box::new(ring), process }
    }

    /// Lets a call go on in the background. Of all that are under way, no other may have its number: such a one is refused.
    pub fn begin(
        self: &Arc<Self>,
        number: u64,
        call: impl Future<Output = Result<T>> + Send + 'static,
    ) -> Result<()> {
        if self.is_inherited() {
            return Err(Error::configuration(
                "a forked child needs a queue of its own: this one has its parent's calls",
            ));
        }
        let runtime = background()?;
        // Held until its number is known: it may end at once.
        let mut calls = self.calls();
        if calls.under_way.contains_key(&number) {
            return Err(Error::invalid_argument("number", "is that of a call that is under way"));
        }
        // A call does not keep alive what nobody takes its end from.
        calls.begun += 1;
        let begun = calls.begun;
        let ending = Ending { told: Arc::downgrade(self), number, begun, outcome: None };
        let task = runtime.spawn(async move { ending.with(call.await) });
        calls.under_way.insert(number, (begun, task.abort_handle()));
        Ok(())
    }

    /// What the calls came to that have ended since this was asked last.
    pub fn take(&self) -> Vec<(u64, Result<T>)> {
        take(&mut self.calls().ended)
    }

    /// The same; waits on this thread until at least one has ended.
    pub fn wait(&self) -> Vec<(u64, Result<T>)> {
        let calls = self.ended.wait_while(self.calls(), |calls| calls.ended.is_empty());
        take(&mut calls.unwrap_or_else(PoisonError::into_inner).ended)
    }

    /// The same for so many of them at most; waits while a call is under way, and no longer than `limit`.
    pub fn wait_for(&self, most: usize, limit: Option<Duration>) -> Vec<(u64, Result<T>)> {
        if self.is_inherited() {
            return Vec::new();
        }
        let waits = |calls: &mut Calls<T>| calls.ended.is_empty() && !calls.under_way.is_empty();
        let calls = self.calls();
        let mut calls = match limit {
            None => self.ended.wait_while(calls, waits).unwrap_or_else(PoisonError::into_inner),
            Some(limit) => {
                self.ended.wait_timeout_while(calls, limit, waits).unwrap_or_else(PoisonError::into_inner).0
            }
        };
        let count = calls.ended.len().min(most);
        calls.ended.drain(..count).collect()
    }

    /// Ends a call and its request; nothing more is heard of it. Where none is under way with this number, nothing happens.
    pub fn cancel(&self, number: u64) {
        if self.is_inherited() {
            return;
        }
        let task = {
            let mut calls = self.calls();
            calls.ended.retain(|(ended, _)| *ended != number);
            calls.under_way.remove(&number)
        };
        task.into_iter().for_each(|(_, task)| task.abort());
        // Who waits while a call is under way may wait for none now.
        self.ended.notify_all();
    }

    fn end(self: &Arc<Self>, number: u64, begun: u64, outcome: Result<T>) {
        let mut calls = self.calls();
        if calls.under_way.get(&number).is_none_or(|(known, _)| *known != begun) {
            return;
        }
        calls.under_way.remove(&number);
        calls.ended.push((number, outcome));
        let (is_first, is_last) = (calls.ended.len() == 1, calls.under_way.is_empty());
        drop(calls);
        if !is_first {
            return;
        }
        match Handle::try_current() {
            Ok(runtime) if !is_last => {
                // Answers come in batches: those that are here already are told of together.
                let told = Arc::downgrade(self);
                runtime.spawn(async move {
                    yield_now().await;
                    told.upgrade().into_iter().for_each(|told| told.tell());
                });
            }
            _ => self.tell(),
        }
    }

    fn tell(&self) {
        self.ended.notify_all();
        (self.ring)();
    }
}

impl<T: Send + 'static> Default for Completions<T> {
    /// No calls, and nobody to ring for.
    fn default() -> Self {
        Completions::new(|| ())
    }
}

impl<T> Completions<T> {
    /// Whether a forked child has it from its parent.
    fn is_inherited(&self) -> bool {
        self.process != std::process::id()
    }

    fn calls(&self) -> MutexGuard<'_, Calls<T>> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Drop for Completions<T> {
    fn drop(&mut self) {
        let is_inherited = self.is_inherited();
        let calls = self.calls.get_mut().unwrap_or_else(PoisonError::into_inner);
        if is_inherited {
            forget((take(&mut calls.under_way), take(&mut calls.ended)));
        } else {
            calls.under_way.values().for_each(|(_, task)| task.abort());
        }
    }
}

impl<T> fmt::Debug for Completions<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let calls = self.calls();
        let (under_way, ended) = (calls.under_way.len(), calls.ended.len());
        f.debug_struct("Completions").field("under_way", &under_way).field("ended", &ended).finish()
    }
}

/// Tells of the end of a call, also of one that panicked: nobody waits for ever.
struct Ending<T: Send + 'static> {
    told: Weak<Completions<T>>,
    number: u64,
    begun: u64,
    outcome: Option<Result<T>>,
}

impl<T: Send + 'static> Ending<T> {
    fn with(mut self, outcome: Result<T>) {
        self.outcome = Some(outcome);
    }
}

impl<T: Send + 'static> Drop for Ending<T> {
    fn drop(&mut self) {
        if let Some(told) = self.told.upgrade() {
            let outcome = self.outcome.take();
            let outcome = outcome.unwrap_or_else(|| Err(Error::internal("the call ended early")));
            told.end(self.number, self.begun, outcome);
        }
    }
}
