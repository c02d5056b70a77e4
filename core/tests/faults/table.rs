//! The table of faults and classes.

use lastpass_admin::{CallOptions, Delivery, ErrorKind};
use lastpass_sandbox::{ErrorBody, FaultKind, RetryAfter};
use tokio::task::JoinSet;

use super::{Class, SUBJECTS, Seen, Subject, impatient, observe};

/// A fault, and what is to be expected of it.
#[derive(Clone)]
struct Row {
    fault: FaultKind,
    /// Whether the server acts on the request all the same.
    acts: bool,
    /// Whether the fault spoils a body, so that an answer without one is not met.
    in_body: bool,
    kind: ErrorKind,
    delivery: Delivery,
    repeated: Repeated,
}

/// Which classes send the request again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Repeated {
    /// All: the server has surely not acted.
    ByAll,
    /// Those for which repeating does no harm.
    WhereHarmless,
    /// The answer will not change; only a command that sets a state is read back, and sent again if it had no effect.
    AfterReadBack,
    Never,
}

const fn row(fault: FaultKind, acts: bool, kind: ErrorKind, delivery: Delivery, repeated: Repeated) -> Row {
    Row { fault, acts, in_body: false, kind, delivery, repeated }
}

const fn body(fault: FaultKind, kind: ErrorKind, delivery: Delivery, repeated: Repeated) -> Row {
    Row { fault, acts: true, in_body: true, kind, delivery, repeated }
}

fn status(status: u16, body: ErrorBody, acted: bool) -> FaultKind {
    FaultKind::Status { status, body, retry_after: RetryAfter::None, acted }
}

fn rows() -> Vec<Row> {
    use Delivery::{Answered, Unknown};
    use ErrorKind::{Connection, RateLimit, Server, UnexpectedResponse};
    use Repeated::{AfterReadBack, ByAll, WhereHarmless};
    let too_many = |retry_after| FaultKind::TooManyRequests { retry_after };
    let mut rows = vec![
        row(FaultKind::ResetBefore, false, Connection, Unknown, WhereHarmless),
        row(FaultKind::ResetAfter, true, Connection, Unknown, WhereHarmless),
        row(FaultKind::Html, false, UnexpectedResponse, Answered, AfterReadBack),
        row(FaultKind::Redirect { status: 307 }, false, UnexpectedResponse, Answered, AfterReadBack),
        row(status(501, ErrorBody::Native, false), false, Server, Answered, AfterReadBack),
        row(too_many(RetryAfter::None), false, RateLimit, Answered, ByAll),
        row(too_many(RetryAfter::Fraction(0.05)), false, RateLimit, Answered, ByAll),
        row(too_many(RetryAfter::Seconds(0)), false, RateLimit, Answered, ByAll),
        row(too_many(RetryAfter::DateIn(-3)), false, RateLimit, Answered, ByAll),
        row(too_many(RetryAfter::Malformed), false, RateLimit, Answered, ByAll),
        row(too_many(RetryAfter::Huge), false, RateLimit, Answered, Repeated::Never),
        row(too_many(RetryAfter::Seconds(30)), false, RateLimit, Answered, Repeated::Never),
        row(too_many(RetryAfter::DateIn(30)), false, RateLimit, Answered, Repeated::Never),
        body(FaultKind::TruncatedBody, Connection, Unknown, WhereHarmless),
        body(FaultKind::TruncatedJson, UnexpectedResponse, Answered, AfterReadBack),
        body(FaultKind::MalformedJson, UnexpectedResponse, Answered, AfterReadBack),
        body(FaultKind::OtherShape, UnexpectedResponse, Answered, AfterReadBack),
        body(FaultKind::EmptyBody { status: 200 }, UnexpectedResponse, Answered, AfterReadBack),
    ];
    for code in [408, 500, 502, 503, 504] {
        for form in [ErrorBody::Native, ErrorBody::Html, ErrorBody::Empty] {
            rows.push(row(status(code, form, false), false, Server, Answered, WhereHarmless));
        }
        rows.push(row(status(code, ErrorBody::Html, true), true, Server, Answered, WhereHarmless));
    }
    rows
}

/// The faults that take time: the limits of the client end them.
fn slow_rows() -> Vec<Row> {
    use Repeated::WhereHarmless;
    let (kind, delivery) = (ErrorKind::Timeout, Delivery::Unknown);
    let minute = 60_000;
    vec![
        row(FaultKind::Delay { before_ms: minute, after_ms: 0 }, false, kind, delivery, WhereHarmless),
        row(FaultKind::Delay { before_ms: 0, after_ms: minute }, true, kind, delivery, WhereHarmless),
        body(FaultKind::Stall { after_bytes: 5 }, kind, delivery, WhereHarmless),
        body(FaultKind::Drip { bytes: 1, pause_ms: 100 }, kind, delivery, WhereHarmless),
    ]
}

