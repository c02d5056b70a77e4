//! The account: what the caller was told of each operation, against what the sandbox recorded.

use std::collections::HashMap;

use lastpass_sandbox::{RecordedRequest, Tenant};
use serde_json::Value;

use super::work::Work;

/// Counts of outcomes, and what does not add up.
#[derive(Debug, Default)]
pub struct Account {
    /// Faults that met a request.
    pub faults: u64,
    /// Reads that were answered, and reads that failed.
    pub read: [u64; 2],
    /// Writes that were done.
    pub written: u64,
    /// Writes whose request never went out.
    pub not_sent: u64,
    /// Writes that were refused.
    pub refused: u64,
    /// Writes of which the caller knows that they may have taken effect: those that have, and those that have not.
    pub open: [u64; 2],
    /// Requests beyond the first one of a write.
    pub repeated: u64,
    /// What does not add up.
    pub wrong: Vec<String>,
}

/// The requests of a tenant, by the person that they are about.
struct Requests(HashMap<String, Vec<RecordedRequest>>);

impl Requests {
    fn of(tenant: &Tenant) -> Self {
        let mut requests: HashMap<String, Vec<RecordedRequest>> = HashMap::new();
        for request in tenant.requests() {
            if let Some(person) = person(&request) {
                requests.entry(person).or_default().push(request);
            }
        }
        Requests(requests)
    }

    /// The requests that write what a work writes.
    fn writes(&self, work: &Work) -> Vec<&RecordedRequest> {
        let id = work.id.map(|id| id.to_string());
        let people = [Some(work.email.clone()), id];
        let requests = people.iter().flatten().filter_map(|person| self.0.get(person)).flatten();
        requests.filter(|request| work.writes.is_some() && request.operation == work.writes).collect()
    }
}

/// Whom a request is about: an address, or an id.
fn person(request: &RecordedRequest) -> Option<String> {
    let body = request.body.as_ref();
    let of_row = |row: &Value| row.as_str().or(row["username"].as_str()).map(str::to_owned);
    let data = body.map(|body| &body["data"]);
    let addressed = body.and_then(|body| body["email"].as_str()).map(str::to_owned);
    let row = data.and_then(|data| of_row(data).or_else(|| of_row(&data[0])));
    let id = || request.path.rsplit('/').next().filter(|id| id.parse::<i64>().is_ok()).map(str::to_owned);
    addressed.or(row).or_else(id)
}

impl Account {
    /// Holds the outcomes of a batch against the record.
    pub(super) fn hold(&mut self, tenant: &Tenant, works: &[Work], outcomes: &[Value]) {
        let requests = Requests::of(tenant);
        for (work, outcome) in works.iter().zip(outcomes) {
            if let Some(problem) = self.one(tenant, work, outcome, &requests.writes(work)) {
                self.wrong.push(format!(
                    "{} of {}: {problem}; it came to {outcome}",
                    work.call(),
                    work.email
                ));
            }
        }
    }

    fn one(
        &mut self,
        tenant: &Tenant,
        work: &Work,
        outcome: &Value,
        sent: &[&RecordedRequest],
    ) -> Option<String> {
        let is_reached = work.is_reached(tenant);
        let is_write = work.writes.is_some();
        self.repeated += sent.len().saturating_sub(1) as u64;
        if let Some(problem) = doubled(work, sent) {
            return Some(problem);
        }
        if let Some(answer) = outcome.get("ok") {
            *(if is_write { &mut self.written } else { &mut self.read[0] }) += 1;
            return match (is_reached, work.is_answered(answer)) {
                (false, _) => Some(format!("it is done, and {:?} is not so", work.goal)),
                (_, false) => Some("the answer is another one".to_owned()),
                _ if is_write && sent.is_empty() => Some("it is done, and nothing was sent".to_owned()),
                _ => None,
            };
        }
        let error = &outcome["error"];
        let (Some(kind), Some(delivery)) = (error["kind"].as_str(), error["delivery"].as_str()) else {
            return Some("this is no outcome".to_owned());
        };
        if !is_write {
            self.read[1] += 1;
            return None;
        }
        match (delivery, kind) {
            ("not_sent", _) => {
                self.not_sent += 1;
                (!sent.is_empty()).then(|| "it was not sent, and is in the record".to_owned())
            }
            // Whether a write took effect is open: `spec/errors.yaml` says it of these kinds.
            ("unknown", _) | (_, "server" | "unexpected_response") => {
                self.open[usize::from(!is_reached)] += 1;
                sent.is_empty().then(|| "it may have been sent, and is not in the record".to_owned())
            }
            // A deletion that was sent again finds nobody.
            (_, "not_found") if sent.len() > 1 => {
                self.open[usize::from(!is_reached)] += 1;
                None
            }
            _ => {
                self.refused += 1;
                is_reached.then(|| "it was refused, and took effect".to_owned())
            }
        }
    }

