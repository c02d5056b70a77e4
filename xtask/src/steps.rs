//! Steps that run one after the other, all of them, and the table of how they ended.

use std::fmt;
use std::time::{Duration, Instant};

/// The steps so far.
#[derive(Default)]
pub(crate) struct Steps {
    ended: Vec<Ended>,
}

struct Ended {
    name: &'static str,
    took: Duration,
    failure: Option<anyhow::Error>,
}

impl Steps {
    /// Runs a step under its heading. A failure does not keep the next step from running: one run shows all that is wrong.
    pub(crate) fn step(&mut self, name: &'static str, work: impl FnOnce() -> anyhow::Result<()>) {
        println!("\n━━ {name}");
        let start = Instant::now();
        let failure = work().err();
        let took = start.elapsed();
        match &failure {
            None => println!("   passed in {}", seconds(took)),
            Some(error) => println!("   FAILED in {}: {error:#}", seconds(took)),
        }
        self.ended.push(Ended { name, took, failure });
    }

    /// Prints the table; an error if a step failed.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        println!("\n{self}");
        match self.failed() {
            0 => Ok(()),
            failed => anyhow::bail!("{failed} of {} steps failed", self.ended.len()),
        }
    }

    fn failed(&self) -> usize {
        self.ended.iter().filter(|step| step.failure.is_some()).count()
    }
}

impl fmt::Display for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.ended.iter().map(|step| step.name.chars().count()).max().unwrap_or_default();
        for Ended { name, took, failure } in &self.ended {
            let state = if failure.is_none() { "passed" } else { "FAILED" };
            writeln!(f, "{name:width$}  {state}  {:>8}", seconds(*took))?;
            if let Some(error) = failure {
                writeln!(f, "{:width$}  {error:#}", "")?;
            }
        }
        let total: Duration = self.ended.iter().map(|step| step.took).sum();
        let passed = self.ended.len() - self.failed();
        write!(f, "{passed} of {} passed in {}", self.ended.len(), seconds(total))
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_is_named_and_the_next_one_still_runs() {
        let mut steps = Steps::default();
        let mut ran = false;
        steps.step("first", || anyhow::bail!("the reason"));
        steps.step("second", || {
            ran = true;
            Ok(())
        });
        assert!(ran);
        let table = steps.to_string();
        for expected in ["first   FAILED", "the reason", "second  passed", "1 of 2 passed"] {
            assert!(table.contains(expected), "{expected:?} is missing in\n{table}");
        }
        assert!(steps.finish().is_err());
    }
}
