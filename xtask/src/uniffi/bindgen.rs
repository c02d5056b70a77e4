//! What UniFFI makes of the library: the code that calls it, in the language of a package.

use std::path::Path;

use anyhow::Result;
use camino::Utf8PathBuf;
pub(super) use uniffi_bindgen::bindings::TargetLanguage;
use uniffi_bindgen::bindings::{GenerateOptions, generate_with_bindgen_paths};
use uniffi_bindgen::{BindgenPaths, BindgenPathsLayer};

use super::library::Library;

/// Writes the code that calls the library below a folder: for Kotlin a source in the folders of its package, for Swift a source, a header
/// and a module map.
pub(super) fn generate(
    root: &Path,
    library: &Library,
    language: TargetLanguage,
    folder: &Path,
) -> Result<()> {
    let mut paths = BindgenPaths::default();
    paths.add_layer(OurCrate(Utf8PathBuf::try_from(root.join("uniffi"))?));
    let options = GenerateOptions {
        languages: vec![language],
        source: Utf8PathBuf::try_from(library.described())?,
        out_dir: Utf8PathBuf::try_from(folder.to_path_buf())?,
        ..GenerateOptions::default()
    };
    generate_with_bindgen_paths(options, paths)
}

/// Where `uniffi.toml` is found; no other crate has something for UniFFI.
struct OurCrate(Utf8PathBuf);

impl BindgenPathsLayer for OurCrate {
    fn get_crate_root(&self, name: &str) -> Option<Utf8PathBuf> {
        (name == "lastpass_admin_uniffi").then(|| self.0.clone())
    }
}
