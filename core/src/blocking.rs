//! Calls for programs that are not asynchronous, and the threads behind what goes on while such a program works.
//!
//! A single call is driven by the thread that makes it: no other thread has to be woken, which is a third of its time on a
//! fast network. Reading ahead in a list, and calls that nobody waits for, run in the background.
//!
//! A forked child makes connections, a runtime and locks of its own at its first call, and never touches its parent's.

mod completions;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;

use crate::client::Client;
use crate::error::{Error, Result};
use crate::generated::ErrorKind;
use crate::per_process::PerProcess;

pub use completions::Completions;

/// How often a call that waits asks whether to go on.
const TICK: Duration = Duration::from_millis(50);
/// After so long without a call, a lane looks whether the server has closed its connections before it uses them.
const RESTED: Duration = Duration::from_millis(100);
/// So many lanes are kept for later calls; a connection each.
const KEPT: usize = 64;

/// Ends calls, from any thread. Clones end the same ones.
#[derive(Clone, Debug)]
pub struct Cancel(Arc<watch::Sender<bool>>);

impl Cancel {
    /// One that has not been fired.
    pub fn new() -> Self {
        Cancel(Arc::new(watch::Sender::new(false)))
    }

    /// Ends the calls that it was given to, now and later.
    pub fn fire(&self) {
        self.0.send_replace(true);
    }

    /// Whether it has been fired.
    pub fn is_fired(&self) -> bool {
        *self.0.borrow()
    }

    /// Refuses what would be ended at once.
    fn check(&self) -> Result<()> {
        if self.is_fired() { Err(Error::cancelled_before()) } else { Ok(()) }
    }

    /// What a call comes to, if this is not fired before.
    pub async fn ending<T>(&self, call: impl Future<Output = Result<T>>) -> Result<T> {
        self.check()?;
        self.before(call).await.unwrap_or_else(|| Err(Error::cancelled()))
    }

    /// What a future gives; nothing if this is fired before.
    pub async fn before<F: Future>(&self, future: F) -> Option<F::Output> {
        let mut fired = self.0.subscribe();
        tokio::select! {
            biased;
            // The sender is held here: it cannot fail.
            _ = fired.wait_for(|fired| *fired) => None,
            output = future => Some(output),
        }
    }
}

impl Default for Cancel {
    fn default() -> Self {
        Cancel::new()
    }
}

/// Makes calls of a client from threads that block, and in the background.
///
/// ```no_run
/// # fn f(client: lastpass_admin::Client) -> lastpass_admin::Result<()> {
/// let caller = lastpass_admin::blocking::Caller::new(client);
/// let user = caller.run(|client| async move { client.users().get(80001).await }, || false)?;
/// println!("{:?}", user.email());
/// # Ok(()) }
/// ```
pub struct Caller {
    template: Client,
    open: PerProcess<Mutex<Option<Open>>>,
}

/// What a process has of a caller that is not closed.
struct Open {
    /// The client for calls in the background.
    background: Client,
    /// Lanes that no call uses at the moment, the last used one last.
    idle: Vec<Lane>,
}

/// A runtime that is driven by whoever calls, with connections of its own.
struct Lane {
    runtime: Runtime,
    client: Client,
    used: Instant,
}

impl Caller {
    /// Makes calls of this client. Nothing is started before the first one.
    pub fn new(client: Client) -> Self {
        Caller { template: client, open: PerProcess::new() }
    }

    /// Makes a call on this thread, which must not be one of an asynchronous runtime.
    ///
    /// `interrupted` is asked every 50 ms; once it says yes, the call is dropped, its connection is closed, and the error is of
    /// the kind `cancelled`.
    pub fn run<T, F>(&self, call: impl FnOnce(Client) -> F, interrupted: impl FnMut() -> bool) -> Result<T>
    where
        F: Future<Output = Result<T>>,
    {
        self.drive(call, |runtime, answer| asking(runtime, answer, interrupted))
    }

    /// Makes a call on this thread, as [`run`](Self::run) does, and ends it as soon as it is cancelled.
    pub fn run_until<T, F>(&self, call: impl FnOnce(Client) -> F, cancel: &Cancel) -> Result<T>
    where
        F: Future<Output = Result<T>>,
    {
        cancel.check()?;
        self.drive(call, |runtime, answer| runtime.block_on(cancel.before(answer)))
    }

    /// The client for what goes on in the background.
    pub fn client(&self) -> Result<Client> {
        Ok(self.open()?.as_ref().ok_or_else(closed)?.background.clone())
    }

    /// Waits on this thread for something that goes on in the background; `interrupted` is asked as in [`run`](Self::run).
    pub fn wait<T>(future: impl Future<Output = Result<T>>, interrupted: impl FnMut() -> bool) -> Result<T> {
        wait(future, |runtime, answer| asking(runtime, answer, interrupted))
    }

