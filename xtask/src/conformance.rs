//! `cargo xtask conformance`: plays the scenarios through the drivers of the languages, and prints the matrix.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::bail;
use clap::builder::PossibleValuesParser;

use crate::node::Project;
use crate::process::{cargo, is_ci, run as start, target, works};
use crate::{c, go, kotlin, swift};

/// The columns of the matrix: the name, what runs the driver, and with which arguments.
const DRIVERS: [(&str, Program, &[&str]); 8] = [
    ("rust", Program::Built("lastpass-driver-rust"), &[]),
    ("python", Program::Python, &["tests/drivers/python/driver.py"]),
    ("python-async", Program::Python, &["tests/drivers/python/driver.py", "--async"]),
    ("node", Program::Node, &[]),
    ("c", Program::C, &[]),
    ("go", Program::Go, &[]),
    ("kotlin", Program::Kotlin, &[]),
    ("swift", Program::Swift, &[]),
];

/// What runs a driver.
#[derive(Clone, Copy)]
enum Program {
    /// A package of the workspace, which is built first.
    Built(&'static str),
    /// An interpreter that has the Python package.
    Python,
    /// Node, with a driver in a project that has the Node package.
    Node,
    /// A program in C, which is compiled with the library that is installed below the folder for what is built.
    C,
    /// A program in Go, which is built with the library that is placed in the module.
    Go,
    /// A program for the JVM, which is built with the package.
    Kotlin,
    /// A program in Swift, which is built with the package.
    Swift,
}

/// Which drivers play.
#[derive(Default, clap::Args)]
pub(crate) struct Wanted {
    /// Play through this surface alone; may be given several times.
    #[arg(long, value_parser = PossibleValuesParser::new(DRIVERS.map(|(name, ..)| name)))]
    only: Vec<String>,
    /// The interpreter that has the Python package; by default the one that `cargo xtask test --only python` makes.
    #[arg(long)]
    python: Option<PathBuf>,
}

/// Arguments of the chore.
#[derive(Default, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    wanted: Wanted,
    /// Play the fault matrix in place of the scenarios.
    #[arg(long, conflicts_with = "matching")]
    faults: bool,
    /// Play only scenarios whose file or name holds this text.
    #[arg(long)]
    matching: Option<String>,
    /// Write the matrix to this file, as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
}

impl Arguments {
    /// All scenarios through these surfaces.
    pub(crate) fn only(surfaces: &[&str]) -> Self {
        let only = surfaces.iter().copied().map(str::to_owned).collect();
        Arguments { wanted: Wanted { only, python: None }, ..Arguments::default() }
    }

    /// The fault matrix of these surfaces.
    pub(crate) fn faults(surfaces: &[&str]) -> Self {
        Arguments { faults: true, ..Arguments::only(surfaces) }
    }
}

impl Wanted {
    fn wants(&self, surface: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == surface)
    }
}

pub(crate) fn run(root: &Path, arguments: &Arguments) -> anyhow::Result<()> {
    let (drivers, left_out) = drivers(root, &arguments.wanted, Profile::Dev)?;
    let mut harness = harness(root, &drivers, Profile::Dev);
    if arguments.faults {
        harness.arg("--faults");
    }
    if let Some(text) = &arguments.matching {
        harness.arg("--matching").arg(text);
    }
    if let Some(path) = &arguments.json {
        // Where the one who asks for it stands, not where the harness runs.
        harness.arg("--json").arg(std::path::absolute(path)?);
    }
    if is_ci() {
        harness.arg("--no-skips");
    }
    let played = start(&mut harness);
    left_out.iter().for_each(|line| println!("{line}"));
    played
}

/// How what is written in Rust is built.
#[derive(Clone, Copy)]
pub(crate) enum Profile {
    /// Quickly.
    Dev,
    /// To run for long.
    Release,
}

