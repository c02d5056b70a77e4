//! What it takes to build and to test in C.

use std::process::Command;

use anyhow::{Result, bail};

use crate::process::{is_ci, run, works};

/// A program or a library: how to see that it is there, and the Debian package that has it.
type Tool = (&'static str, &'static [&'static str], &'static str);

const TOOLS: [Tool; 5] = [
    ("cc", &["--version"], "gcc"),
    ("c++", &["--version"], "g++"),
    ("pkg-config", &["--version"], "pkg-config"),
    ("pkg-config", &["jansson"], "libjansson-dev"),
    ("valgrind", &["--version"], "valgrind"),
];

/// What the library is measured beside.
const PEERS: [Tool; 2] =
    [("pkg-config", &["libcurl"], "libcurl4-openssl-dev"), ("pkg-config", &["libcjson"], "libcjson-dev")];

/// Fails if a tool is missing, and says what installs those that are.
pub(crate) fn require() -> Result<()> {
    require_all(&TOOLS)
}

/// The same, for measuring.
pub(crate) fn require_peers() -> Result<()> {
    require_all(&[&TOOLS[..3], &PEERS].concat())
}

fn require_all(tools: &[Tool]) -> Result<()> {
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
    bail!("tools for C are missing; install them with `{install}`")
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
