//! One cell of the matrix: an operation meets a fault, and what was seen of it on both sides.

use anyhow::{Context, Result, bail, ensure};
use lastpass_sandbox::{Fault, RecordedRequest, Target, TenantOptions};
use serde_json::{Value, json};

use super::expected::When;
use super::probe::Probe;
use super::trouble::Trouble;
use crate::driver::Driver;
use crate::play::{opening, send};
use crate::scenario::Scenario;
use crate::stage::{Stage, nobody};

/// What was seen. It is the same on every surface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    /// What the caller was told.
    pub(crate) ended: Ended,
    /// What it was told of each user.
    pub(crate) rows: Vec<(String, String)>,
    /// How many items of a list it was given, and how many there are.
    pub(crate) items: Option<(usize, usize)>,
    /// Whether it was told that the list does not add up.
    pub(crate) is_flagged: bool,
    /// How often the server was asked for the operation.
    pub(crate) hits: usize,
    /// How much of it has happened.
    pub(crate) effect: usize,
}

/// How a call ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    Done,
    Error { kind: String, delivery: String, attempts: u64, status: Option<u64> },
}

/// What the sandbox knows beside it.
pub(crate) struct Record {
    /// The requests, the oldest first.
    pub(crate) requests: Vec<RecordedRequest>,
    /// For each user that the caller was told of, whether its row has taken effect.
    pub(crate) rows: Vec<bool>,
    /// Requests that came to another host.
    pub(crate) foreign: usize,
    /// Where a credential was printed.
    pub(crate) leaks: Option<String>,
    /// What the driver printed on standard error.
    pub(crate) complaints: String,
}

/// The company that each cell plays in.
fn company() -> Result<TenantOptions> {
    let now = "2024-06-15T12:00:00Z".parse().context("the day of the matrix")?;
    Ok(TenantOptions { users: 25, companies: 2, events: 25, now: Some(now), ..TenantOptions::default() })
}

/// Plays a cell in a company of its own.
pub(crate) fn play(
    stage: &Stage,
    driver: &mut Driver,
    trouble: &Trouble,
    probe: &Probe,
    when: When,
) -> Result<(Seen, Record)> {
    let on = if when == When::Everywhere { Some(Target::Any) } else { Target::parse(probe.on) };
    let on = on.with_context(|| format!("{} is no operation and no command", probe.on))?;
    let fault = trouble.kind.clone().map(|kind| match when {
        When::Once => Fault { after: probe.after, ..Fault::once(on, kind) },
        When::Always | When::Everywhere => Fault::always(on, kind),
    });
    let quirks = json!({ "company_change_delay_ms": null, "push_sites_available": true, "event_limit": 10 });
    let scenario = Scenario {
        tenant: company()?,
        quirks: quirks.as_object().cloned().unwrap_or_default(),
        faults: fault.into_iter().collect(),
        ..Scenario::default()
    };
    let company = stage.company(&scenario)?;
    let mut settings = company.settings();
    settings.extend(trouble.settings.as_object().cloned().unwrap_or_default());
    if trouble.kind.is_none() {
        let nobody = nobody()?;
        settings.insert("business_url".to_owned(), format!("{nobody}/business").into());
        settings.insert("provisioning_url".to_owned(), format!("{nobody}/enterpriseapi.php").into());
    }
    let opened = send(driver, &opening(settings))?;
    ensure!(opened.value.get("ok").is_some(), "the client does not open: {}", opened.line);
    let mut step = json!({ "do": "call", "operation": probe.call, "arguments": probe.arguments, "options": probe.options });
    if probe.items.is_some_and(|_| probe.requests > 1) {
        step["read"] = "summary".into();
    }
    let outcome = send(driver, &step)?;
    send(driver, &json!({ "do": "close" }))?;
    let tenant = company.tenant();
    let ended = ended(&outcome.value)?;
    let answer = &outcome.value["ok"];
    let told =
        if ended == Ended::Done { &answer["rows"] } else { &outcome.value["error"]["outcome"]["rows"] };
    let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let rows = told.as_array().into_iter().flatten();
    let rows: Vec<_> = rows.map(|row| (text(row, "username"), text(row, "state"))).collect();
    let given = answer["items"].as_array().or(answer.as_array());
    let seen = Seen {
        items: probe.items.zip(given).map(|(there, given)| (given.len(), there(tenant))),
        is_flagged: answer["summary"]["is_inconsistent"] == true,
        hits: tenant.hits(probe.on),
        effect: (probe.effect)(tenant),
        ended,
        rows,
    };
    let record = Record {
        requests: tenant.requests(),
        rows: probe
            .row
            .map_or_else(Vec::new, |took| seen.rows.iter().map(|(name, _)| took(tenant, name)).collect()),
        foreign: company.foreign(),
        leaks: company.leaks(&outcome.line),
        complaints: driver.complaints(),
    };
    Ok((seen, record))
}

fn ended(outcome: &Value) -> Result<Ended> {
    let error = &outcome["error"];
    if outcome.get("ok").is_some() {
        return Ok(Ended::Done);
    }
    let (Some(kind), Some(delivery)) = (error["kind"].as_str(), error["delivery"].as_str()) else {
        bail!("the driver told neither a result nor an error with its kind and delivery: {outcome}")
    };
    Ok(Ended::Error {
        kind: kind.to_owned(),
        delivery: delivery.to_owned(),
        attempts: error["attempts"].as_u64().unwrap_or_default(),
        status: error["status"].as_u64(),
    })
}

impl Seen {
    /// Outcome, hits and state, in short.
    pub(crate) fn short(&self, probe: &Probe) -> String {
        let ended = match &self.ended {
            Ended::Done => "done".to_owned(),
            Ended::Error { kind, delivery, .. } => format!("{kind}/{delivery}"),
        };
        let state = match (self.items, probe.writes()) {
            (Some((given, there)), _) => {
                format!(" {given}/{there}{}", if self.is_flagged { " flagged" } else { "" })
            }
            (None, true) => format!(" {}/{}", self.effect, probe.whole),
            (None, false) => String::new(),
        };
        format!("{ended} {}x{state}", self.hits)
    }
}
