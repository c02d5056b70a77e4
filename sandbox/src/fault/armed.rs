//! Which of the waiting faults meet a request, and what they make of it together.

use std::time::Duration;

use super::{Fault, FaultKind};

/// The faults of one tenant.
#[derive(Debug, Default)]
pub(crate) struct Armed {
    faults: Vec<Waiting>,
}

#[derive(Debug)]
struct Waiting {
    fault: Fault,
    met: u32,
    seen: u32,
}

/// What happens to one request.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) before: Duration,
    pub(crate) after: Duration,
    /// At most one fault that ends the exchange: a status, a reset, a page of a gateway.
    pub(crate) ending: Option<FaultKind>,
    /// At most one fault in how the body is sent.
    pub(crate) sending: Option<FaultKind>,
    /// Changes of the answer, in the order in which they were injected.
    pub(crate) distortions: Vec<FaultKind>,
    pub(crate) paging: Paging,
}

/// Faults of lists, which have to be known while the page is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Paging {
    pub(crate) repeat_token: bool,
    pub(crate) endless: bool,
    pub(crate) empty_token: bool,
    /// By how many items the list moves from one page to the next.
    pub(crate) drift: i64,
}

impl Paging {
    /// Where a page begins that ought to begin at `start` of `length` items, after `moves` drifts.
    pub(crate) fn start(self, start: usize, moves: usize, length: usize) -> usize {
        let drifted = (start as i64).saturating_add(self.drift.saturating_mul(moves as i64)).max(0) as usize;
        if self.endless && length > 0 { drifted % length } else { drifted }
    }
}

impl Armed {
    pub(crate) fn inject(&mut self, fault: Fault) {
        self.faults.push(Waiting { fault, met: 0, seen: 0 });
    }

    pub(crate) fn clear(&mut self) {
        self.faults.clear();
    }

    /// The faults that wait, without those that are used up.
    pub(crate) fn waiting(&self) -> Vec<Fault> {
        let left = |waiting: &&Waiting| waiting.fault.times.is_none_or(|times| waiting.met < times);
        self.faults.iter().filter(left).map(|waiting| waiting.fault.clone()).collect()
    }

    /// The faults that meet a request for this operation or command.
    pub(crate) fn plan(&mut self, operation: &str) -> Plan {
        let mut plan = Plan::default();
        for waiting in &mut self.faults {
            if !waiting.fault.on.meets(operation)
                || waiting.fault.times.is_some_and(|times| waiting.met >= times)
            {
                continue;
            }
            waiting.seen += 1;
            if waiting.seen > waiting.fault.after && plan.take(&waiting.fault.kind) {
                waiting.met += 1;
            }
        }
        plan
    }
}

impl Plan {
    /// Takes a fault into the plan; `false` if another one has its place, so that it waits for the next request.
    fn take(&mut self, kind: &FaultKind) -> bool {
        use FaultKind as K;
        let place = match kind {
            K::Delay { before_ms, after_ms } => {
                self.before += Duration::from_millis(*before_ms);
                self.after += Duration::from_millis(*after_ms);
                return true;
            }
            K::RepeatToken => {
                self.paging.repeat_token = true;
                return true;
            }
            K::EndlessPages => {
                self.paging.endless = true;
                return true;
            }
            K::OverlapPages => {
                self.paging.drift -= 1;
                return true;
            }
            K::ShiftPages { by } => {
                self.paging.drift += by;
                return true;
            }
            K::EmptyToken => {
                self.paging.empty_token = true;
                return true;
            }
            K::TruncatedJson
            | K::MalformedJson
            | K::EmptyBody { .. }
            | K::WrongMediaType { .. }
            | K::OtherShape
            | K::UnknownEnumValues
            | K::UnknownMembers
            | K::NullMembers
            | K::LargeIds
            | K::NumbersAsStrings
            | K::NullItems
            | K::NullElements => {
                self.distortions.push(kind.clone());
                return true;
            }
            K::Drip { .. } | K::Stall { .. } | K::TruncatedBody => &mut self.sending,
            K::TooManyRequests { .. }
            | K::Status { .. }
            | K::ResetBefore
            | K::ResetAfter
            | K::Html
            | K::XmlAuthorizationError
            | K::Redirect { .. } => &mut self.ending,
        };
        let free = place.is_none();
        if free {
            *place = Some(kind.clone());
        }
        free
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ErrorBody, RetryAfter, Target};
    use super::*;

    #[test]
    fn a_fault_meets_its_operation_after_some_requests_and_so_many_times() {
        let mut armed = Armed::default();
        armed.inject(Fault {
            on: Target::Operation("getUser"),
            kind: FaultKind::ResetBefore,
            times: Some(2),
            after: 1,
        });
        let met: Vec<bool> = ["getUser", "listUsers", "getUser", "getUser", "getUser"]
            .map(|operation| armed.plan(operation).ending.is_some())
            .to_vec();
        assert_eq!(met, [false, false, true, true, false]);
        assert!(armed.waiting().is_empty());
    }

    #[test]
    fn of_two_endings_the_second_waits_for_the_next_request() {
        let mut armed = Armed::default();
        let unavailable = FaultKind::Status {
            status: 503,
            body: ErrorBody::Native,
            retry_after: RetryAfter::None,
            acted: false,
        };
        armed.inject(Fault::once(Target::Any, unavailable.clone()));
        armed.inject(Fault::once(Target::Any, FaultKind::ResetAfter));
        armed.inject(Fault::always(Target::Any, FaultKind::Delay { before_ms: 5, after_ms: 0 }));
        let first = armed.plan("getUser");
        assert_eq!((first.ending, first.before), (Some(unavailable), Duration::from_millis(5)));
        assert_eq!(armed.plan("getUser").ending, Some(FaultKind::ResetAfter));
        assert_eq!(armed.plan("getUser").ending, None);
    }

    #[test]
    fn pages_begin_where_the_fault_puts_them() {
        let drift = |drift| Paging { drift, ..Paging::default() };
        let cases = [
            ("no fault", Paging::default(), (20, 2, 100), 20),
            ("overlap", drift(-1), (20, 1, 100), 19),
            ("overlap spares the first page", drift(-1), (0, 0, 100), 0),
            ("items are lost", drift(1), (20, 2, 100), 22),
            ("items come twice", drift(-3), (20, 2, 100), 14),
            ("endless", Paging { endless: true, ..Paging::default() }, (250, 25, 100), 50),
        ];
        for (name, paging, (start, moves, length), expected) in cases {
            assert_eq!(paging.start(start, moves, length), expected, "{name}");
        }
    }
}
