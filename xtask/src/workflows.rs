//! The workflows of the public forge, which nothing here can run: each is YAML, asks for its rights, names actions by their commits, and
//! every chore in them and in the guide to releases is one that there is.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use clap::Parser;
use serde_json::Value;

use crate::tree::{self, TextFile};

const FOLDER: &str = ".github/workflows/";
const GUIDE: &str = "RELEASING.md";

/// How a chore begins.
const CHORE: &str = "cargo xtask ";

pub(crate) fn check(root: &Path) -> Result<()> {
    let mut files = tree::text_files(root)?;
    files.retain(|file| file.path.starts_with(FOLDER) || file.path == GUIDE);
    ensure!(files.len() > 1, "there are no workflows in {FOLDER}");
    let mut chores = 0;
    for file in &files {
        chores += check_chores(&file.text).with_context(|| file.path.clone())?;
        if file.path != GUIDE {
            check_workflow(file).with_context(|| file.path.clone())?;
        }
    }
    println!("   {} files, {chores} chores", files.len());
    Ok(())
}

fn check_workflow(file: &TextFile) -> Result<()> {
    let workflow: Value = serde_saphyr::from_str(&file.text).context("no YAML")?;
    ensure!(workflow["permissions"].is_object(), "the workflow as a whole asks for no rights of its own");
    for line in file.text.lines() {
        if let Some((_, action)) = line.split_once("uses: ") {
            ensure!(is_pinned(action), "`{action}` is not named by its commit, with its version behind it");
        }
    }
    Ok(())
}

/// Whether an action is named like `owner/name@<commit> # v1.2.3`.
fn is_pinned(action: &str) -> bool {
    let Some((commit, version)) = action.split_once('@').and_then(|(_, rest)| rest.split_once(" # v")) else {
        return false;
    };
    commit.len() == 40
        && commit.chars().all(|c| c.is_ascii_hexdigit())
        && version.starts_with(|c: char| c.is_ascii_digit())
}

/// Reads the chores in a text as they would be read if they were typed; says how many there are.
fn check_chores(text: &str) -> Result<usize> {
    let mut count = 0;
    for line in text.lines() {
        let Some(chore) = line.find(CHORE).map(|at| &line[at..]) else { continue };
        let ends = chore.find(['`', '#', '&', '|', ';', '"']).unwrap_or(chore.len());
        let words = chore[..ends].split_whitespace().skip(1);
        if let Err(error) = crate::Arguments::try_parse_from(words) {
            bail!("`{}` is no chore: {error}", chore[..ends].trim());
        }
        count += 1;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chore_that_is_not_there_is_found() {
        let cases = [
            ("a step", "      - run: cargo xtask dist --only python --only node\n", Some(1)),
            ("two lines", "cargo xtask dist\ncargo xtask dist-test --only go # after it\n", Some(2)),
            ("in a sentence", "Run `cargo xtask test`, and then look.", Some(1)),
            ("none", "cargo build", Some(0)),
            ("no such chore", "cargo xtask publish", None),
            ("no such argument", "cargo xtask dist --wheels", None),
            ("no such language", "cargo xtask dist --only cobol", None),
        ];
        for (name, text, expected) in cases {
            assert_eq!(check_chores(text).ok(), expected, "{name}");
        }
    }

    #[test]
    fn an_action_is_named_by_its_commit() {
        let commit = "de0fac2e4500dabe0009e67214ff5f5447ce83dd";
        let cases = [
            ("with its version", format!("actions/checkout@{commit} # v6.0.2"), true),
            ("without", format!("actions/checkout@{commit}"), false),
            ("a tag", "actions/checkout@v6 # v6".to_owned(), false),
            ("too short", format!("actions/checkout@{} # v6.0.2", &commit[1..]), false),
        ];
        for (name, action, expected) in cases {
            assert_eq!(is_pinned(&action), expected, "{name}");
        }
    }
}
