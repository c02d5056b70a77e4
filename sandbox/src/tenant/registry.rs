//! Which credentials belong to which tenant.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::options::TenantOptions;
use super::{Inner, seed};

/// What an API key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Everything.
    Good,
    /// Nothing any more: another key took its place.
    Retired,
    /// Nothing: the subscription has expired (402).
    SubscriptionExpired,
    /// Nothing: it lacks the permission (403).
    Forbidden,
}

#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) tenant: Arc<Inner>,
    pub(crate) api_key: String,
    pub(crate) expired_api_key: String,
    pub(crate) forbidden_api_key: String,
    /// `None` = revoked.
    pub(crate) provhash: Option<String>,
    /// How many keys were made, so that the next one differs.
    made: u64,
}

#[derive(Debug, Default)]
struct Accounts {
    by_cid: HashMap<i64, Account>,
    by_key: HashMap<String, (i64, Standing)>,
}

/// The tenants of a server.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    accounts: RwLock<Accounts>,
}

const FIRST_CID: i64 = 4_410_027;
const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

fn drawn_text(letters: &[u8], length: u64, seed: u64) -> String {
    let draw = |number| seed::draw(seed.wrapping_mul(1_000_003).wrapping_add(number));
    (0..length).map(|number| char::from(letters[draw(number) as usize % letters.len()])).collect()
}

/// A key of the documented form.
fn api_key(seed: u64) -> String {
    format!("lpkey_{}_{}", drawn_text(LETTERS, 12, seed), drawn_text(LETTERS, 32, seed ^ 0xA5A5))
}

fn provhash(seed: u64) -> String {
    drawn_text(b"0123456789abcdef", 64, seed ^ 0x5A5A)
}

impl Registry {
    fn read(&self) -> RwLockReadGuard<'_, Accounts> {
        self.accounts.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Accounts> {
        self.accounts.write().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn create(&self, options: TenantOptions, number: i64) -> Arc<Inner> {
        let cid = FIRST_CID + number;
        let seed = seed::draw(options.seed) ^ cid as u64;
        let mut account = Account {
            // Seeding a large tenant takes a while, and others are served meanwhile.
            tenant: Arc::new(Inner::new(cid, options)),
            api_key: String::new(),
            expired_api_key: String::new(),
            forbidden_api_key: String::new(),
            provhash: Some(provhash(seed)),
            made: 0,
        };
        let mut make = || {
            account.made += 1;
            api_key(seed ^ (account.made << 32))
        };
        let keys = [Standing::Good, Standing::SubscriptionExpired, Standing::Forbidden]
            .map(|standing| (make(), standing));
        let [(good, _), (expired, _), (forbidden, _)] = &keys;
        account.api_key.clone_from(good);
        account.expired_api_key.clone_from(expired);
        account.forbidden_api_key.clone_from(forbidden);
        let tenant = account.tenant.clone();
        let mut accounts = self.write();
        accounts.by_key.extend(keys.map(|(key, standing)| (key, (cid, standing))));
        accounts.by_cid.insert(cid, account);
        tenant
    }

    pub(crate) fn remove(&self, cid: i64) -> bool {
        let mut accounts = self.write();
        accounts.by_key.retain(|_, (of, _)| *of != cid);
        accounts.by_cid.remove(&cid).is_some()
    }

    pub(crate) fn account(&self, cid: i64) -> Option<Account> {
        self.read().by_cid.get(&cid).cloned()
    }

    pub(crate) fn cids(&self) -> Vec<i64> {
        let mut cids: Vec<_> = self.read().by_cid.keys().copied().collect();
        cids.sort_unstable();
        cids
    }

    /// The tenant of an API key, and what the key may do.
    pub(crate) fn by_key(&self, key: &str) -> Option<(Arc<Inner>, Standing)> {
        let accounts = self.read();
        let (cid, standing) = accounts.by_key.get(key)?;
        Some((accounts.by_cid.get(cid)?.tenant.clone(), *standing))
    }

    /// The tenant of an account number and its provisioning hash.
    pub(crate) fn by_provhash(&self, cid: i64, provhash: &str) -> Option<Arc<Inner>> {
        let accounts = self.read();
        let account = accounts.by_cid.get(&cid)?;
        (account.provhash.as_deref() == Some(provhash)).then(|| account.tenant.clone())
    }

    /// The tenant whose account number this is, whatever the hash.
    pub(crate) fn by_cid(&self, cid: i64) -> Option<Arc<Inner>> {
        self.read().by_cid.get(&cid).map(|account| account.tenant.clone())
    }

    /// The tenant whose provisioning hash occurs in a body that could not be read.
    pub(crate) fn mentioned_in(&self, body: &[u8]) -> Option<Arc<Inner>> {
        let text = String::from_utf8_lossy(body);
        let accounts = self.read();
        let mentioned =
            |account: &&Account| account.provhash.as_deref().is_some_and(|hash| text.contains(hash));
        accounts.by_cid.values().find(mentioned).map(|account| account.tenant.clone())
    }

    /// Makes a new API key; the old one answers 401 from now on.
    pub(crate) fn renew_api_key(&self, cid: i64) -> Option<String> {
        let mut accounts = self.write();
        let account = accounts.by_cid.get_mut(&cid)?;
        account.made += 1;
        let seed = seed::draw(account.tenant.options.seed) ^ cid as u64;
        let new = api_key(seed ^ (account.made << 32));
        let old = std::mem::replace(&mut account.api_key, new.clone());
        accounts.by_key.insert(old, (cid, Standing::Retired));
        accounts.by_key.insert(new.clone(), (cid, Standing::Good));
        Some(new)
    }

    pub(crate) fn revoke_api_key(&self, cid: i64) {
        let mut accounts = self.write();
        let Some(key) = accounts.by_cid.get(&cid).map(|account| account.api_key.clone()) else { return };
        accounts.by_key.insert(key, (cid, Standing::Retired));
    }

    /// Makes a new provisioning hash; the old one kills every integration that still uses it.
    pub(crate) fn renew_provhash(&self, cid: i64) -> Option<String> {
        let mut accounts = self.write();
        let account = accounts.by_cid.get_mut(&cid)?;
        account.made += 1;
        let new = provhash(seed::draw(cid as u64) ^ (account.made << 32));
        account.provhash = Some(new.clone());
        Some(new)
    }

    pub(crate) fn revoke_provhash(&self, cid: i64) {
        if let Some(account) = self.write().by_cid.get_mut(&cid) {
            account.provhash = None;
        }
    }
}
