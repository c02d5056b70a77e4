//! The end of an operation, which no attempt and no wait may pass.

use std::time::Duration;

use tokio::time::Instant;

/// When an operation has to be over.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline {
    end: Instant,
}

impl Deadline {
    pub(crate) fn after(limit: Duration) -> Self {
        // A limit that the clock cannot hold is none: thirty years from now.
        let far = Duration::from_secs(30 * 365 * 24 * 3600);
        let now = Instant::now();
        Deadline { end: now.checked_add(limit).unwrap_or_else(|| now + far) }
    }

    pub(crate) fn left(&self) -> Duration {
        self.end.saturating_duration_since(Instant::now())
    }

    /// Whether a wait of this length ends before the deadline.
    pub(crate) fn allows(&self, wait: Duration) -> bool {
        wait < self.left()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_wait_is_allowed_only_if_it_ends_before_the_deadline() {
        let deadline = Deadline::after(Duration::from_secs(10));
        assert!(deadline.allows(Duration::from_secs(9)));
        tokio::time::advance(Duration::from_secs(5)).await;
        assert!(!deadline.allows(Duration::from_secs(5)));
        assert!(deadline.allows(Duration::from_secs(4)));
        assert!(Deadline::after(Duration::MAX).allows(Duration::from_secs(3600)));
    }
}
