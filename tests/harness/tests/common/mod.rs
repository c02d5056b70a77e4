//! What the tests hold the scenarios against.
#![allow(clippy::unwrap_used, reason = "a test that cannot read the project has failed")]

use std::fs;
use std::path::{Path, PathBuf};

use lastpass_codegen::model::Contract;

/// The project's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub fn contract() -> Contract {
    let spec = root().join("spec");
    let read = |name: &str| fs::read_to_string(spec.join(name)).unwrap();
    Contract::read(
        &read("business.yaml"),
        &read("provisioning.yaml"),
        &read("iam.yaml"),
        &read("errors.yaml"),
    )
    .unwrap()
}
