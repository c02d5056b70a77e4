//! What came of a soak, as lines.

use std::fmt;
use std::time::Duration;

use super::account::Account;
use super::pulse::Pulse;

/// So much of what is wrong is named.
const NAMED: usize = 20;

/// What came of a soak of one surface.
#[derive(Debug)]
pub struct Soaked {
    /// The surface.
    pub surface: String,
    /// How many operations were played.
    pub operations: u64,
    /// How long it took.
    pub time: Duration,
    /// Whether many were under way at the same time.
    pub is_batched: bool,
    /// What came of them.
    pub account: Account,
    /// The size of the driver.
    pub pulse: Pulse,
}

impl Soaked {
    /// Whether every outcome is accounted for, and the driver has not grown.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.account.wrong.is_empty()
    }
}

impl fmt::Display for Soaked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Soaked { surface, operations, time, is_batched, account, .. } = self;
        let seconds = time.as_secs_f64();
        let how = if *is_batched { "at the same time" } else { "one by one" };
        writeln!(
            f,
            "{surface}: {operations} operations, {how}, in {seconds:.0} s ({:.0} a second)",
            *operations as f64 / seconds
        )?;
        let Account {
            faults,
            read: [read, unread],
            written,
            not_sent,
            refused,
            open: [took, not],
            repeated,
            ..
        } = account;
        writeln!(
            f,
            "  {faults} faults; {read} reads answered and {unread} failed, {repeated} requests repeated"
        )?;
        writeln!(
            f,
            "  writes: {written} done, {not_sent} not sent, {refused} refused, {} open ({took} took effect, {not} did not)",
            took + not
        )?;
        if let Some((warm, last)) = self.pulse.warm_and_last() {
            writeln!(
                f,
                "  warm and at the end: {:.1} and {:.1} MiB, {} and {} handles, {} and {} threads",
                warm.memory, last.memory, warm.handles, last.handles, warm.threads, last.threads
            )?;
        }
        account.wrong.iter().take(NAMED).try_for_each(|line| writeln!(f, "WRONG  {surface}: {line}"))?;
        if account.wrong.len() > NAMED {
            writeln!(f, "WRONG  {surface}: {} more", account.wrong.len() - NAMED)?;
        }
        write!(f, "  {}", if self.holds() { "every outcome is accounted for" } else { "it does NOT hold" })
    }
}
