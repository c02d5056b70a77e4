//! What goes wrong: every fault of the sandbox, and what the contract says that it means for a request.

use lastpass_sandbox::{ErrorBody, FaultKind, RetryAfter};
use serde_json::{Value, json};

use super::probe::{Api, Body, Probe};

/// Something that goes wrong.
pub(crate) struct Trouble {
    /// What it is called in the matrix.
    pub(crate) name: String,
    /// The fault of the sandbox; none for a host where nobody listens.
    pub(crate) kind: Option<FaultKind>,
    /// What it means.
    comes: Comes,
    /// Whose answer shows it.
    shows: Shows,
    /// Settings of the client without which it would take long.
    pub(crate) settings: Value,
}

/// What an attempt comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comes {
    /// To an answer that is understood.
    Answer,
    /// To 429: not acted on. `handed`: the wait that is asked for is longer than any client waits.
    Refusal { handed: bool },
    /// To a failure that leaves open whether the request took effect.
    Failure { kind: &'static str, delivery: &'static str, acted: bool, again: bool },
    /// To an answer that nobody understands.
    Nonsense { acted: bool },
    /// To an answer that says why nothing was done.
    Denial { kind: &'static str },
    /// To nothing: no connection was made.
    Nothing,
    /// To a page of a list that is not as it ought to be: all items are given, or it is said that they are not. `may_miss`: the
    /// contract takes what comes for the whole list.
    Page { may_miss: bool },
}

/// Whose answer shows a fault: one in a body needs a body.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shows {
    Always,
    InAnyBody,
    /// Without a body, an operation that need not answer one has succeeded.
    WhereABodyIsNeeded,
}

impl Trouble {
    fn new(name: impl Into<String>, kind: FaultKind, comes: Comes) -> Self {
        Trouble { name: name.into(), kind: Some(kind), comes, shows: Shows::Always, settings: json!({}) }
    }

    fn shows(self, shows: Shows) -> Self {
        Trouble { shows, ..self }
    }

    fn with(self, settings: Value) -> Self {
        Trouble { settings, ..self }
    }

    /// What an attempt of an operation comes to; none where there is nothing that could go wrong like this.
    pub(crate) fn comes(&self, probe: &Probe) -> Option<Comes> {
        let is_shown = match self.shows {
            Shows::Always => true,
            Shows::InAnyBody => probe.body != Body::None,
            Shows::WhereABodyIsNeeded => matches!(probe.body, Body::Needed | Body::Status),
        };
        match (self.comes, &self.kind) {
            (Comes::Page { .. }, _) if probe.items.is_none() => None,
            (_, Some(FaultKind::XmlAuthorizationError)) if probe.api != Api::Business => {
                Some(Comes::Denial { kind: "authentication" })
            }
            (_, Some(FaultKind::NullMembers)) => match (probe.api, probe.body) {
                // Users without an address are no one's others: the view gives those of both APIs.
                (Api::View, _) => None,
                // Nobody knows how the command ended.
                (_, Body::Status) => Some(Comes::Nonsense { acted: true }),
                _ if probe.is_by_name => Some(Comes::Nonsense { acted: false }),
                _ => Some(Comes::Answer),
            },
            (comes, _) => Some(if is_shown { comes } else { Comes::Answer }),
        }
    }

    /// What an attempt comes to on a surface whose language has no form for what comes; none if that is as everywhere.
    pub(crate) fn comes_on(&self, surface: &str, probe: &Probe) -> Option<Comes> {
        // Numbers of JavaScript are exact up to 2^53: an id above it is refused, and not rounded.
        let rounds = surface == "node" && self.kind == Some(FaultKind::LargeIds) && probe.has_ids;
        rounds.then_some(Comes::Nonsense { acted: true })
    }

    /// Whether a time limit decides what comes.
    pub(crate) fn is_timed(&self) -> bool {
        self.settings != json!({})
    }

    /// Whether it neither makes a client wait for long nor leaves an answer without what was asked for.
    pub(crate) fn is_soon_over(&self) -> bool {
        let is_long = self.is_timed() || self.comes == Comes::Refusal { handed: true };
        let is_bare = matches!(self.comes, Comes::Page { .. }) || self.kind == Some(FaultKind::NullMembers);
        !is_long && !is_bare
    }

    /// Whether an attempt comes to a failure that a second one could mend.
    pub(crate) fn may_pass(&self) -> bool {
        matches!(self.comes, Comes::Refusal { .. } | Comes::Failure { .. } | Comes::Nonsense { .. })
    }
}

/// All of them.
pub(crate) fn all() -> Vec<Trouble> {
    let nobody = Trouble {
        name: "nobody listens".to_owned(),
        kind: None,
        comes: Comes::Nothing,
        shows: Shows::Always,
        settings: json!({}),
    };
    let others = [late(), refusals(), statuses(), broken(), garbled(), unusual(), pages()];
    std::iter::once(nobody).chain(others.into_iter().flatten()).collect()
}

const fn failure(kind: &'static str, delivery: &'static str, acted: bool) -> Comes {
    Comes::Failure { kind, delivery, acted, again: true }
}

fn late() -> Vec<Trouble> {
    let delay = |before_ms, after_ms| FaultKind::Delay { before_ms, after_ms };
    let timeout = |acted| failure("timeout", "unknown", acted);
    let attempt = json!({ "attempt_timeout": 0.4 });
    vec![
        Trouble::new("delay", delay(5, 5), Comes::Answer),
        Trouble::new("delay before acting, past the limit", delay(4_000, 0), timeout(false))
            .with(attempt.clone()),
        Trouble::new("delay after acting, past the limit", delay(0, 4_000), timeout(true)).with(attempt),
        Trouble::new("drip", FaultKind::Drip { bytes: 2_000, pause_ms: 1 }, Comes::Answer),
        Trouble::new("stall", FaultKind::Stall { after_bytes: 1 }, timeout(true))
            .shows(Shows::InAnyBody)
            .with(json!({ "read_timeout": 0.4 })),
    ]
}

