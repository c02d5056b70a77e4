//! How long to wait before the next attempt.

use std::time::Duration;

/// Exponential backoff with full jitter: before attempt n+1 a random time up to `base * 2^(n-1)`, at most `cap`.
///
/// A `Retry-After` of the server takes its place, if it is not above `longest_asked`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Backoff {
    /// 0.5 s by default.
    pub base: Duration,
    /// 8 s by default.
    pub cap: Duration,
    /// The longest `Retry-After` that is waited for, 60 s by default; a longer one is handed to the caller.
    pub longest_asked: Duration,
}

impl Default for Backoff {
    fn default() -> Self {
        Backoff {
            base: Duration::from_millis(500),
            cap: Duration::from_secs(8),
            longest_asked: Duration::from_secs(60),
        }
    }
}

impl Backoff {
    /// The time to wait after `attempts` failed ones; `None` if the server asks for more than is waited for.
    pub(crate) fn delay(&self, attempts: u32, asked: Option<Duration>, random: f64) -> Option<Duration> {
        match asked {
            Some(asked) if asked > self.longest_asked => None,
            Some(asked) => Some(asked),
            None => Some(self.ceiling(attempts).mul_f64(random.clamp(0.0, 1.0))),
        }
    }

    fn ceiling(&self, attempts: u32) -> Duration {
        let doublings = attempts.saturating_sub(1).min(16);
        self.base.saturating_mul(1 << doublings).min(self.cap)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ceiling_doubles_up_to_the_cap() {
        let backoff = Backoff::default();
        let seconds = [1, 2, 3, 4, 5, 6, 60].map(|attempts| backoff.ceiling(attempts).as_secs_f64());
        assert_eq!(seconds, [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0]);
    }

    #[test]
    fn jitter_covers_the_whole_range() {
        let backoff = Backoff::default();
        for (random, expected) in [(0.0, 0.0), (0.5, 1.0), (1.0, 2.0)] {
            assert_eq!(backoff.delay(3, None, random), Some(Duration::from_secs_f64(expected)), "{random}");
        }
    }

    #[test]
    fn what_the_server_asks_for_is_waited_for_up_to_a_cap() {
        let backoff = Backoff::default();
        assert_eq!(backoff.delay(1, Some(Duration::from_secs(60)), 0.0), Some(Duration::from_secs(60)));
        assert_eq!(backoff.delay(1, Some(Duration::from_secs(61)), 0.0), None);
    }
}
