//! The sandbox as a process of its own, for clients that are processes too.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process::{cargo, run, target};

/// A running sandbox with one tenant.
pub(crate) struct Sandbox {
    process: Child,
    environment: Vec<(String, String)>,
    /// The certificate of its authority, if it serves HTTPS.
    authority: Option<String>,
}

/// Builds the program for tests, and says where it is.
pub(crate) fn build(root: &Path) -> Result<PathBuf> {
    run(&mut cargo(root, "build --package lastpass-sandbox --bin lastpass-sandbox"))?;
    Ok(target(root).join(format!("debug/lastpass-sandbox{}", std::env::consts::EXE_SUFFIX)))
}

impl Sandbox {
    /// Starts the program on a free port.
    pub(crate) fn start(program: &Path, arguments: &[&str]) -> Result<Self> {
        let mut process = Command::new(program)
            .args(["--port", "0", "--until-stdin-closes"])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{} does not start", program.display()))?;
        let mut line = String::new();
        BufReader::new(process.stdout.take().context("the sandbox has no output")?).read_line(&mut line)?;
        let started: Value = serde_json::from_str(&line).context("the sandbox did not say where it is")?;
        let environment = started["environment"].as_object().context("the sandbox named no environment")?;
        let environment =
            environment.iter().filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
        let authority = started["ca_pem"].as_str().map(str::to_owned);
        Ok(Sandbox { process, environment: environment.collect(), authority })
    }

    /// The certificate of its authority as PEM, if it serves HTTPS.
    pub(crate) fn authority(&self) -> Option<&str> {
        self.authority.as_deref()
    }

    /// One more variable for its clients.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.environment.push((name.to_owned(), value.to_owned()));
    }

    /// The variables that lead a client to it.
    pub(crate) fn environment(&self) -> impl Iterator<Item = (&str, &str)> {
        self.environment.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // It ends by itself when its input closes; this makes sure of it.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