impl Profile {
    const fn flag(self) -> &'static str {
        match self {
            Profile::Dev => "",
            Profile::Release => "--release",
        }
    }

    const fn folder(self) -> &'static str {
        match self {
            Profile::Dev => "debug",
            Profile::Release => "release",
        }
    }
}

/// The drivers that are wanted, as the harness takes them; and beside them those that cannot be had, with the reason.
pub(crate) fn drivers(
    root: &Path,
    wanted: &Wanted,
    profile: Profile,
) -> anyhow::Result<(Vec<String>, Vec<String>)> {
    let (mut drivers, mut left_out) = (Vec::new(), Vec::new());
    for (surface, program, rest) in DRIVERS.iter().filter(|(surface, ..)| wanted.wants(surface)) {
        match program.line(root, wanted, profile)? {
            Ok(program) => {
                let line: Vec<&str> =
                    program.iter().map(String::as_str).chain(rest.iter().copied()).collect();
                drivers.push(format!("{surface}={}", serde_json::to_string(&line)?));
            }
            Err(reason) => left_out.push(format!("{surface} cannot be played: {reason}")),
        }
    }
    if !left_out.is_empty() && (is_ci() || !wanted.only.is_empty()) {
        bail!(left_out.join("; "));
    }
    Ok((drivers, left_out))
}

/// The harness with these drivers.
pub(crate) fn harness(root: &Path, drivers: &[String], profile: Profile) -> Command {
    let line = format!("run --quiet {} --package lastpass-conformance --", profile.flag());
    let mut harness = cargo(root, &line);
    for driver in drivers {
        harness.arg("--driver").arg(driver);
    }
    harness
}

impl Program {
    /// What starts the program; or why it is not there, and how to get it.
    fn line(
        self,
        root: &Path,
        wanted: &Wanted,
        profile: Profile,
    ) -> anyhow::Result<Result<Vec<String>, String>> {
        let path = match self {
            Program::Built(package) => {
                start(&mut cargo(root, &format!("build {} --package {package}", profile.flag())))?;
                target(root).join(profile.folder()).join(format!("{package}{}", std::env::consts::EXE_SUFFIX))
            }
            Program::Python => match &wanted.python {
                // The name is kept as it is given: a virtual environment is found by the name of its interpreter.
                Some(interpreter) => std::path::absolute(interpreter)?,
                None => target(root).join("python/venv/bin/python"),
            },
            Program::C => match c::driver(root)? {
                Some(driver) => driver,
                None => {
                    return Ok(Err(
                        "the library is not installed; `cargo xtask test --only c` does that".to_owned()
                    ));
                }
            },
            Program::Go if !go::placed(root) => {
                return Ok(
                    Err("the library is not built; `cargo xtask test --only go` does that".to_owned()),
                );
            }
            Program::Go => {
                let driver = target(root).join("go/driver");
                start(go::go(&root.join("tests/drivers/go"), "build -o").arg(&driver).arg("."))?;
                driver
            }
            Program::Kotlin => {
                let driver = kotlin::driver(root)?;
                return Ok(driver.ok_or_else(|| {
                    "the package is not built; `cargo xtask test --only kotlin` does that".to_owned()
                }));
            }
            Program::Swift => {
                let driver = swift::driver(root)?;
                return Ok(driver.ok_or_else(|| {
                    "the package is not built; `cargo xtask test --only swift` does that".to_owned()
                }));
            }
            Program::Node => {
                return Ok(match Project::at(root).driver(root)? {
                    Some(driver) => Ok(vec!["node".to_owned(), driver.display().to_string()]),
                    None => {
                        Err("the package is not built; `cargo xtask test --only node` does that".to_owned())
                    }
                });
            }
        };
        let path = path.display().to_string();
        Ok(match self {
            Program::Python if !works(&path, &["-c", "import lastpass_admin"])? => Err(format!(
                "{path} is not there or lacks the package; `cargo xtask test --only python` makes it, \
                 `--python` names another interpreter"
            )),
            _ => Ok(vec![path]),
        })
    }
}
