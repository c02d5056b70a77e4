//! Counts of connections and requests, so that a test can see that a client let go of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

#[derive(Debug, Default)]
pub(crate) struct Traffic {
    open: AtomicUsize,
    accepted: AtomicUsize,
    in_flight: AtomicUsize,
    aborted: AtomicUsize,
}

impl Traffic {
    pub(crate) fn open_connections(&self) -> usize {
        self.open.load(Relaxed)
    }

    pub(crate) fn accepted_connections(&self) -> usize {
        self.accepted.load(Relaxed)
    }

    pub(crate) fn in_flight(&self) -> usize {
        self.in_flight.load(Relaxed)
    }

    pub(crate) fn aborted(&self) -> usize {
        self.aborted.load(Relaxed)
    }

    pub(crate) fn connect(self: &Arc<Self>) -> OpenConnection {
        self.open.fetch_add(1, Relaxed);
        self.accepted.fetch_add(1, Relaxed);
        OpenConnection(self.clone())
    }

    pub(crate) fn begin(self: &Arc<Self>) -> InFlight {
        self.in_flight.fetch_add(1, Relaxed);
        InFlight { traffic: self.clone(), finished: false }
    }
}

#[derive(Debug)]
pub(crate) struct OpenConnection(Arc<Traffic>);

impl Drop for OpenConnection {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Relaxed);
    }
}

/// A request that is being answered. Dropped before it is finished, it was aborted.
#[derive(Debug)]
pub(crate) struct InFlight {
    traffic: Arc<Traffic>,
    finished: bool,
}

impl InFlight {
    /// The sandbox has done its part.
    pub(crate) fn finish(&mut self) {
        self.finished = true;
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.traffic.in_flight.fetch_sub(1, Relaxed);
        if !self.finished {
            self.traffic.aborted.fetch_add(1, Relaxed);
        }
    }
}
