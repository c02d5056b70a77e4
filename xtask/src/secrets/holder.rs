//! A program that holds secrets, and says how far it is.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result, bail, ensure};

use crate::process::command;

/// A running program.
pub(super) struct Holder {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    printed: Vec<u8>,
    log: Option<JoinHandle<Vec<u8>>>,
}

impl Holder {
    /// Starts it, and tells it where to go with which secrets.
    pub(super) fn start(line: &[String], plain: [&str; 3], secrets: [&str; 3]) -> Result<Self> {
        let (program, arguments) = line.split_first().context("no program")?;
        let mut start = command(program);
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy();
            if name.starts_with("LASTPASS_") || name.to_ascii_lowercase().ends_with("_proxy") {
                start.env_remove(&*name);
            }
        }
        // Of a program in Rust that sets up no log of its own; the others have set one when a client is made.
        start.env("LASTPASS_LOG", "debug");
        // All memory of C is one heap, whichever thread asks for it: what is elsewhere is that of the language.
        start.env("MALLOC_ARENA_MAX", "1").env("MALLOC_MMAP_THRESHOLD_", "1073741824");
        start.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = start.spawn().with_context(|| format!("{program} does not start"))?;
        let input = process.stdin.take().context("no input")?;
        let output = BufReader::new(process.stdout.take().context("no output")?);
        let mut errors = process.stderr.take().context("no log")?;
        let log = thread::spawn(move || {
            let mut log = Vec::new();
            // What is there when it ends is all there is.
            let _ = errors.read_to_end(&mut log);
            log
        });
        let mut holder = Holder { process, input, output, printed: Vec::new(), log: Some(log) };
        for text in plain {
            writeln!(holder.input, "{text}")?;
        }
        for secret in secrets {
            let numbers: Vec<String> = secret.bytes().map(|byte| (u16::from(byte) + 1).to_string()).collect();
            writeln!(holder.input, "{}", numbers.join(" "))?;
        }
        Ok(holder)
    }

    pub(super) fn id(&self) -> u32 {
        self.process.id()
    }

    /// Waits until the program says that it has come there.
    pub(super) fn wait_for(&mut self, place: &str) -> Result<()> {
        loop {
            let mut line = Vec::new();
            if self.output.read_until(b'\n', &mut line)? == 0 {
                let log = self.log.take().and_then(|log| log.join().ok()).unwrap_or_default();
                bail!("it ended before {place}:\n{}", String::from_utf8_lossy(&log));
            }
            if line.trim_ascii() == place.as_bytes() {
                return Ok(());
            }
            self.printed.extend_from_slice(&line);
        }
    }

    /// Lets it go on.
    pub(super) fn go_on(&mut self) -> Result<()> {
        Ok(writeln!(self.input)?)
    }

    /// Lets it end, and gives all that it printed.
    pub(super) fn end(mut self) -> Result<Vec<u8>> {
        self.go_on()?;
        self.output.read_to_end(&mut self.printed)?;
        let log = self.log.take().and_then(|log| log.join().ok()).unwrap_or_default();
        ensure!(self.process.wait()?.success(), "it failed:\n{}", String::from_utf8_lossy(&log));
        let lines = String::from_utf8_lossy(&log).lines().filter(|line| line.contains("operation=")).count();
        ensure!(lines > 0, "it logged nothing, so nothing was searched there");
        ensure!(!self.printed.is_empty(), "it printed nothing, so nothing failed");
        Ok([self.printed.split_off(0), log].concat())
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
