//! What it costs to load a package: the time of a program that does, over one that does not.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use super::budgets::Start;
use crate::bench::{Limit, median};

/// The least of three medians counts: what else the machine does can only add to it.
const SERIES: usize = 3;
const PAIRS: usize = 7;

/// Starts the program with it and without it, in turns; none if it is not built.
pub(super) fn measure(start: &Start, resolve: &dyn Fn(&str) -> PathBuf) -> Result<Option<Limit>> {
    let folder = resolve(&start.folder);
    let program = if start.program.contains('/') { resolve(&start.program) } else { (&start.program).into() };
    let run = |words: &[String]| {
        let mut command = Command::new(&program);
        command.args(words).current_dir(&folder).stdout(Stdio::null()).stderr(Stdio::null());
        command.status()
    };
    // The first one also writes what an interpreter keeps of it; where it fails, it is not built.
    if !run(&start.with).is_ok_and(|status| status.success()) {
        return Ok(None);
    }
    let timed = |words: &[String]| -> Result<f64> {
        let begin = Instant::now();
        let status = run(words).with_context(|| start.name.clone())?;
        ensure!(status.success(), "{}: {words:?} failed", start.name);
        Ok(begin.elapsed().as_secs_f64() * 1e3)
    };
    let mut best = f64::INFINITY;
    for _ in 0..SERIES {
        let mut over = Vec::new();
        for _ in 0..PAIRS {
            let without = timed(&start.without)?;
            over.push(timed(&start.with)? - without);
        }
        best = best.min(median(over.into_iter()));
    }
    Ok(Some(Limit {
        name: start.name.clone(),
        value: best,
        at_most: start.milliseconds,
        unit: "ms".to_owned(),
    }))
}
