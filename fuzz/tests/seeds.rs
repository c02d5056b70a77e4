//! What is kept in the corpus goes through its target, without a fuzzer and on any toolchain.

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

use lastpass_admin_fuzz::{
    business_response, local_time, page_token, problem_body, provisioning_response, retry_after, settings,
    view,
};

const TARGETS: &[(&str, fn(&[u8]))] = &[
    ("business_response", business_response::run),
    #[cfg(feature = "c-abi")]
    ("c_abi", lastpass_admin_fuzz::c_abi::run),
    ("local_time", local_time::run),
    ("page_token", page_token::run),
    ("problem_body", problem_body::run),
    ("provisioning_response", provisioning_response::run),
    ("retry_after", retry_after::run),
    ("settings", settings::run),
    ("view", view::run),
];

#[test]
fn every_seed_holds() {
    let mut failed = Vec::new();
    for (target, run) in TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let seed = fs::read(&path).unwrap();
            if catch_unwind(|| run(&seed)).is_err() {
                failed.push(path);
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}