fn refusals() -> Vec<Trouble> {
    let forms = [
        ("429", RetryAfter::None, false),
        ("429, Retry-After a fraction", RetryAfter::Fraction(0.05), false),
        ("429, Retry-After whole seconds, too many", RetryAfter::Seconds(3_600), true),
        ("429, Retry-After a date that is over", RetryAfter::DateIn(-5), false),
        ("429, Retry-After a year", RetryAfter::Huge, true),
        ("429, Retry-After malformed", RetryAfter::Malformed, false),
    ];
    let trouble = |(name, retry_after, handed)| {
        Trouble::new(name, FaultKind::TooManyRequests { retry_after }, Comes::Refusal { handed })
    };
    forms.map(trouble).into()
}

/// The kinds are those of the table in `spec/errors.yaml`.
fn statuses() -> Vec<Trouble> {
    use ErrorBody::{Empty, Html, Native};
    let server = |acted, again| Comes::Failure { kind: "server", delivery: "answered", acted, again };
    let denial = |kind| Comes::Denial { kind };
    let forms = [
        (500, Native, false, server(false, true)),
        (500, Native, true, server(true, true)),
        (502, Html, false, server(false, true)),
        (503, Empty, true, server(true, true)),
        (504, Html, true, server(true, true)),
        (408, Native, false, server(false, true)),
        (501, Native, false, server(false, false)),
        (400, Native, false, denial("invalid_request")),
        (401, Native, false, denial("authentication")),
        (402, Native, false, denial("subscription_expired")),
        (403, Html, false, denial("permission")),
        (404, Native, false, denial("not_found")),
        (409, Native, false, denial("conflict")),
        (415, Native, false, denial("unsupported_media_type")),
        (422, Empty, false, denial("invalid_request")),
    ];
    let trouble = |(status, body, acted, comes)| {
        let name = format!("{status}{}", if acted { ", acted on" } else { "" });
        Trouble::new(name, FaultKind::Status { status, body, retry_after: RetryAfter::None, acted }, comes)
    };
    forms.map(trouble).into()
}

fn broken() -> Vec<Trouble> {
    let connection = |acted| failure("connection", "unknown", acted);
    vec![
        Trouble::new("reset before acting", FaultKind::ResetBefore, connection(false)),
        Trouble::new("reset after acting", FaultKind::ResetAfter, connection(true)),
        Trouble::new("body cut short", FaultKind::TruncatedBody, connection(true)).shows(Shows::InAnyBody),
    ]
}

fn garbled() -> Vec<Trouble> {
    let unseen = Comes::Nonsense { acted: false };
    let done = Comes::Nonsense { acted: true };
    vec![
        Trouble::new("JSON cut short", FaultKind::TruncatedJson, done).shows(Shows::InAnyBody),
        Trouble::new("almost JSON", FaultKind::MalformedJson, done).shows(Shows::InAnyBody),
        Trouble::new("JSON of another shape", FaultKind::OtherShape, done).shows(Shows::InAnyBody),
        Trouble::new("empty body, 200", FaultKind::EmptyBody { status: 200 }, done)
            .shows(Shows::WhereABodyIsNeeded),
        Trouble::new("empty body, 204", FaultKind::EmptyBody { status: 204 }, done)
            .shows(Shows::WhereABodyIsNeeded),
        Trouble::new("a gateway's page", FaultKind::Html, unseen),
        Trouble::new("XML authorization error", FaultKind::XmlAuthorizationError, unseen),
        Trouble::new("redirect, 302", FaultKind::Redirect { status: 302 }, unseen),
        Trouble::new("redirect, 307", FaultKind::Redirect { status: 307 }, unseen),
    ]
}

fn unusual() -> Vec<Trouble> {
    let media_type = "application/octet-stream".to_owned();
    let understood = |name: &str, kind| Trouble::new(name, kind, Comes::Answer);
    vec![
        understood("another media type", FaultKind::WrongMediaType { media_type }),
        understood("unknown enum values", FaultKind::UnknownEnumValues),
        understood("unknown members", FaultKind::UnknownMembers),
        understood("ids above 2^53", FaultKind::LargeIds),
        understood("numbers as strings", FaultKind::NumbersAsStrings),
        understood("null members", FaultKind::NullMembers),
    ]
}

fn pages() -> Vec<Trouble> {
    let page = |name: &str, kind, may_miss| Trouble::new(name, kind, Comes::Page { may_miss });
    vec![
        page("token that repeats", FaultKind::RepeatToken, false),
        page("pages without an end", FaultKind::EndlessPages, false),
        // Business rule 6: an empty token is the end.
        page("empty token", FaultKind::EmptyToken, true),
        page("pages that overlap", FaultKind::OverlapPages, false),
        page("list that moves back", FaultKind::ShiftPages { by: -3 }, false),
        // Without a total, nobody can see it (business rule 6); with one, the list is flagged (provisioning rule 10).
        page("list that moves on", FaultKind::ShiftPages { by: 1 }, true),
        // Business rule 4: `items` that are null are none.
        page("items that are null", FaultKind::NullItems, true),
        page("elements that are null", FaultKind::NullElements, false),
    ]
}
