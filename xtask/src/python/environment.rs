//! Virtual environments with pinned packages, in the folder for what is built.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::process::{command, is_ci, output, run, works};

/// What installs Python on Debian and its like.
const INSTALL: &str = "apt-get install -y --no-install-recommends python3 python3-venv";

/// Fails if Python is too old, or lacks what a virtual environment is made with: Debian has that in another package.
const PROBE: &str = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))";

/// A virtual environment.
pub(crate) struct Environment {
    folder: PathBuf,
}

impl Environment {
    /// The environment in a folder, with the packages that the files require; made if it is not there or holds other ones.
    pub(crate) fn with(folder: PathBuf, interpreter: PathBuf, requirements: &[PathBuf]) -> Result<Self> {
        require_python(&interpreter)?;
        let mut contents = output(Command::new(&interpreter).args(["-c", "import sys; print(sys.version)"]))?;
        for file in requirements {
            contents += &fs::read_to_string(file).with_context(|| file.display().to_string())?;
        }
        let environment = Environment { folder };
        let record = environment.folder.join("contents");
        if fs::read_to_string(&record).is_ok_and(|present| present == contents) {
            return Ok(environment);
        }
        run(Command::new(interpreter).args(["-m", "venv", "--clear"]).arg(&environment.folder))?;
        for file in requirements {
            let mut pip = environment.module("pip install --quiet --requirement");
            run(pip.arg(file))?;
        }
        fs::write(&record, contents).with_context(|| record.display().to_string())?;
        Ok(environment)
    }

    /// Where its interpreter is.
    pub(crate) fn interpreter(&self) -> PathBuf {
        self.program("python")
    }

    /// Its interpreter, as a command.
    pub(crate) fn python(&self) -> Command {
        self.command("python")
    }

    /// A module run as a program, with its arguments.
    pub(crate) fn module(&self, line: &str) -> Command {
        let mut python = self.python();
        python.arg("-m").args(line.split_whitespace());
        python
    }

    /// A program of the environment, with its arguments; what it starts is looked for here first.
    pub(crate) fn command(&self, line: &str) -> Command {
        let mut words = line.split_whitespace();
        let mut command = command(self.program(words.next().unwrap_or_default()));
        let mut path = vec![self.programs()];
        path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        command.args(words).env("PATH", env::join_paths(path).unwrap_or_default());
        command.env("PIP_DISABLE_PIP_VERSION_CHECK", "1");
        command
    }

    fn program(&self, name: &str) -> PathBuf {
        self.programs().join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    fn programs(&self) -> PathBuf {
        self.folder.join(if cfg!(windows) { "Scripts" } else { "bin" })
    }
}

fn require_python(interpreter: &Path) -> Result<()> {
    let is_there = || works(interpreter, &["-c", PROBE]);
    if is_there()? {
        return Ok(());
    }
    if is_ci() {
        let mut words = INSTALL.split_whitespace();
        run(Command::new(words.next().unwrap_or_default()).args(words))?;
        if is_there()? {
            return Ok(());
        }
    }
    bail!("Python 3.10 or later with venv is missing; install it with `{INSTALL}`")
}
