//! What is promised whatever goes wrong, judged by the sandbox's own record and by nothing that the client says of itself.

use lastpass_sandbox::RecordedRequest;

use super::probe::{Api, Class, Probe};
use super::seen::{Ended, Record, Seen};
use super::trouble::Comes;

/// So often a request is sent, at most.
const ATTEMPTS: u64 = 3;

/// The promises that are broken.
pub(crate) fn broken(comes: Comes, probe: &Probe, seen: &Seen, record: &Record) -> Vec<String> {
    let sent: Vec<&RecordedRequest> =
        record.requests.iter().filter(|request| request.operation == Some(probe.on)).collect();
    let mut found = Vec::new();
    if probe.writes() {
        writes(probe, seen, record, &sent, &mut found);
    } else {
        reads(comes, probe, seen, &mut found);
    }
    if let Ended::Error { delivery, attempts, status, .. } = &seen.ended {
        told(probe, delivery, *attempts, *status, &sent, &mut found);
    }
    if record.foreign > 0 {
        found.push("a request went to another host".to_owned());
    }
    found.extend(record.leaks.clone());
    if !record.complaints.is_empty() {
        found.push(format!("the driver printed on standard error: {}", record.complaints));
    }
    found
}

fn writes(probe: &Probe, seen: &Seen, record: &Record, sent: &[&RecordedRequest], found: &mut Vec<String>) {
    if seen.ended == Ended::Done && seen.effect < probe.whole {
        found.push(format!("a lost write is reported as done: {} of {}", seen.effect, probe.whole));
    }
    let acted = sent.iter().filter(|request| request.changed).count();
    let may_act_again = probe.api == Api::Business && probe.class == Class::Idempotent;
    if seen.effect > probe.whole || (acted > probe.requests && !may_act_again) {
        found.push(format!("a doubled write: {acted} requests took effect"));
    }
    for ((username, state), took_effect) in seen.rows.iter().zip(&record.rows) {
        match (state.as_str(), took_effect) {
            ("applied" | "unchanged", false) => {
                found.push(format!("{username} is {state}, and is not there"))
            }
            ("not_sent" | "rejected", true) => found.push(format!("{username} is {state}, and is there")),
            _ => {}
        }
    }
    if !may_act_again {
        guesses(probe, record, found);
    }
}

/// A write that may have taken effect is not sent again: a refusal was no act, and what was read back is no guess.
fn guesses(probe: &Probe, record: &Record, found: &mut Vec<String>) {
    let mut open: Option<&RecordedRequest> = None;
    for request in &record.requests {
        if request.operation == Some(probe.on) {
            if let Some(before) = open
                && before.body == request.body
            {
                found.push("a write was sent again on a guess".to_owned());
            }
            open = (request.status != Some(429)).then_some(request);
        } else if probe.class == Class::Idempotent {
            open = None;
        }
    }
}

fn reads(comes: Comes, probe: &Probe, seen: &Seen, found: &mut Vec<String>) {
    let Some((given, there)) = seen.items else {
        if seen.ended == Ended::Done && probe.items.is_some() {
            found.push("a list was read, and is none".to_owned());
        }
        return;
    };
    let may_miss = comes == Comes::Page { may_miss: true };
    if given < there && !seen.is_flagged && !may_miss {
        found.push(format!("an error is taken for a list of {given} where there are {there}"));
    }
    if given > there {
        found.push(format!("items came twice: {given} where there are {there}"));
    }
}

