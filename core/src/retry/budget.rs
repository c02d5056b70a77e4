//! A budget of retries, so that an outage is not made worse by those who wait for its end.

use std::sync::atomic::{AtomicU32, Ordering};

/// A client may hold 100 tokens. A retry takes 5, a success gives 1 back: after 20 retries without a success,
/// failures are handed to the caller at once.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    tokens: AtomicU32,
}

const CAPACITY: u32 = 100;
const RETRY: u32 = 5;
const SUCCESS: u32 = 1;

impl Default for RetryBudget {
    fn default() -> Self {
        RetryBudget { tokens: AtomicU32::new(CAPACITY) }
    }
}

impl RetryBudget {
    /// Takes what a retry costs; false if there is not enough left.
    pub(crate) fn take(&self) -> bool {
        let taken = |tokens: u32| tokens.checked_sub(RETRY);
        self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, taken).is_ok()
    }

    /// Gives back what a success earns.
    pub(crate) fn earn(&self) {
        if self.tokens.load(Ordering::Relaxed) < CAPACITY {
            let earned = |tokens: u32| Some((tokens + SUCCESS).min(CAPACITY));
            // The update always gives `Some`, so it cannot fail.
            let _ = self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, earned);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outage_ends_the_retries_and_successes_bring_them_back() {
        let budget = RetryBudget::default();
        assert_eq!((0..50).filter(|_| budget.take()).count(), 20);
        for _ in 0..RETRY {
            assert!(!budget.take());
            budget.earn();
        }
        assert!(budget.take());
    }

    #[test]
    fn successes_do_not_pile_up() {
        let budget = RetryBudget::default();
        (0..1000).for_each(|_| budget.earn());
        assert_eq!((0..50).filter(|_| budget.take()).count(), 20);
    }
}