    /// How many operations are accounted for.
    pub(super) fn sum(&self) -> u64 {
        let [read, unread] = self.read;
        let [took_effect, did_not] = self.open;
        read + unread + self.written + self.not_sent + self.refused + took_effect + did_not
    }
}

/// Only a deletion by id, which leaves nothing to delete, may be sent again before anybody knows what became of it; others where
/// they were refused, and commands that set a state once the user was read back.
fn doubled(work: &Work, sent: &[&RecordedRequest]) -> Option<String> {
    const ONCE: [&str; 4] = ["createUser", "partiallyUpdateUser", "batchadd", "batchchangegrp"];
    let (_, before) = sent.split_last()?;
    let is_once = work.writes.is_some_and(|name| ONCE.contains(&name));
    if is_once && before.iter().any(|request| request.status != Some(429)) {
        return Some("it was sent again on a guess".to_owned());
    }
    let acted = sent.iter().filter(|request| request.changed).count();
    (acted > 1 && work.writes != Some("deleteUser")).then(|| "it took effect twice".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::soak::work::{Goal, People};
    use fastrand::Rng;
    use lastpass_sandbox::{NewUser, Sandbox, Stage, TenantOptions};
    use serde_json::json;

    #[test]
    fn what_is_told_is_held_against_what_is_there() {
        let error = |kind: &str, delivery: &str| json!({ "error": { "kind": kind, "delivery": delivery } });
        // What a creation came to, whether the user is there, and what is said of it.
        let cases = [
            ("done, and not there", json!({ "ok": {} }), false, Some("is not so")),
            ("done, and never sent", json!({ "ok": {} }), true, Some("nothing was sent")),
            ("not sent", error("connection", "not_sent"), false, None),
            ("open, and never sent", error("connection", "unknown"), false, Some("not in the record")),
            ("failed, and never sent", error("server", "answered"), false, Some("not in the record")),
            ("refused", error("invalid_request", "answered"), false, None),
            ("refused, and there", error("invalid_request", "answered"), true, Some("took effect")),
            ("no outcome", json!({ "fault": "a driver's" }), false, Some("no outcome")),
        ];
        let sandbox = Sandbox::builder().threads(1).start_blocking().unwrap();
        for (name, outcome, is_there, said) in cases {
            let tenant = sandbox.tenant(TenantOptions::empty());
            let mut people = People::default();
            let mut works = people.work(&tenant, &mut Rng::with_seed(1), 8);
            works.retain(|work| work.writes.is_some());
            works.truncate(1);
            if is_there {
                let Goal::There { name } = &works[0].goal else { panic!("{:?}", works[0].goal) };
                let name = Some(name.clone());
                tenant.add_user(NewUser { email: works[0].email.clone(), name, stage: Stage::Staged });
            }
            let mut account = Account::default();
            account.hold(&tenant, &works, &[outcome]);
            match said {
                None => assert_eq!((account.wrong.join("; "), account.sum()), (String::new(), 1), "{name}"),
                Some(said) => assert!(account.wrong.join("; ").contains(said), "{name}: {:?}", account.wrong),
            }
        }
    }
}
