//! The committed code is what the documents in `spec/` say.

use std::path::Path;

use lastpass_codegen::Output;

#[test]
fn generated_code_is_current() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let stale = Output::generate(&root).unwrap().stale(&root).unwrap();
    assert_eq!(stale, [], "run `cargo xtask codegen`");
}
