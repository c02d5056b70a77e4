//! One limiter per credential, shared by all clients of this process that hold it.
//!
//! The vendor publishes no limit, so none is invented: requests go out as they come until the first 429. From then on
//! they keep a distance, which a 429 doubles and every success shortens a little. The caller may set a fixed
//! rate instead, or as well.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::deadline::Deadline;
use crate::per_process::PerProcess;

/// The distance after the first 429.
const FIRST: Duration = Duration::from_millis(100);
/// The longest distance.
const LONGEST: Duration = Duration::from_secs(5);
/// A distance below this is none.
const SHORTEST: Duration = Duration::from_millis(5);
/// So long after its last turn a limiter that no client holds any more is forgotten.
const FORGET: Duration = Duration::from_secs(60);
/// What a success leaves of the distance.
const RECOVERY: f64 = 0.95;

/// Mails a second. The vendor takes 10 from one source address; one less, since requests do not travel equally fast.
pub(crate) const MAILS_PER_SECOND: f64 = 9.0;

/// Keeps requests of one credential apart.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// The distance that 429s have led to; zero until the first one.
    adapted: Duration,
    /// When the next request may go.
    next: Option<Instant>,
}

impl Limiter {
    /// The limiter of a credential. It outlives its clients: one that is made anew does not forget a wait that was asked for.
    pub(crate) fn of(credential: &str) -> Arc<Limiter> {
        // Keyed by a hash, so that the table holds no secret.
        static HASHER: OnceLock<RandomState> = OnceLock::new();
        static TABLE: PerProcess<Mutex<HashMap<u64, Arc<Limiter>>>> = PerProcess::new();
        let hasher = HASHER.get_or_init(RandomState::new);
        let mut table = TABLE.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
        let key = hasher.hash_one(credential);
        if let Some(limiter) = table.get(&key) {
            return limiter.clone();
        }
        table.retain(|_, limiter| Arc::strong_count(limiter) > 1 || !limiter.is_idle());
        table.entry(key).or_default().clone()
    }

    fn is_idle(&self) -> bool {
        self.state().next.is_none_or(|next| next + FORGET < Instant::now())
    }

    /// The limiter of changes of e-mail addresses, which the vendor counts by source address, whatever the account.
    pub(crate) fn of_mails() -> &'static Limiter {
        static MAILS: PerProcess<Limiter> = PerProcess::new();
        MAILS.get_or_init(Limiter::default)
    }

    /// Waits for this request's turn; `Err` with the wait if it would pass the deadline.
    pub(crate) async fn turn(&self, fixed: Option<f64>, deadline: &Deadline) -> Result<(), Duration> {
        let at = {
            let mut state = self.state();
            let fixed = fixed.map(|rate| Duration::from_secs_f64(1.0 / rate)).unwrap_or_default();
            let distance = state.adapted.max(fixed);
            if distance.is_zero() && state.next.is_none() {
                return Ok(());
            }
            let now = Instant::now();
            if distance.is_zero() && state.next.is_none_or(|next| next <= now) {
                return Ok(());
            }
            let at = state.next.map_or(now, |next| next.max(now));
            if !deadline.allows(at - now) {
                return Err(at - now);
            }
            state.next = Some(at + distance);
            at
        };
        tokio::time::sleep_until(at).await;
        Ok(())
    }

    /// The server refused a request; nobody goes before the wait it asked for.
    pub(crate) fn refused(&self, asked: Option<Duration>) {
        let mut state = self.state();
        state.adapted = (state.adapted * 2).clamp(FIRST, LONGEST);
        let next = Instant::now() + asked.unwrap_or_default().min(Duration::from_secs(60)).max(state.adapted);
        state.next = Some(state.next.map_or(next, |at| at.max(next)));
    }

    /// The server took a request.
    pub(crate) fn taken(&self) {
        let mut state = self.state();
        if !state.adapted.is_zero() {
            state.adapted = state.adapted.mul_f64(RECOVERY);
            if state.adapted < SHORTEST {
                state.adapted = Duration::ZERO;
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn far() -> Deadline {
        Deadline::after(Duration::from_secs(3600))
    }

    async fn time_of(limiter: &Limiter, requests: u32, fixed: Option<f64>) -> Duration {
        let start = Instant::now();
        for _ in 0..requests {
            limiter.turn(fixed, &far()).await.unwrap();
        }
        start.elapsed()
    }

    #[tokio::test(start_paused = true)]
    async fn nothing_is_limited_until_a_429() {
        assert_eq!(time_of(&Limiter::default(), 1000, None).await, Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn a_429_starts_a_distance_that_successes_shorten() {
        let limiter = Limiter::default();
        limiter.refused(Some(Duration::from_secs(3)));
        let waited = time_of(&limiter, 1, None).await;
        assert!(waited >= Duration::from_secs(3) && waited < Duration::from_secs(4), "{waited:?}");
        assert!(time_of(&limiter, 11, None).await >= Duration::from_millis(1000));
        (0..100).for_each(|_| limiter.taken());
        tokio::time::advance(Duration::from_secs(1)).await;
        assert_eq!(time_of(&limiter, 100, None).await, Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn a_fixed_rate_holds_from_the_first_request() {
        let waited = time_of(&Limiter::default(), 21, Some(2.0)).await;
        assert!(
            waited >= Duration::from_millis(9_900) && waited <= Duration::from_millis(10_100),
            "{waited:?}"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_turn_beyond_the_deadline_is_not_waited_for() {
        let limiter = Limiter::default();
        limiter.refused(Some(Duration::from_secs(30)));
        let wait = limiter.turn(None, &Deadline::after(Duration::from_secs(5))).await.unwrap_err();
        assert!(wait > Duration::from_secs(29), "{wait:?}");
    }

    #[test]
    fn clients_of_one_credential_share_a_limiter() {
        let (one, two, other) = (Limiter::of("key-a"), Limiter::of("key-a"), Limiter::of("key-b"));
        assert!(Arc::ptr_eq(&one, &two));
        assert!(!Arc::ptr_eq(&one, &other));
    }
}
