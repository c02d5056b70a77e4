//! A tenant: one company with its credentials, its data, its switches and faults, and what it was asked.

mod clock;
pub(crate) mod companies;
mod company_changes;
mod differences;
pub(crate) mod directory;
pub(crate) mod events;
pub(crate) mod folders;
mod handle;
pub(crate) mod levels;
mod options;
pub(crate) mod pages;
mod registry;
mod seed;
pub(crate) mod seed_companies;
mod seed_events;
mod seed_folders;
pub(crate) mod state;
pub(crate) mod user;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

pub use clock::local_time;
pub(crate) use clock::seconds_text;
pub use companies::Company;
pub use differences::{KnownTo, UserChange};
pub use events::{Event, InvalidTime, NewEvent};
pub use folders::{Folder, Grant, Principal};
pub use handle::Tenant;
pub use levels::AdminLevel;
pub use options::{TenantOptions, UnknownZone, Zone};
pub(crate) use registry::{Registry, Standing};
pub use state::NewUser;
pub use user::{Details, Stage, User};

use crate::fault::Armed;
use crate::quirks::Quirks;
use crate::record::Records;
use state::State;

/// What the server and the handle of a tenant share.
#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) cid: i64,
    pub(crate) options: TenantOptions,
    state: Mutex<State>,
    quirks: RwLock<Arc<Quirks>>,
    faults: Mutex<Armed>,
    records: Mutex<Records>,
}

impl Inner {
    fn new(cid: i64, options: TenantOptions) -> Self {
        Self {
            cid,
            state: Mutex::new(State::new(&options)),
            quirks: RwLock::default(),
            faults: Mutex::default(),
            records: Mutex::new(Records::new(options.recorded_requests)),
            options,
        }
    }

    // A test that panics while it holds a lock must not make every later request fail: the data behind these locks is
    // valid after every single statement, so the poison is ignored.

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, Armed> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn records(&self) -> MutexGuard<'_, Records> {
        self.records.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn quirks(&self) -> Arc<Quirks> {
        self.quirks.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_quirks(&self, quirks: Quirks) {
        *self.quirks.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(quirks);
        self.state().touch();
    }
}
