//! The handle by which tests and programs set up a tenant and look into it: credentials, faults, records; its data in `data`.

mod data;

use std::fmt;
use std::sync::Arc;

use super::Inner;
use super::options::TenantOptions;
use super::registry::Registry;
use crate::fault::{Fault, Target};
use crate::quirks::Quirks;
use crate::record::RecordedRequest;

/// A tenant of a sandbox: cheap to clone, usable from any thread.
#[derive(Clone)]
pub struct Tenant {
    inner: Arc<Inner>,
    registry: Arc<Registry>,
}

impl fmt::Debug for Tenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tenant").field("cid", &self.inner.cid).finish_non_exhaustive()
    }
}

/// Credentials.
impl Tenant {
    pub(crate) fn new(inner: Arc<Inner>, registry: Arc<Registry>) -> Self {
        Self { inner, registry }
    }

    fn account<T>(&self, read: impl FnOnce(super::registry::Account) -> T) -> Option<T> {
        self.registry.account(self.inner.cid).map(read)
    }

    /// The key of the Business API.
    #[must_use]
    pub fn api_key(&self) -> String {
        self.account(|account| account.api_key).unwrap_or_default()
    }

    /// A key that answers 402.
    #[must_use]
    pub fn expired_api_key(&self) -> String {
        self.account(|account| account.expired_api_key).unwrap_or_default()
    }

    /// A key that answers 403.
    #[must_use]
    pub fn forbidden_api_key(&self) -> String {
        self.account(|account| account.forbidden_api_key).unwrap_or_default()
    }

    /// The account number of the Provisioning API.
    #[must_use]
    pub fn cid(&self) -> i64 {
        self.inner.cid
    }

    /// The provisioning hash; empty once it is revoked.
    #[must_use]
    pub fn provhash(&self) -> String {
        self.account(|account| account.provhash).flatten().unwrap_or_default()
    }

    /// Makes a new API key, which retires the old one.
    pub fn renew_api_key(&self) -> String {
        self.registry.renew_api_key(self.inner.cid).unwrap_or_default()
    }

    /// The API key answers 401 from now on.
    pub fn revoke_api_key(&self) {
        self.registry.revoke_api_key(self.inner.cid);
    }

    /// Makes a new provisioning hash, which kills the old one.
    pub fn renew_provhash(&self) -> String {
        self.registry.renew_provhash(self.inner.cid).unwrap_or_default()
    }

    /// The provisioning hash answers the XML authorization error from now on.
    pub fn revoke_provhash(&self) {
        self.registry.revoke_provhash(self.inner.cid);
    }

    /// Takes the tenant off the server.
    pub fn remove(&self) {
        self.registry.remove(self.inner.cid);
    }

    /// What the tenant started with.
    #[must_use]
    pub fn options(&self) -> &TenantOptions {
        &self.inner.options
    }
}

/// Faults and switches.
impl Tenant {
    /// Lets a fault wait for requests.
    ///
    /// # Panics
    ///
    /// If the fault names an operation or a command that does not exist: it would wait for ever, and the test that
    /// relies on it would pass.
    pub fn inject(&self, fault: Fault) {
        assert!(fault.on.exists(), "{:?} is no operation and no command", fault.on);
        self.inner.faults().inject(fault);
    }

    /// The faults that wait, without those that are used up.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        self.inner.faults().waiting()
    }

    /// Takes all faults away.
    pub fn clear_faults(&self) {
        self.inner.faults().clear();
    }

    /// Changes switches: `tenant.quirks(|quirks| quirks.totals = false)`.
    pub fn quirks(&self, change: impl FnOnce(&mut Quirks)) {
        let mut quirks = (*self.inner.quirks()).clone();
        change(&mut quirks);
        self.inner.set_quirks(quirks);
    }

    /// The switches as they stand.
    #[must_use]
    pub fn current_quirks(&self) -> Quirks {
        (*self.inner.quirks()).clone()
    }
}

/// What the tenant was asked.
impl Tenant {
    /// The last requests, the oldest first; how many are kept is [`TenantOptions::recorded_requests`].
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.inner.records().requests()
    }

    /// How often an operation or a command was asked for, whatever came of it.
    ///
    /// # Panics
    ///
    /// If there is no such operation or command: a misspelt name would always have no hits.
    #[must_use]
    pub fn hits(&self, operation: &str) -> usize {
        assert!(Target::parse(operation).is_some(), "`{operation}` is no operation and no command");
        self.inner.records().hits(operation)
    }

    /// The hits of every operation and command that was asked for.
    #[must_use]
    pub fn all_hits(&self) -> Vec<(&'static str, usize)> {
        self.inner.records().all_hits()
    }

    /// Forgets requests and hits.
    pub fn clear_requests(&self) {
        self.inner.records().clear();
    }
}
