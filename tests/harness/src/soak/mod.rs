//! The soak: mixed operations in great number, one in a hundred of which meets a fault. Every outcome is held against the
//! sandbox's own record, and the driver has to stay as large as it was when it was warm.

mod account;
mod pulse;
mod table;
mod work;

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use fastrand::Rng;
use lastpass_sandbox::{Fault, FaultKind, Target, Tenant, TenantOptions};
use serde_json::{Value, json};

use crate::driver::Driver;
use crate::faults::passing_faults;
use crate::play::{opening, send};
use crate::scenario::Scenario;
use crate::stage::{Company, Stage};
use account::Account;
use pulse::Pulse;
use work::{People, Work};

pub use table::Soaked;

/// So many operations are under way at the same time.
const AT_ONCE: usize = 32;
/// One operation of so many meets a fault.
const RARITY: usize = 100;
/// One 429 of so many comes: each slows a client down for seconds, as it ought to.
const REFUSALS: usize = 16;
/// So many times the size of the driver is taken.
const PULSES: u64 = 60;

/// How long to go on.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// So many operations.
    pub operations: u64,
    /// No longer than this.
    pub time: Duration,
}

/// Plays operations on one surface until a bound is reached.
pub fn soak(surface: &str, command: &[String], bounds: Bounds) -> Result<Soaked> {
    let stage = Stage::start()?;
    let tenant =
        TenantOptions { users: 200, companies: 1, recorded_requests: 4096, ..TenantOptions::default() };
    let company = stage.company(&Scenario { tenant, ..Scenario::default() })?;
    let mut driver = Driver::new(surface, command.to_vec());
    let mut settings = company.settings();
    settings.extend([("read_timeout".to_owned(), json!(2)), ("attempt_timeout".to_owned(), json!(10))]);
    let opened = send(&mut driver, &opening(settings))?;
    ensure!(opened.value.get("ok").is_some(), "the client does not open: {}", opened.line);
    let is_batched = driver.play(&json!({ "do": "batch", "steps": [] }))?.value.get("ok").is_some();
    let mut soaking = Soaking {
        company,
        driver,
        is_batched,
        chance: Rng::with_seed(7),
        people: People::default(),
        faults: passing_faults(),
        account: Account::default(),
        pulse: Pulse::default(),
    };
    let start = Instant::now();
    let mut played = 0;
    let mut next_pulse = 0;
    while played < bounds.operations && start.elapsed() < bounds.time {
        played += soaking.batch()?;
        let of_operations = played * PULSES / bounds.operations;
        let of_time = (start.elapsed().as_secs_f64() / bounds.time.as_secs_f64() * PULSES as f64) as u64;
        if of_operations.max(of_time) >= next_pulse {
            soaking.pulse.take(&soaking.driver)?;
            next_pulse = of_operations.max(of_time) + 1;
        }
    }
    let time = start.elapsed();
    send(&mut soaking.driver, &json!({ "do": "close" }))?;
    let complaints = soaking.driver.complaints();
    if !complaints.is_empty() {
        soaking.account.wrong.push(format!("the driver printed on standard error: {complaints}"));
    }
    if soaking.account.sum() != played && soaking.account.wrong.is_empty() {
        soaking
            .account
            .wrong
            .push(format!("{} outcomes of {played} are accounted for", soaking.account.sum()));
    }
    soaking.account.wrong.extend(soaking.pulse.grown());
    let Soaking { account, pulse, is_batched, .. } = soaking;
    Ok(Soaked { surface: surface.to_owned(), operations: played, time, is_batched, account, pulse })
}

struct Soaking<'a> {
    company: Company<'a>,
    driver: Driver,
    /// Whether the driver plays several steps at the same time.
    is_batched: bool,
    chance: Rng,
    people: People,
    faults: Vec<FaultKind>,
    account: Account,
    pulse: Pulse,
}

impl Soaking<'_> {
    /// Plays so many operations, each on a person of its own, and holds them against the record.
    fn batch(&mut self) -> Result<u64> {
        let tenant = self.company.tenant().clone();
        let works = self.people.work(&tenant, &mut self.chance, AT_ONCE);
        let injected = self.inject(&tenant);
        let outcomes = self.play(&works)?;
        self.settle();
        self.account.faults += (injected - tenant.faults().len()) as u64;
        tenant.clear_faults();
        self.account.hold(&tenant, &works, &outcomes);
        tenant.clear_requests();
        // The audit log would grow for ever.
        tenant.clear_events();
        Ok(works.len() as u64)
    }

    /// Lets faults wait, and says how many.
    fn inject(&mut self, tenant: &Tenant) -> usize {
        let count = (0..AT_ONCE).filter(|_| self.chance.usize(..RARITY) == 0).count();
        for _ in 0..count {
            let kind = self.fault();
            let after = self.chance.u32(..AT_ONCE as u32);
            tenant.inject(Fault { after, ..Fault::once(Target::Any, kind) });
        }
        count
    }

    fn fault(&mut self) -> FaultKind {
        loop {
            let kind = &self.faults[self.chance.usize(..self.faults.len())];
            let is_refusal = matches!(kind, FaultKind::TooManyRequests { .. });
            if !is_refusal || self.chance.usize(..REFUSALS) == 0 {
                return kind.clone();
            }
        }
    }

    fn play(&mut self, works: &[Work]) -> Result<Vec<Value>> {
        let steps: Vec<Value> = works.iter().map(Work::step).collect();
        if !self.is_batched {
            return steps.iter().map(|step| self.send(step)).collect();
        }
        let outcome = self.send(&json!({ "do": "batch", "steps": steps }))?;
        let outcomes = outcome["ok"].as_array().cloned().unwrap_or_default();
        ensure!(outcomes.len() == works.len(), "a batch of {} came to {outcome}", works.len());
        Ok(outcomes)
    }

    fn send(&mut self, step: &Value) -> Result<Value> {
        let outcome = send(&mut self.driver, step)?;
        self.account.wrong.extend(self.company.leaks(&outcome.line));
        Ok(outcome.value)
    }

    /// Waits until the server has done what clients no longer wait for.
    fn settle(&self) {
        let start = Instant::now();
        while self.company.requests_in_flight() > 0 && start.elapsed() < Duration::from_secs(5) {
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}
