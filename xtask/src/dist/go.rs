//! The Go module with the libraries in it, as a folder that Go takes for a proxy: `GOPROXY=file://…`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::json;

use super::archive::{self, below};
use super::materials::Package;
use super::{Maker, VERSION};
use crate::folders::copy;
use crate::go::{self, MODULE};

pub(super) fn make(maker: &Maker) -> Result<()> {
    let folder = maker.folder_for("go")?.join(MODULE).join("@v");
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    go::place(maker.root)?;
    let module = maker.root.join("bindings-go");
    let version = format!("v{VERSION}");
    let inside = |name: &str| format!("{MODULE}@{version}/{name}");
    let mut files: BTreeMap<String, PathBuf> = BTreeMap::new();
    for file in files_of(&module)? {
        files.insert(inside(&below(&module, &file)?), file);
    }
    if let Some(natives) = maker.arguments.natives_of("go") {
        for file in archive::files(&natives)? {
            files.insert(inside(&format!("internal/native/{}", below(&natives, &file)?)), file);
        }
    }
    let archive = folder.join(format!("{version}.zip"));
    archive::zip(&files, &archive)?;
    copy(&module.join("go.mod"), &folder.join(format!("{version}.mod")))?;
    fs::write(folder.join(format!("{version}.info")), json!({ "Version": version }).to_string())?;
    fs::write(folder.join("list"), format!("{version}\n"))?;
    println!("   {}: {} bytes", archive.display(), fs::metadata(&archive)?.len());
    let url = format!("pkg:golang/{MODULE}");
    maker.bill(&Package { name: "lastpass-admin-go", krate: "lastpass-admin-c", url: &url, compiled: true })
}

/// The files of the module, without those of a module inside of it.
fn files_of(module: &Path) -> Result<Vec<PathBuf>> {
    let mut files = archive::files(module)?;
    let inner: Vec<PathBuf> = files
        .iter()
        .filter(|file| file.ends_with("go.mod"))
        .filter_map(|file| file.parent())
        .filter(|folder| *folder != module)
        .map(Path::to_path_buf)
        .collect();
    files.retain(|file| !inner.iter().any(|folder| file.starts_with(folder)));
    Ok(files)
}
