//! Links a library that Node loads: its symbols are the process's own, and it stays loaded when a worker ends.

use std::env;

fn main() {
    napi_build::setup();
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    // Rust brings a linker along there that gives functions which are the same one place.
    let folds = is("TARGET", "x86_64-unknown-linux-gnu") && is("HOST", "x86_64-unknown-linux-gnu");
    if folds && is("PROFILE", "release") {
        println!("cargo::rustc-cdylib-link-arg=-Wl,--icf=all");
    }
}
