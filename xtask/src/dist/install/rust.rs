//! The crates: unpacked, built from what is in them alone, and used by a program of the README's.

use std::fs;

use anyhow::{Context, Result, ensure};

use super::User;
use crate::dist::{VERSION, archive};
use crate::documents;
use crate::folders::copy;
use crate::process::{cargo, output, run};
use crate::sandbox::Sandbox;

/// The crate by its name, in place of the one that a registry would have.
const PROJECT: &str = r#"[package]
name = "program"
edition = "2024"

[dependencies]
lastpass-admin = "VERSION"
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }

[patch.crates-io]
lastpass-admin = { path = "lastpass-admin-VERSION" }

[workspace]
"#;

pub(super) fn check(user: &User) -> Result<()> {
    let place = user.place("rust")?;
    for package in user.packages_of("rust", ".crate")? {
        archive::unpack(&package, &place)?;
    }
    // No registry is asked: what was built here before has fetched everything. What was packed has no date of its own, by which
    // Cargo could tell it from what it built of an earlier package: nothing is kept.
    let built = place.join("target");
    let cargo = |line: &str| {
        let mut cargo = cargo(&place, line);
        cargo.arg("--offline").arg("--target-dir").arg(&built);
        cargo
    };
    let mut build = cargo("build --quiet --locked --bin lastpass-sandbox");
    run(build.current_dir(place.join(format!("lastpass-sandbox-{VERSION}"))))?;
    let sandbox = built.join("debug/lastpass-sandbox");

    fs::write(place.join("Cargo.toml"), PROJECT.replace("VERSION", VERSION))?;
    copy(&user.root.join("Cargo.lock"), &place.join("Cargo.lock"))?;
    let program = place.join("src/main.rs");
    fs::create_dir_all(place.join("src")).context("src")?;
    documents::write(user.root, "README.md", "rust,no_run", &program)?;
    run(&mut cargo("build --quiet"))?;
    let company = Sandbox::start(&sandbox, &[])?;
    let printed = output(cargo("run --quiet").envs(company.environment()))?;
    ensure!(printed.lines().count() > 1, "the program printed {printed:?}");
    println!("   {} lines", printed.lines().count());
    Ok(())
}