/// What a subject has to make of a fault that does not end.
fn lasting(row: &Row, subject: Subject) -> Seen {
    let unmet = row.in_body && !subject.has_body;
    let writes = subject.class != Class::Safe;
    if unmet {
        return Seen { hits: 1, changes: usize::from(writes), error: None };
    }
    if subject.read_back && row.acts {
        // Reading the user back shows that it took effect: a success.
        return Seen { hits: 1, changes: 1, error: None };
    }
    let again = match (row.repeated, subject.class) {
        (Repeated::ByAll, _) => true,
        (Repeated::WhereHarmless, class) => class != Class::Once,
        (Repeated::AfterReadBack, class) => class == Class::ReadBack,
        (Repeated::Never, _) => false,
    };
    let hits = if again { 3 } else { 1 };
    let changes = match subject.operation {
        _ if !row.acts || !writes => 0,
        // Accepted each time: the same state, asked for again.
        "updateManagedCompany" => hits,
        _ => 1,
    };
    Seen { hits, changes, error: Some((row.kind, row.delivery, hits as u32)) }
}

/// What it has to make of the same fault if it meets one request only.
fn passing(row: &Row, subject: Subject) -> Seen {
    let lasting = lasting(row, subject);
    if lasting.hits == 1 {
        return lasting;
    }
    let writes = subject.class != Class::Safe;
    match subject.operation {
        // The repetition finds nothing left to delete.
        "deleteUser" if row.acts => {
            Seen { hits: 2, changes: 1, error: Some((ErrorKind::NotFound, Delivery::Answered, 2)) }
        }
        "updateManagedCompany" if row.acts => Seen { hits: 2, changes: 2, error: None },
        _ => Seen { hits: 2, changes: usize::from(writes), error: None },
    }
}

async fn check(
    rows: Vec<Row>,
    times: Option<u32>,
    options: CallOptions,
    expected: fn(&Row, Subject) -> Seen,
) {
    let mut cases = JoinSet::new();
    for row in rows {
        for subject in SUBJECTS {
            let row = row.clone();
            let observing = observe(subject, row.fault.clone(), times, options.clone());
            cases.spawn(async move {
                let (seen, error) = observing.await;
                let expected = expected(&row, subject);
                if subject.class == Class::Once {
                    assert!(seen.changes <= 1, "{} acted twice on {:?}", subject.operation, row.fault);
                }
                (seen != expected).then(|| {
                    let fault = &row.fault;
                    format!(
                        "{} under {fault:?}:\n   found {seen:?}\nexpected {expected:?}\n   {error:?}",
                        subject.operation
                    )
                })
            });
        }
    }
    let wrong: Vec<String> = cases.join_all().await.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{} cases\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn every_lasting_fault_against_every_class() {
    check(rows(), None, CallOptions::new(), lasting).await;
}

#[tokio::test]
async fn every_passing_fault_against_every_class() {
    check(rows(), Some(1), CallOptions::new(), passing).await;
}

#[tokio::test]
async fn every_lasting_slowness_against_every_class() {
    check(slow_rows(), None, impatient(), lasting).await;
}

#[tokio::test]
async fn every_passing_slowness_against_every_class() {
    check(slow_rows(), Some(1), impatient(), passing).await;
}

/// A slow body within the limits is a success, and nothing is asked twice.
#[tokio::test]
async fn slowness_within_the_limits_is_no_failure() {
    let faults =
        [FaultKind::Delay { before_ms: 20, after_ms: 20 }, FaultKind::Drip { bytes: 10, pause_ms: 1 }];
    for fault in faults {
        for subject in SUBJECTS {
            let (seen, error) = observe(subject, fault.clone(), None, CallOptions::new()).await;
            assert_eq!(
                (seen.hits, seen.error),
                (1, None),
                "{} under {fault:?}: {error:?}",
                subject.operation
            );
        }
    }
}

/// The authorization error is an answer, and no class asks again.
#[tokio::test]
async fn a_dead_credential_is_asked_for_once() {
    for subject in SUBJECTS
        .iter()
        .filter(|subject| ["disableuser", "batchadd", "reinviteuser"].contains(&subject.operation))
    {
        let (seen, error) =
            observe(*subject, FaultKind::XmlAuthorizationError, None, CallOptions::new()).await;
        let told = Some((ErrorKind::Authentication, Delivery::Answered, 1));
        assert_eq!(seen, Seen { hits: 1, changes: 0, error: told }, "{}: {error:?}", subject.operation);
    }
}

/// `max_retries` is a limit for every class.
#[tokio::test]
async fn a_caller_may_set_the_number_of_attempts() {
    for retries in [0, 1, 4] {
        for subject in SUBJECTS {
            let options = CallOptions::new().max_retries(retries);
            let (seen, error) = observe(subject, FaultKind::ResetBefore, None, options).await;
            let hits = if subject.class == Class::Once { 1 } else { retries as usize + 1 };
            let told = Some((ErrorKind::Connection, Delivery::Unknown, hits as u32));
            assert_eq!(
                seen,
                Seen { hits, changes: 0, error: told },
                "{} {retries}: {error:?}",
                subject.operation
            );
        }
    }
}
