//! `cargo xtask test`: everything that has to hold before a change is taken.

use std::path::Path;
use std::process::Command;

use anyhow::bail;

use crate::process::{cargo, is_ci, run as start, target, works};
use crate::steps::Steps;
use crate::surface::Surface;
use crate::{
    audit, bindings, c, codegen, commands, conformance, go, headers, kotlin, leaks, licenses, node, openapi,
    python, quickstart, swift, unsafe_code, versions, workflows,
};

/// Arguments of the chore.
#[derive(Default, clap::Args)]
pub(crate) struct Arguments {
    /// Test one language alone, without the checks of the project as a whole.
    #[arg(long, value_enum)]
    only: Option<Surface>,
}

pub(crate) fn run(root: &Path, arguments: &Arguments) -> anyhow::Result<()> {
    let wants = |surface| arguments.only.is_none_or(|only| only == surface);
    if wants(Surface::Rust) {
        require_components()?;
    }
    let mut steps = Steps::default();
    if arguments.only.is_none() {
        project(&mut steps, root);
    }
    if wants(Surface::Rust) {
        rust(&mut steps, root);
    }
    if wants(Surface::Python) {
        python::check(&mut steps, root);
    }
    if wants(Surface::Node) {
        node::check(&mut steps, root);
    }
    if wants(Surface::C) {
        c::check(&mut steps, root);
    }
    if wants(Surface::Go) {
        go::check(&mut steps, root);
    }
    if wants(Surface::Kotlin) {
        kotlin::check(&mut steps, root);
    }
    if wants(Surface::Swift) {
        swift::check(&mut steps, root);
    }
    steps.step("scenarios", || {
        let drivers = arguments.only.map_or(&[] as &[&str], Surface::drivers);
        conformance::run(root, &conformance::Arguments::only(drivers))
    });
    steps.step("faults", || {
        // Two of them, whose calls block and wait; the others take another minute, by a command of its own.
        let drivers = arguments.only.map_or(&["rust", "python"] as &[&str], Surface::drivers);
        conformance::run(root, &conformance::Arguments::faults(drivers))
    });
    steps.finish()
}

/// What concerns the project and no language: the quick ones, first.
fn project(steps: &mut Steps, root: &Path) {
    steps.step("README commands", || commands::check(root));
    steps.step("no names of machines", || leaks::check(root));
    steps.step("generated code is up to date", || codegen::run(root, &codegen::Arguments::check()));
    steps.step("generated code says so", || headers::check(root));
    steps.step("bindings are thin", || bindings::check(root));
    steps.step("OpenAPI documents", || openapi::check(root));
    steps.step("one version", || versions::check(root));
    steps.step("workflows", || workflows::check(root));
    steps.step("unsafe code is where it may be", || unsafe_code::check(root));
    steps.step("licences of others", || licenses::check(root));
    audit::check(steps, root);
}

fn rust(steps: &mut Steps, root: &Path) {
    steps.step("format", || {
        start(&mut cargo(root, "fmt --all --check"))?;
        start(&mut cargo(root, "fmt --manifest-path fuzz/Cargo.toml --check"))
    });
    steps.step("lints", || {
        start(&mut cargo(root, "clippy --workspace --all-targets --all-features -- -D warnings"))
    });
    steps.step("lints without features", || {
        start(&mut cargo(root, "clippy -p lastpass-admin --no-default-features -- -D warnings"))?;
        start(&mut cargo(root, "clippy -p lastpass-sandbox --lib --no-default-features -- -D warnings"))
    });
    steps.step("tests", || start(&mut cargo(root, "test --workspace --all-features --no-fail-fast")));
    steps.step("fuzzing seeds", || {
        // A workspace of its own, but no folder of its own for what is built.
        let mut test = cargo(root, "test --manifest-path fuzz/Cargo.toml --no-default-features");
        // What C takes is asked for where C is tested.
        if works("pkg-config", &["jansson"])? {
            test.args(["--features", "c-abi"]);
        }
        start(test.arg("--target-dir").arg(target(root)))
    });
    steps.step("documentation", || {
        start(cargo(root, "doc --workspace --no-deps --all-features").env("RUSTDOCFLAGS", "-Dwarnings"))
    });
    steps.step("quickstart", || quickstart::check(root));
}

/// The formatter and the linter are parts of Rust that may be left out when it is installed.
fn require_components() -> anyhow::Result<()> {
    let install = ["component", "add", "clippy", "rustfmt"];
    if works("rustfmt", &["--version"])? && works("cargo-clippy", &["--version"])? {
        return Ok(());
    }
    if is_ci() {
        return start(Command::new("rustup").args(install));
    }
    bail!("a part of Rust is missing; install it with `rustup {}`", install.join(" "))
}
