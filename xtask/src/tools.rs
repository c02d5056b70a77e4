//! What has to be on the machine for a language, as Debian has it.

use std::process::Command;

use anyhow::{Result, bail};

use crate::process::{is_ci, run, works};

/// A program or a library: how to see that it is there, and the Debian package that has it.
pub(crate) type Tool = (&'static str, &'static [&'static str], &'static str);

/// Fails if a tool of a language is missing, and says what installs those that are. On a CI machine they are installed.
pub(crate) fn require(language: &str, tools: &[Tool]) -> Result<()> {
    let missing = missing(tools)?;
    if missing.is_empty() {
        return Ok(());
    }
    let install = format!("apt-get install -y --no-install-recommends {}", missing.join(" "));
    if is_ci() {
        let mut words = install.split_whitespace();
        run(Command::new(words.next().unwrap_or_default()).args(words))?;
        if self::missing(tools)?.is_empty() {
            return Ok(());
        }
    }
    bail!("tools for {language} are missing; install them with `{install}`")
}

fn missing(tools: &[Tool]) -> Result<Vec<&'static str>> {
    let mut missing = Vec::new();
    for (program, arguments, package) in tools {
        if !works(program, arguments)? {
            missing.push(*package);
        }
    }
    Ok(missing)
}
