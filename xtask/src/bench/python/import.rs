//! What it costs to have the package: the time of an import, and the size of the wheel.

use std::time::Instant;

use anyhow::{Result, ensure};

use super::super::figures::median;
use super::super::limits::Limit;
use super::installed::Installed;

/// Starts of the interpreter, with the import and without it in turn.
const STARTS: usize = 20;

const IMPORT_MS: f64 = 15.0;
const WHEEL_MB: f64 = 4.0;

pub(super) fn measure(installed: &Installed) -> Result<[Limit; 2]> {
    let start = |code: &str| -> Result<f64> {
        let start = Instant::now();
        let status = installed.environment.python().args(["-c", code]).status()?;
        ensure!(status.success(), "`{code}` failed");
        Ok(start.elapsed().as_secs_f64() * 1e3)
    };
    // The first import writes the compiled modules.
    start("import lastpass_admin")?;
    let mut over = Vec::new();
    for _ in 0..STARTS {
        let empty = start("pass")?;
        over.push(start("import lastpass_admin")? - empty);
    }
    let size = installed.wheel.metadata()?.len();
    Ok([
        Limit {
            name: "import over an empty interpreter".to_owned(),
            value: median(over.into_iter()),
            at_most: IMPORT_MS,
            unit: "ms",
        },
        Limit { name: "wheel".to_owned(), value: size as f64 / 1e6, at_most: WHEEL_MB, unit: "MB" },
    ])
}
