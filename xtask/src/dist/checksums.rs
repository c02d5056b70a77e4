//! `SHA256SUMS`, as `sha256sum` writes and checks it: every file of the folder.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

use super::archive::{below, files};

const NAME: &str = "SHA256SUMS";

/// Writes the sums of all that the folder holds.
pub(super) fn write(folder: &Path) -> Result<()> {
    let to = folder.join(NAME);
    fs::write(&to, sums(folder)?).with_context(|| to.display().to_string())
}

/// Fails if a file is not as it was when the sums were written, is missing, or came later.
pub(super) fn check(folder: &Path) -> Result<()> {
    let listed = folder.join(NAME);
    let listed = fs::read_to_string(&listed).with_context(|| {
        format!("{} is not there; `cargo xtask dist` makes the packages", listed.display())
    })?;
    let present = sums(folder)?;
    let lacks = |text: &str, line: &str| !text.lines().any(|other| other == line);
    let changed: BTreeSet<&str> = listed
        .lines()
        .filter(|line| lacks(&present, line))
        .chain(present.lines().filter(|line| lacks(&listed, line)))
        .filter_map(|line| line.split_once("  ").map(|(_, name)| name))
        .collect();
    ensure!(changed.is_empty(), "not as {NAME} says: {}", Vec::from_iter(changed).join(", "));
    println!("   {} files", present.lines().count());
    Ok(())
}

fn sums(folder: &Path) -> Result<String> {
    let mut sums = String::new();
    for path in files(folder)? {
        let name = below(folder, &path)?;
        if name != NAME {
            sums += &format!("{}  {name}\n", sum(&path)?);
        }
    }
    Ok(sums)
}

fn sum(path: &Path) -> Result<String> {
    let content = fs::read(path).with_context(|| path.display().to_string())?;
    Ok(Sha256::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folders::empty;

    #[test]
    fn a_folder_that_is_not_as_it_was_is_refused() {
        type Change = fn(&Path) -> std::io::Result<()>;
        let cases: [(&str, Change, Option<&str>); 4] = [
            ("as it was", |_| Ok(()), None),
            ("a byte", |folder| fs::write(folder.join("c/file"), "abd"), Some("c/file")),
            ("one is missing", |folder| fs::remove_file(folder.join("c/file")), Some("c/file")),
            ("one came later", |folder| fs::write(folder.join("late"), ""), Some("late")),
        ];
        for (name, change, named) in cases {
            let folder = std::env::temp_dir().join(format!("lastpass-admin-sums-{}", std::process::id()));
            empty(&folder.join("c")).unwrap();
            fs::write(folder.join("c/file"), "abc").unwrap();
            write(&folder).unwrap();
            let sums = fs::read_to_string(folder.join(NAME)).unwrap();
            let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
            assert_eq!(sums, format!("{abc}  c/file\n"), "as sha256sum has it");
            change(&folder).unwrap();
            let refusal = check(&folder).err().map(|error| error.to_string());
            assert_eq!(refusal.is_some(), named.is_some(), "{name}: {refusal:?}");
            assert!(refusal.unwrap_or_default().contains(named.unwrap_or_default()), "{name}");
            fs::remove_dir_all(&folder).unwrap();
        }
    }
}