    /// Waits on this thread for something that goes on in the background, until it is cancelled.
    pub fn wait_until<T>(future: impl Future<Output = Result<T>>, cancel: &Cancel) -> Result<T> {
        cancel.check()?;
        wait(future, |runtime, answer| runtime.block_on(cancel.before(answer)))
    }

    /// What something that goes on in the background has come to, without waiting for it.
    pub fn poll<F: Future>(future: Pin<&mut F>) -> Result<Poll<F::Output>> {
        let _context = background()?.enter();
        Ok(future.poll(&mut Context::from_waker(Waker::noop())))
    }

    /// Closes the connections that no call uses, and refuses further calls.
    pub fn close(&self) {
        if let Ok(mut open) = self.open() {
            open.take();
        }
    }

    /// Makes a call on a lane; `wait` gives nothing if the call is to be ended.
    fn drive<T, F>(
        &self,
        call: impl FnOnce(Client) -> F,
        wait: impl FnOnce(&Runtime, Pin<&mut F>) -> Option<Result<T>>,
    ) -> Result<T>
    where
        F: Future<Output = Result<T>>,
    {
        let mut lane = self.lane()?;
        if lane.used.elapsed() > RESTED {
            lane.runtime.block_on(settle());
        }
        let mut answer = Box::pin(call(lane.client.clone()));
        let Some(answer) = wait(&lane.runtime, answer.as_mut()) else {
            let context = lane.runtime.enter();
            drop(answer);
            drop(context);
            // With its runtime go the lane's connections, and what is under way on them.
            lane.runtime.shutdown_background();
            return Err(Error::cancelled());
        };
        lane.used = Instant::now();
        if let Some(open) = self.open()?.as_mut().filter(|open| open.idle.len() < KEPT) {
            open.idle.push(lane);
        }
        answer
    }

    fn open(&self) -> Result<MutexGuard<'_, Option<Open>>> {
        let open = self.open.get_or_try_init(|| {
            Ok(Mutex::new(Some(Open { background: self.template.apart()?, idle: Vec::new() })))
        })?;
        Ok(open.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn lane(&self) -> Result<Lane> {
        let client = {
            let mut open = self.open()?;
            let open = open.as_mut().ok_or_else(closed)?;
            if let Some(lane) = open.idle.pop() {
                return Ok(lane);
            }
            open.background.clone()
        };
        let runtime = Builder::new_current_thread().enable_all().build().map_err(not_started)?;
        Ok(Lane { runtime, client: client.reconnected(), used: Instant::now() })
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        // A runtime that is just dropped waits for look-ups of names that nobody needs any more.
        self.idle.drain(..).for_each(|lane| lane.runtime.shutdown_background());
    }
}

impl fmt::Debug for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Caller").field("client", &self.template).finish_non_exhaustive()
    }
}

/// Waits for an answer; nothing once `interrupted` says yes.
fn asking<F: Future>(
    runtime: &Runtime,
    mut answer: Pin<&mut F>,
    mut interrupted: impl FnMut() -> bool,
) -> Option<F::Output> {
    loop {
        // Asked outside of the runtime, so that what is asked may make calls itself.
        match runtime.block_on(async { tokio::time::timeout(TICK, &mut answer).await }) {
            Ok(answer) => return Some(answer),
            Err(_) if interrupted() => return None,
            Err(_) => {}
        }
    }
}

fn wait<T, F>(future: F, wait: impl FnOnce(&Runtime, Pin<&mut F>) -> Option<Result<T>>) -> Result<T>
where
    F: Future<Output = Result<T>>,
{
    let runtime = background()?;
    let mut future = Box::pin(future);
    wait(runtime, future.as_mut()).unwrap_or_else(|| {
        let _context = runtime.enter();
        drop(future);
        Err(Error::cancelled())
    })
}

/// Lets a runtime that rested hear of closed connections, and their tasks act on it: a request on a connection that is closed
/// already could not be told from one that the server dropped.
async fn settle() {
    tokio::task::yield_now().await;
    tokio::task::yield_now().await;
}

/// The runtime of calls in the background, one for all clients of a process.
fn background() -> Result<&'static Runtime> {
    static RUNTIME: PerProcess<Runtime> = PerProcess::new();
    RUNTIME.get_or_try_init(|| {
        let mut builder = Builder::new_multi_thread();
        builder.worker_threads(1).thread_name("lastpass-admin").enable_all().build().map_err(not_started)
    })
}

fn not_started(error: std::io::Error) -> Error {
    Error::new(ErrorKind::Internal, "the runtime could not be started").with_source(error)
}

fn closed() -> Error {
    Error::configuration("this client is closed")
}
