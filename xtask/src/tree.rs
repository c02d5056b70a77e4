//! The text files of the project, as they stand in the repository.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

/// What is built or fetched, wherever it stands. Git is not asked: it may be missing, or distrust the folder of another user.
const NO_PART: [&str; 7] = [".build", ".git", "target", "corpus", "artifacts", "dist", "node_modules"];

/// A text file of the project.
pub(crate) struct TextFile {
    /// Path below the root, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// All text files below the root, in order of their paths.
pub(crate) fn text_files(root: &Path) -> anyhow::Result<Vec<TextFile>> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder)? {
            if path.file_name().is_some_and(|name| NO_PART.iter().any(|none| name == *none)) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) =
                String::from_utf8(fs::read(&path).with_context(|| path.display().to_string())?)
            {
                let below = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
                files.push(TextFile { path: below, text });
            }
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

fn entries(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    entries.map(|entry| Ok(entry?.path())).collect()
}
