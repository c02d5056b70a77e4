//! Running rustfmt, with the settings of the workspace.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::{Error, Result};

/// The text as rustfmt writes it; `path` is named if it refuses.
pub(crate) fn format(path: &str, text: &str, root: &Path) -> Result<String> {
    let mut child = Command::new(std::env::var_os("RUSTFMT").unwrap_or_else(|| "rustfmt".into()))
        .args(["--edition", "2024", "--emit", "stdout", "--config-path"])
        .arg(root.join("rustfmt.toml"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(Error::NoFormatter)?;
    // rustfmt reads all of its input before it writes, so neither side waits for the other.
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(text.as_bytes()).map_err(Error::NoFormatter)?;
    }
    let output = child.wait_with_output().map_err(Error::NoFormatter)?;
    match String::from_utf8(output.stdout) {
        Ok(text) if output.status.success() => Ok(text),
        _ => Err(Error::Formatter {
            path: path.to_owned(),
            message: String::from_utf8_lossy(&output.stderr).into_owned(),
        }),
    }
}
