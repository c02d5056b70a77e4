//! A tiny contract in, the whole output out, compared with the texts in `tests/golden/`.
//!
//! After a change of the templates: `UPDATE_GOLDEN=1 cargo test -p lastpass-codegen --test golden`, and read the
//! difference before it is committed.

// clippy.toml allows it in test functions; helpers of tests are none.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use lastpass_codegen::Output;
use lastpass_codegen::model::Contract;

const BUSINESS: &str = include_str!("tiny/business.yaml");
const PROVISIONING: &str = include_str!("tiny/provisioning.yaml");
const IAM: &str = include_str!("tiny/iam.yaml");
const ERRORS: &str = include_str!("tiny/errors.yaml");

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Files below a folder, by their path in it.
fn files(folder: &Path, below: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder.join(below)).into_iter().flatten() {
        let path = below.join(entry.unwrap().file_name());
        if folder.join(&path).is_dir() {
            files(folder, &path, found);
        } else {
            found.insert(path);
        }
    }
}

#[test]
fn a_tiny_contract_becomes_the_expected_code() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let contract = Contract::read(BUSINESS, PROVISIONING, IAM, ERRORS).unwrap();
    let output = Output::of(&contract, &root()).unwrap();
    if env::var_os("UPDATE_GOLDEN").is_some() {
        output.write(&golden).unwrap();
    }
    let generated: BTreeSet<PathBuf> = output.paths().map(Path::to_path_buf).collect();
    let mut expected = BTreeSet::new();
    files(&golden, Path::new(""), &mut expected);
    assert_eq!(generated, expected);
    for path in generated {
        let wanted = fs::read_to_string(golden.join(&path)).unwrap();
        assert_eq!(output.text(&path).unwrap(), wanted, "{}", path.display());
    }
}

#[test]
fn the_same_contract_becomes_the_same_code() {
    let output = || {
        let contract = Contract::read(BUSINESS, PROVISIONING, IAM, ERRORS).unwrap();
        let output = Output::of(&contract, &root()).unwrap();
        output
            .paths()
            .map(|path| (path.to_path_buf(), output.text(path).unwrap().to_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(output(), output());
}
