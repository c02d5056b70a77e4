//! Playing a scenario: its steps through a driver, and then a look at what the server saw and what became of the company.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde_json::{Map, Value, json};

use crate::differences::{Mode, differences};
use crate::driver::{Driver, Outcome};
use crate::names::{self, Names};
use crate::scenario::{Scenario, Server};
use crate::stage::{Company, Stage};
use crate::step::Step;

/// The version of the protocol that drivers have to speak.
const PROTOCOL: u32 = 1;

/// So long a dropped request may take to be noticed by the server.
const SETTLING: Duration = Duration::from_secs(2);

/// What became of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All is as expected.
    Passed,
    /// What differs, one a line.
    Failed(Vec<String>),
    /// The surface cannot play it yet, and why.
    Skipped(String),
}

/// Plays a scenario.
#[must_use]
pub fn play(stage: &Stage, driver: &mut Driver, scenario: &Scenario) -> Verdict {
    if let Some(reason) = scenario.skip.get(&driver.surface) {
        return Verdict::Skipped(reason.as_str().unwrap_or_default().to_owned());
    }
    let found = match stage.company(scenario) {
        Ok(company) => {
            let names = company.names();
            let mut playing = Playing { company, driver, names, found: Vec::new() };
            if let Err(error) = playing.scenario(scenario) {
                playing.found.push(format!("{error:#}"));
            }
            playing.found
        }
        Err(error) => vec![format!("{error:#}")],
    };
    if found.is_empty() { Verdict::Passed } else { Verdict::Failed(found) }
}

struct Playing<'a> {
    company: Company<'a>,
    driver: &'a mut Driver,
    names: Names,
    found: Vec<String>,
}

impl Playing<'_> {
    fn scenario(&mut self, scenario: &Scenario) -> Result<()> {
        let mut settings = self.company.settings();
        settings.extend(self.names.fill_members(&scenario.client));
        let opened = self.send(&opening(settings))?;
        match &scenario.refused {
            Some(expected) => self.compare("open: error", expected, part(&opened, "error"), Mode::Part),
            None if opened.value.get("ok").is_none() => bail!("the client does not open: {}", opened.line),
            None => {}
        }
        for (number, step) in (1..).zip(scenario.steps_on(&self.driver.surface)) {
            step.sandbox.iter().try_for_each(|act| self.company.act(act))?;
            for (title, line) in step.lines() {
                self.step(&format!("step {number} ({title})"), step, &line)?;
            }
        }
        self.server(&scenario.server);
        if let Some(expected) = &scenario.company {
            let picture = self.company.picture();
            self.compare("the company", &self.names.fill(expected), &picture, Mode::Part);
        }
        self.send(&json!({ "do": "close" }))?;
        let complaints = self.driver.complaints();
        if !complaints.is_empty() {
            self.found.push(format!("the driver printed on standard error: {complaints}"));
        }
        Ok(())
    }

    fn step(&mut self, title: &str, step: &Step, line: &Value) -> Result<()> {
        let line = self.names.fill(line);
        let start = Instant::now();
        let outcome = self.send(&line)?;
        let took = start.elapsed().as_secs_f64();
        let (expected, place, mode) = match (&step.expect, &step.exactly, &step.error) {
            (_, Some(whole), _) => (whole, "ok", Mode::Whole),
            (_, _, Some(error)) => (error, "error", Mode::Part),
            (Some(expected), _, _) => (expected, "ok", Mode::Part),
            // `Step::check` has refused it.
            (None, None, None) => return Ok(()),
        };
        if outcome.value.get(place).is_none() {
            self.found.push(format!("{title}: `{place}` was expected, this came: {}", outcome.line));
            return Ok(());
        }
        let came = part(&outcome, place);
        self.compare(title, &self.names.fill(expected), came, mode);
        if step.takes.at_least.is_some_and(|limit| took < limit)
            || step.takes.at_most.is_some_and(|limit| took > limit)
        {
            self.found.push(format!("{title}: it took {took:.2} s, expected was {:?}", step.takes));
        }
        for (name, path) in &step.keep {
            let kept = path.as_str().and_then(|path| names::at(came, path));
            match kept {
                Some(value) => self.names.set(name, value.clone()),
                None => bail!("{title}: there is nothing at {path} to be kept as `{name}`"),
            }
        }
        Ok(())
    }

    /// Has the driver play a line; whatever it prints holds no secret.
    fn send(&mut self, line: &Value) -> Result<Outcome> {
        let outcome = send(self.driver, line)?;
        self.found.extend(self.company.leaks(&outcome.line));
        Ok(outcome)
    }

    fn server(&mut self, server: &Server) {
        if let Some(expected) = &server.hits {
            self.compare("the server's hits", expected, &self.company.hits(), Mode::Whole);
        }
        self.requests(&server.requests);
        if let Some(expected) = server.aborted {
            // The server notices a closed connection a moment later.
            let start = Instant::now();
            while self.company.aborted() < expected && start.elapsed() < SETTLING {
                thread::sleep(Duration::from_millis(10));
            }
            self.compare("aborted requests", &json!(expected), &json!(self.company.aborted()), Mode::Whole);
        }
        if let Some(expected) = server.foreign {
            self.compare("foreign requests", &json!(expected), &json!(self.company.foreign()), Mode::Whole);
        }
    }

    /// Each expected request is one of those that came, behind the one before it.
    fn requests(&mut self, expected: &[Value]) {
        let came = self.company.requests();
        let mut rest = came.iter();
        for wanted in expected {
            let wanted = self.names.fill(wanted);
            if rest.any(|request| differences(&wanted, request, Mode::Part).is_empty()) {
                continue;
            }
            let same = |request: &&Value| request["operation"] == wanted["operation"];
            self.found.push(format!("the server saw no such request (in this order): {wanted}"));
            for request in came.iter().filter(same).take(3) {
                let shown: Map<String, Value> = ["query", "data", "body", "status"]
                    .map(|name| (name.to_owned(), request[name].clone()))
                    .into_iter()
                    .collect();
                let differs = differences(&wanted, request, Mode::Part).join("; ");
                self.found.push(format!("  one like it was {}: {differs}", Value::Object(shown)));
            }
            return;
        }
    }

    fn compare(&mut self, what: &str, expected: &Value, came: &Value, mode: Mode) {
        let lines = differences(expected, came, mode);
        self.found.extend(lines.into_iter().map(|line| format!("{what}: {line}")));
    }
}

/// The line that opens a client.
pub(crate) fn opening(settings: Map<String, Value>) -> Value {
    json!({ "do": "open", "protocol": PROTOCOL, "client": settings })
}

/// Has a driver play a line that it can play.
pub(crate) fn send(driver: &mut Driver, line: &Value) -> Result<Outcome> {
    let outcome = driver.play(line)?;
    if let Some(operation) = outcome.value.get("missing") {
        bail!("the driver lacks the operation {operation}");
    }
    if let Some(fault) = outcome.value.get("fault") {
        bail!("the step cannot be played: {fault}; it was {line}");
    }
    Ok(outcome)
}

fn part<'a>(outcome: &'a Outcome, name: &str) -> &'a Value {
    outcome.value.get(name).unwrap_or(&Value::Null)
}
