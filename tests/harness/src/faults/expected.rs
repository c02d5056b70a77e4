//! What the contract says that a caller sees, how often the server is hit, and what state the company ends in.
//!
//! | an attempt comes to | `safe` | `idempotent` | `once` |
//! | --- | --- | --- | --- |
//! | no connection | again | again | again |
//! | 429: refused without acting | again | again | again |
//! | a failure that leaves it open whether it took effect | again | again | never |
//! | an answer that is not understood, or says why nothing was done | never | never | never |
//!
//! A command of the Provisioning API is never repeated on a guess: the user is read back, and what took effect is done. What did
//! not is sent again if the command sets a state (business rule 13, provisioning rule 12).

use super::probe::{Api, Class, Probe};
use super::seen::{Ended, Seen};
use super::trouble::Comes;

/// So often a request is sent, at most.
const ATTEMPTS: usize = 3;

/// When a fault comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// Once; in a list or a call in parts, at the second request.
    Once,
    /// With each request of the operation.
    Always,
    /// With each request, also with those that read back.
    Everywhere,
}

impl When {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            When::Once => "once",
            When::Always => "always",
            When::Everywhere => "everywhere",
        }
    }
}

/// What is to be seen.
#[derive(Debug)]
pub(crate) struct Expected {
    /// `done`, or the kind and the delivery of the error.
    ended: Option<(&'static str, &'static str)>,
    hits: usize,
    /// So many requests more may have gone out: a page that is read ahead while the one before is looked at.
    ahead: usize,
    effect: usize,
}

impl Expected {
    /// The same where a page is refused only when it is looked at.
    pub(crate) fn read_ahead(self) -> Self {
        Expected { ahead: 1, ..self }
    }

    /// What the contract says of this attempt; none where only the promises count: pages that are not as they ought to be.
    pub(crate) fn of(comes: Comes, when: When, probe: &Probe) -> Option<Expected> {
        let story = Story { probe, when };
        Some(match comes {
            Comes::Page { .. } => return None,
            Comes::Answer => story.done(probe.requests),
            Comes::Nothing => {
                Expected { ended: Some(("connection", "not_sent")), hits: 0, ahead: 0, effect: 0 }
            }
            Comes::Denial { kind } => story.failed(kind, "answered", 1, false),
            Comes::Refusal { handed: true } => story.failed("rate_limit", "answered", 1, false),
            Comes::Refusal { handed: false } => story.sent_again("rate_limit", "answered", false),
            Comes::Nonsense { acted } => story.unclear("unexpected_response", "answered", acted, false),
            Comes::Failure { kind, delivery, acted, again } => story.unclear(kind, delivery, acted, again),
        })
    }

    /// What differs, in words; nothing if all is as the contract says.
    pub(crate) fn differs(&self, seen: &Seen) -> Option<String> {
        let ended = match &seen.ended {
            Ended::Done => None,
            Ended::Error { kind, delivery, .. } => Some((kind.as_str(), delivery.as_str())),
        };
        let hits = self.hits..=self.hits + self.ahead;
        let same = ended == self.ended && hits.contains(&seen.hits) && seen.effect == self.effect;
        let (kind, delivery) = self.ended.unwrap_or(("done", ""));
        (!same).then(|| {
            let Expected { hits, effect, .. } = self;
            format!("the contract says: {kind} {delivery}, {hits} hits, {effect} took effect")
        })
    }
}

/// An operation that meets a fault at some time.
struct Story<'a> {
    probe: &'a Probe,
    when: When,
}

impl Story<'_> {
    fn whole(&self) -> usize {
        if self.probe.writes() { self.probe.whole } else { 0 }
    }

    fn done(&self, hits: usize) -> Expected {
        Expected { ended: None, hits, ahead: 0, effect: self.whole() }
    }

    /// What went well before the request that fails.
    fn before(&self) -> usize {
        if self.when == When::Once { self.probe.after as usize } else { 0 }
    }

    /// So many requests of one kind failed, and no other was sent; the last one took effect or not.
    fn failed(&self, kind: &'static str, delivery: &'static str, sent: usize, acted: bool) -> Expected {
        let (before, writes) = (self.before(), self.probe.writes());
        // A call in parts sends one row in each.
        let is_in_parts = writes && self.probe.requests > 1;
        let part = if is_in_parts { 1 } else { self.whole() };
        let effect = if writes { before + if acted { part } else { 0 } } else { 0 };
        let kind = if is_in_parts && before > 0 { "partial" } else { kind };
        Expected { ended: Some((kind, delivery)), hits: before + sent, ahead: 0, effect }
    }

    /// Sent again until it passes or is given up.
    fn sent_again(&self, kind: &'static str, delivery: &'static str, acted: bool) -> Expected {
        match self.when {
            When::Once => self.done(self.probe.requests + 1),
            When::Always | When::Everywhere => self.failed(kind, delivery, ATTEMPTS, acted),
        }
    }

    /// After this nobody knows whether the request took effect.
    fn unclear(&self, kind: &'static str, delivery: &'static str, acted: bool, again: bool) -> Expected {
        match (self.probe.api, self.probe.class) {
            (_, Class::Safe) | (Api::Business, Class::Idempotent) if !again => {
                self.failed(kind, delivery, 1, acted)
            }
            (_, Class::Safe) => self.sent_again(kind, delivery, acted),
            (Api::Business | Api::View, Class::Idempotent) => match self.when {
                // "Already gone" is a success only for those who opt in.
                When::Once if acted && self.probe.removes => {
                    Expected { ended: Some(("not_found", "answered")), hits: 2, ahead: 0, effect: 1 }
                }
                _ => self.sent_again(kind, delivery, acted),
            },
            (Api::Provisioning, _) if self.probe.reads_back && self.when != When::Everywhere => {
                match (acted, self.probe.class) {
                    (true, _) => self.done(self.probe.requests),
                    (false, Class::Idempotent) => self.sent_again(kind, delivery, false),
                    (false, _) => self.failed(kind, delivery, 1, false),
                }
            }
            _ => self.failed(kind, delivery, 1, acted),
        }
    }
}
