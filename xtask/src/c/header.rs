//! The header: made by cbindgen of the crate's sources, in the order of a manual.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use cbindgen::{Builder, Config};

/// Where it stands.
pub(crate) const PATH: &str = "bindings-c/lastpass_admin.h";

/// The sources as they follow each other: by how their paths begin.
const ORDER: [&str; 18] = [
    "version.rs",
    "generated/abi.rs",
    "generated/status.rs",
    "generated/error.rs",
    "options.rs",
    "generated/settings.rs",
    "provider.rs",
    "cancel.rs",
    "client.rs",
    "generated/business/",
    "generated/provisioning/",
    "generated/iam/",
    "generated/hatches.rs",
    "cursor.rs",
    "pager.rs",
    "generated/pages.rs",
    "generated/",
    "",
];

/// The macros that cbindgen cannot make: texts.
const MACROS: &str = "generated/enums.h";

/// The header of the sources as they are on disk.
pub(crate) fn text(root: &Path) -> Result<String> {
    let crate_folder = root.join("bindings-c");
    let mut config = Config::from_root_or_default(&crate_folder);
    let folder = crate_folder.join("src");
    let macros = folder.join(MACROS);
    let macros = fs::read_to_string(&macros).with_context(|| macros.display().to_string())?;
    // The first line says how the file is made, which is not how this one is.
    config.after_includes = macros.split_once('\n').map(|(_, macros)| macros.trim_end().to_owned());
    let mut builder = Builder::new().with_config(config);
    for source in sources(&folder)? {
        builder = builder.with_src(folder.join(source));
    }
    let mut text = Vec::new();
    builder.generate().context("cbindgen")?.write(&mut text);
    Ok(String::from_utf8(text)?)
}

/// The sources by their paths, in the order of the header.
fn sources(folder: &Path) -> Result<Vec<String>> {
    let mut sources = Vec::new();
    gather(folder, "", &mut sources)?;
    sources.sort_by_key(|source| (ORDER.iter().position(|first| source.starts_with(first)), source.clone()));
    Ok(sources)
}

fn gather(folder: &Path, below: &str, sources: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            gather(&entry.path(), &format!("{below}{name}/"), sources)?;
        } else if name.ends_with(".rs") && !["lib.rs", "mod.rs"].contains(&&*name) {
            // Those two name the others, and cbindgen would read these once more.
            sources.push(format!("{below}{name}"));
        }
    }
    Ok(())
}
