//! A driver: the process that plays steps through the public interface of one language.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;

/// So long a step may take, whatever it waits for; then the driver hangs and is killed.
const STEP_LIMIT: Duration = Duration::from_secs(30);

/// The first step may take so many times longer: a program has to start, and many of them may start at once.
const START: u32 = 4;

/// The driver of a surface.
#[derive(Debug)]
pub struct Driver {
    /// The surface, for example `rust`.
    pub surface: String,
    /// The program and its arguments.
    command: Vec<String>,
    /// So long a step may take.
    limit: Duration,
    process: Option<Process>,
}

#[derive(Debug)]
struct Process {
    child: Child,
    stdin: ChildStdin,
    lines: Receiver<std::io::Result<String>>,
    complaints: Arc<Mutex<String>>,
}

impl Driver {
    /// The driver with this command; it is started when the first step is played.
    #[must_use]
    pub fn new(surface: &str, command: Vec<String>) -> Self {
        Driver { surface: surface.to_owned(), command, limit: STEP_LIMIT, process: None }
    }

    /// Plays a step; gives its outcome and the line that it came in. A driver that hangs or dies is started again for the next step.
    pub(crate) fn play(&mut self, step: &Value) -> Result<Outcome> {
        let (process, limit) = match &mut self.process {
            Some(process) => (process, self.limit),
            none => (none.insert(Process::start(&self.command)?), self.limit * START),
        };
        let outcome = process.play(step, limit);
        if outcome.is_err() {
            self.process = None;
        }
        outcome
    }

    /// The process that plays, if it runs.
    pub(crate) fn process_id(&self) -> Option<u32> {
        Some(self.process.as_ref()?.child.id())
    }

    /// What the driver has printed on standard error since it was last asked.
    pub(crate) fn complaints(&self) -> String {
        let Some(process) = &self.process else { return String::new() };
        std::mem::take(&mut *process.complaints.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What a step came to.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// The outcome.
    pub(crate) value: Value,
    /// The line that the driver printed.
    pub(crate) line: String,
}

impl Process {
    fn start(command: &[String]) -> Result<Process> {
        let (program, arguments) = command.split_first().context("the driver has no command")?;
        let mut driver = Command::new(program);
        driver.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // Settings come from the scenario alone.
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("LASTPASS_") {
                driver.env_remove(name);
            }
        }
        let mut child = driver.spawn().with_context(|| format!("the driver {program} does not start"))?;
        let (Some(stdin), Some(stdout), Some(stderr)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            bail!("the driver has no standard streams");
        };
        let (sender, lines) = channel();
        thread::spawn(move || {
            // Ends when the driver ends, or when nobody listens any more.
            for line in BufReader::new(stdout).lines() {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        let complaints = Arc::new(Mutex::new(String::new()));
        let heard = complaints.clone();
        thread::spawn(move || {
            let mut stderr = BufReader::new(stderr);
            let mut piece = [0; 4096];
            while let Ok(length @ 1..) = stderr.read(&mut piece) {
                let text = String::from_utf8_lossy(&piece[..length]);
                heard.lock().unwrap_or_else(PoisonError::into_inner).push_str(&text);
            }
        });
        Ok(Process { child, stdin, lines, complaints })
    }

    fn play(&mut self, step: &Value, limit: Duration) -> Result<Outcome> {
        let sent = writeln!(self.stdin, "{step}").and_then(|()| self.stdin.flush());
        sent.map_err(|error| self.ended(&error.to_string()))?;
        match self.lines.recv_timeout(limit) {
            Ok(Ok(line)) => {
                let value = serde_json::from_str(&line)
                    .with_context(|| format!("the driver printed what is no outcome: {line}"))?;
                Ok(Outcome { value, line })
            }
            Ok(Err(error)) => Err(self.ended(&error.to_string())),
            Err(RecvTimeoutError::Timeout) => {
                bail!("the driver hangs: it did not answer within {limit:?} and was killed")
            }
            Err(RecvTimeoutError::Disconnected) => Err(self.ended("it closed its output")),
        }
    }

    fn ended(&mut self, reason: &str) -> anyhow::Error {
        let complaints = self.complaints.lock().unwrap_or_else(PoisonError::into_inner).clone();
        anyhow!("the driver ended in the middle of a step ({reason}); it printed: {complaints}")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may hang; what it was doing is over in any case.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_driver_that_does_not_do_its_part_is_named_and_started_again() {
        let cases = [
            ("ends at once", "false", Some("ended")),
            ("prints no outcome", "yes", Some("no outcome")),
            ("hangs", "tail", Some("hangs")),
            ("answers", "cat", None),
        ];
        for (name, command, complaint) in cases {
            let mut driver = Driver::new("shell", vec![command.to_owned()]);
            driver.limit = Duration::from_millis(500);
            for _ in 0..2 {
                let outcome = driver.play(&json!({ "do": "close" }));
                let said = outcome.err().map(|error| error.to_string());
                match (&said, complaint) {
                    (None, None) => {}
                    (Some(said), Some(complaint)) => assert!(said.contains(complaint), "{name}: {said}"),
                    _ => panic!("{name}: {said:?}"),
                }
            }
        }
    }
}