/// Whether what an error says of its request is true.
fn told(
    probe: &Probe,
    delivery: &str,
    attempts: u64,
    status: Option<u64>,
    sent: &[&RecordedRequest],
    found: &mut Vec<String>,
) {
    let answered = sent.last().and_then(|request| request.status);
    let is_true = match delivery {
        "not_sent" => sent.is_empty(),
        "unknown" => !sent.is_empty(),
        "answered" => answered.is_some() && (status.is_none() || status == answered.map(u64::from)),
        _ => false,
    };
    if !is_true {
        found.push(format!(
            "`{delivery}` is not true: {} requests, the last answered {answered:?}",
            sent.len()
        ));
    }
    if attempts > ATTEMPTS {
        found.push(format!("{attempts} attempts"));
    }
    // Each page and each part counts for itself.
    if probe.requests == 1 && !sent.is_empty() && attempts != sent.len() as u64 {
        found.push(format!("{attempts} attempts are told, {} were made", sent.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faults::probes;
    use serde_json::json;

    /// A request for the operation: what was answered, and whether it changed anything.
    fn request(operation: &'static str, status: Option<u16>, changed: bool) -> RecordedRequest {
        RecordedRequest {
            operation: Some(operation),
            method: "POST".to_owned(),
            path: String::new(),
            query: Vec::new(),
            headers: Vec::new(),
            body: Some(json!({})),
            changed,
            status,
        }
    }

    fn done(hits: usize, effect: usize) -> Seen {
        Seen { ended: Ended::Done, rows: Vec::new(), items: None, is_flagged: false, hits, effect }
    }

    fn failed(delivery: &str, attempts: u64, effect: usize) -> Seen {
        let ended = Ended::Error {
            kind: "connection".to_owned(),
            delivery: delivery.to_owned(),
            attempts,
            status: None,
        };
        Seen { ended, ..done(0, effect) }
    }

    fn list(given: usize, is_flagged: bool) -> Seen {
        Seen { items: Some((given, 25)), is_flagged, ..done(3, 0) }
    }

    fn of_rows(state: &str) -> Seen {
        let rows = vec![("ada@example.com".to_owned(), state.to_owned())];
        Seen { rows, ..failed("unknown", 1, 0) }
    }

    /// Its name, the call, what was told, what was recorded, which rows took effect, and what is said of it.
    type Case<'a> = (&'a str, &'a str, Seen, &'a [RecordedRequest], &'a [bool], Option<&'a str>);

    #[test]
    fn a_broken_promise_is_told() {
        const CREATE: &str = "createUser";
        const PUT: &str = "updateManagedCompany";
        const DISABLE: &str = "disableuser";
        let (lost, cut, refused) = (None, Some(200), Some(429));
        let cases: [Case; 18] = [
            ("done", "users.create", done(1, 1), &[request(CREATE, cut, true)], &[], None),
            ("lost", "users.create", done(1, 0), &[request(CREATE, cut, false)], &[], Some("lost write")),
            (
                "doubled",
                "managed_companies.create",
                done(2, 2),
                &[request("createManagedCompany", lost, true), request("createManagedCompany", cut, true)],
                &[],
                Some("doubled"),
            ),
            (
                "guessed",
                "users.create",
                done(2, 1),
                &[request(CREATE, lost, false), request(CREATE, cut, true)],
                &[],
                Some("guess"),
            ),
            (
                "sent again after a refusal",
                "users.create",
                done(2, 1),
                &[request(CREATE, refused, false), request(CREATE, cut, true)],
                &[],
                None,
            ),
            (
                "a state set twice",
                "managed_companies.replace",
                done(2, 1),
                &[request(PUT, lost, true), request(PUT, cut, true)],
                &[],
                None,
            ),
            (
                "a command repeated blindly",
                "provisioning.users.disable",
                done(2, 2),
                &[request(DISABLE, lost, false), request(DISABLE, cut, true)],
                &[],
                Some("guess"),
            ),
            (
                "a command repeated after a look",
                "provisioning.users.disable",
                done(2, 2),
                &[
                    request(DISABLE, lost, false),
                    request("getuserdata", cut, false),
                    request(DISABLE, cut, true),
                ],
                &[],
                None,
            ),
            ("not sent", "users.create", failed("not_sent", 3, 0), &[], &[], None),
            (
                "not sent, and there",
                "users.create",
                failed("not_sent", 1, 0),
                &[request(CREATE, lost, false)],
                &[],
                Some("not true"),
            ),
            ("unknown, and never sent", "users.create", failed("unknown", 1, 0), &[], &[], Some("not true")),
            (
                "answered by nobody",
                "users.create",
                failed("answered", 1, 0),
                &[request(CREATE, lost, false)],
                &[],
                Some("not true"),
            ),
            (
                "attempts",
                "users.create",
                failed("unknown", 2, 0),
                &[request(CREATE, lost, false)],
                &[],
                Some("2 attempts are told"),
            ),
            ("a whole list", "users.list", list(25, false), &[], &[], None),
            ("a short list", "users.list", list(0, false), &[], &[], Some("taken for a list of 0")),
            ("a short list that says so", "users.list", list(23, true), &[], &[], None),
            (
                "a row that is there",
                "provisioning.users.disable",
                of_rows("not_sent"),
                &[request(DISABLE, lost, true)],
                &[true],
                Some("and is there"),
            ),
            (
                "a row that is not there",
                "provisioning.users.disable",
                of_rows("applied"),
                &[request(DISABLE, lost, false)],
                &[false],
                Some("and is not there"),
            ),
        ];
        for (name, call, seen, requests, rows, said) in cases {
            let probe = probes().into_iter().find(|probe| probe.call == call).unwrap();
            let record = Record {
                requests: requests.to_vec(),
                rows: rows.to_vec(),
                foreign: 0,
                leaks: None,
                complaints: String::new(),
            };
            let found = broken(Comes::Answer, &probe, &seen, &record).join("; ");
            match said {
                None => assert_eq!(found, "", "{name}"),
                Some(said) => assert!(found.contains(said), "{name}: {found}"),
            }
        }
    }
}
