//! The C library: built and installed as it ships, and held to what its header promises.

mod compiler;
mod driver;
mod examples;
pub(crate) mod header;
mod layout;
pub(crate) mod library;
pub(crate) mod linking;
mod tests;
mod tools;

use std::path::Path;

pub(crate) use compiler::{Compiler, Program};
pub(crate) use driver::{driver, holder};
pub(crate) use library::{Build, installed};
pub(crate) use tools::{require, require_peers};

use crate::sandbox;
use crate::steps::Steps;
use tests::How;

/// Takes the steps. What needs the library is left out if it cannot be built.
pub(crate) fn check(steps: &mut Steps, root: &Path) {
    let mut built = None;
    steps.step("C library", || {
        require()?;
        let (shipped, for_tests) = (installed(root, Build::Shipped)?, installed(root, Build::ForTests)?);
        built = Some((shipped, for_tests, sandbox::build(root)?));
        Ok(())
    });
    let Some((shipped, for_tests, sandbox)) = built else { return };
    steps.step("C header", || layout::check(root, &Compiler::new(&shipped)));
    steps.step("C tests", || tests::run(root, &for_tests, &sandbox, How::Plain));
    steps.step("C tests under valgrind", || tests::run(root, &for_tests, &sandbox, How::Valgrind));
    steps.step("C tests with AddressSanitizer", || tests::run(root, &for_tests, &sandbox, How::Sanitizer));
    steps.step("C static link", || linking::check(root, &shipped, &sandbox));
    steps.step("C examples", || examples::check(root, &shipped, &sandbox));
    steps.step("C in documents", || examples::check_documents(root, &shipped, &sandbox));
}
