//! Archives that are the same, byte for byte, whenever they are made of the same files: sorted, without dates and owners.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::{Compression, GzBuilder, read::GzDecoder};
use tar::{Archive, Builder, EntryType, Header};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::process::source_date;

/// Packs a folder as a tarball, in which it has the name that the tarball has. Links stay links.
pub(super) fn tar_gz(folder: &Path, name: &str, to: &Path) -> Result<()> {
    let file = BufWriter::new(File::create(to).with_context(|| to.display().to_string())?);
    let mut archive = Builder::new(GzBuilder::new().write(file, Compression::best()));
    for path in files(folder)? {
        let inside = Path::new(name).join(path.strip_prefix(folder)?);
        let mut header = Header::new_gnu();
        header.set_mtime(source_date()?);
        let about = fs::symlink_metadata(&path).with_context(|| path.display().to_string())?;
        if about.is_symlink() {
            header.set_entry_type(EntryType::Symlink);
            header.set_size(0);
            header.set_mode(0o777);
            archive.append_link(&mut header, inside, fs::read_link(&path)?)?;
        } else {
            header.set_size(about.len());
            header.set_mode(0o644);
            archive.append_data(&mut header, inside, File::open(&path)?)?;
        }
    }
    archive.into_inner()?.finish()?.flush()?;
    Ok(())
}

/// Unpacks a tarball below a folder.
pub(super) fn unpack(tarball: &Path, folder: &Path) -> Result<()> {
    let file = File::open(tarball).with_context(|| tarball.display().to_string())?;
    Archive::new(GzDecoder::new(file)).unpack(folder).with_context(|| tarball.display().to_string())
}

/// Packs files as a zip, by the names that they have in it.
pub(super) fn zip(files: &BTreeMap<String, PathBuf>, to: &Path) -> Result<()> {
    let mut archive = ZipWriter::new(File::create(to).with_context(|| to.display().to_string())?);
    for (name, path) in files {
        // Without a date of its own it has the earliest that there is.
        let options = SimpleFileOptions::default().unix_permissions(0o644);
        archive.start_file(name, options)?;
        let content = fs::read(path).with_context(|| path.display().to_string())?;
        archive.write_all(&content)?;
    }
    archive.finish()?;
    Ok(())
}

/// The path of a file below a folder, with `/`.
pub(super) fn below(folder: &Path, path: &Path) -> Result<String> {
    Ok(path.strip_prefix(folder)?.to_string_lossy().replace('\\', "/"))
}

/// All files and links below a folder, in the order of their paths.
pub(super) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let entry = entry?;
            if entry.file_type()?.is_dir() { &mut folders } else { &mut files }.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folders::empty;

    #[test]
    fn a_tarball_is_the_same_whenever_it_is_made_and_holds_what_was_packed() {
        let place = std::env::temp_dir().join(format!("lastpass-admin-archive-{}", std::process::id()));
        let folder = place.join("folder");
        empty(&folder.join("lib")).unwrap();
        for (name, text) in [("lib/b", "second"), ("lib/a", "first"), ("README.md", "read me")] {
            fs::write(folder.join(name), text).unwrap();
        }
        let made = |name: &str| {
            tar_gz(&folder, "package-1.0", &place.join(name)).unwrap();
            fs::read(place.join(name)).unwrap()
        };
        let first = made("first.tar.gz");
        fs::write(folder.join("lib/a"), "first").unwrap();
        assert_eq!(first, made("second.tar.gz"), "a file was written again, with another date");

        unpack(&place.join("first.tar.gz"), &place).unwrap();
        let found = files(&place.join("package-1.0")).unwrap();
        let names: Vec<_> = found.iter().map(|path| path.strip_prefix(&place).unwrap()).collect();
        assert_eq!(names, ["package-1.0/README.md", "package-1.0/lib/a", "package-1.0/lib/b"].map(Path::new));
        assert_eq!(fs::read_to_string(&found[1]).unwrap(), "first");
        fs::remove_dir_all(&place).unwrap();
    }
}
