//! `LICENSE-THIRD-PARTY` of each package: whose crates are compiled into it, and under which terms, in their own words.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::crates::{Crates, Facts};

/// The name of the document.
const FILE: &str = "LICENSE-THIRD-PARTY";

/// What a package carries, from the folder of its sources.
pub(crate) const FILES: [&str; 3] = ["LICENSE-APACHE", "LICENSE-MIT", FILE];

/// The crates that all that is compiled hangs from, and the folders of their packages.
const PACKAGES: [(&str, &[&str]); 4] = [
    ("lastpass-admin-c", &["bindings-c", "bindings-go"]),
    ("lastpass-admin-node", &["bindings-node"]),
    ("lastpass-admin-python", &["bindings-python"]),
    ("lastpass-admin-uniffi", &["uniffi"]),
];

const HEAD: &str = "\
lastpass-admin itself is licensed under LICENSE-MIT or LICENSE-APACHE, as you prefer.

What others have written and is compiled into it, on one platform or another, stands here with its terms. Where there
was a choice, the MIT licence was taken. The bills of materials name the versions.
";

/// How files begin that say under which terms a crate may be used.
const NAMES: [&str; 4] = ["LICENSE", "LICENCE", "COPYING", "NOTICE"];

/// How the MIT licence begins, after the lines that say whose it is.
const MIT: &str = "Permission is hereby granted, free of charge";
/// How the terms of the Apache licence begin and end.
const APACHE: (&str, &str) =
    ("TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION", "END OF TERMS AND CONDITIONS");

/// Writes the documents.
pub(crate) fn write(root: &Path) -> Result<()> {
    for (folder, text) in documents(root)? {
        let file = root.join(folder).join(FILE);
        fs::write(&file, text).with_context(|| file.display().to_string())?;
    }
    Ok(())
}

/// Fails where a document is not what would be written now.
pub(crate) fn check(root: &Path) -> Result<()> {
    let documents = documents(root)?;
    for (folder, text) in &documents {
        let file = root.join(folder).join(FILE);
        let is_present = fs::read_to_string(&file).is_ok_and(|present| present == *text);
        ensure!(
            is_present,
            "{folder}/{FILE} is not that of the crates in `Cargo.lock`; `cargo xtask licenses` writes it"
        );
    }
    println!("   {} packages", documents.len());
    Ok(())
}

fn documents(root: &Path) -> Result<Vec<(&'static str, String)>> {
    let crates = Crates::known(root)?;
    let own = Own::read(root)?;
    let mut documents = Vec::new();
    for (package, folders) in PACKAGES {
        let mut terms = Terms::default();
        let holders = "Copyright (c) The Rust Project Contributors".to_owned();
        terms.add(&own.mit, holders, "the standard library of Rust");
        for (id, _) in crates.within(root, package, None)?.crates() {
            let facts = crates.facts(id)?;
            if !facts.ours {
                terms.take(&id.0, facts, &files(&facts.folder)?, &own);
            }
        }
        let text = terms.document(&own);
        documents.extend(folders.iter().map(|folder| (*folder, text.clone())));
    }
    Ok(documents)
}

/// The terms of both licences, as the project's own files have them.
struct Own {
    mit: String,
    apache: String,
}

impl Own {
    fn read(root: &Path) -> Result<Self> {
        let text = |name: &str| fs::read_to_string(root.join(name)).with_context(|| name.to_owned());
        let (mit, apache) = (text("LICENSE-MIT")?, text("LICENSE-APACHE")?);
        let terms = mit.find(MIT).map(|at| mit[at..].trim().to_owned());
        let mit = terms.context("LICENSE-MIT is another licence")?;
        let apache = between(&apache).context("LICENSE-APACHE is another licence")?.to_owned();
        Ok(Own { mit, apache })
    }

    /// A text without the terms of the Apache licence, which stands beside it.
    fn without_apache(&self, text: &str) -> String {
        match between(text) {
            Some(terms) if words(terms) == words(&self.apache) => {
                text.replace(terms, "[the terms and conditions of LICENSE-APACHE]")
            }
            _ => text.to_owned(),
        }
    }
}

/// Texts; for each the lines that say whose a crate is, and the crates of which that is said.
#[derive(Default)]
struct Terms(BTreeMap<String, BTreeMap<String, BTreeSet<String>>>);

impl Terms {
    fn add(&mut self, text: &str, holders: String, name: &str) {
        self.0.entry(text.to_owned()).or_default().entry(holders).or_default().insert(name.to_owned());
    }

    /// Adds what the files of a crate say.
    fn take(&mut self, name: &str, facts: &Facts, files: &[String], own: &Own) {
        let offers = facts.license.as_deref().unwrap_or_default();
        let offers_mit = !offers.contains("AND") && offers.split([' ', '/']).any(|license| license == "MIT");
        let texts: Vec<&String> = match files.iter().filter(|text| text.contains(MIT)).collect::<Vec<_>>() {
            mit if offers_mit && !mit.is_empty() => mit,
            _ => files.iter().collect(),
        };
        for text in &texts {
            match text.split_once(MIT) {
                Some((before, after)) if words(&format!("{MIT}{after}")) == words(&own.mit) => {
                    let lines = before.lines().map(str::trim);
                    let holders: Vec<&str> = lines.filter(|line| line.starts_with("Copyright")).collect();
                    self.add(&own.mit, holders.join(", "), name);
                }
                _ => self.add(own.without_apache(text).trim(), String::new(), name),
            }
        }
        if texts.is_empty() && offers_mit {
            self.add(&own.mit, format!("Copyright (c) {}", facts.authors.join(", ")), name);
        } else if texts.is_empty() {
            let sources = facts.repository.as_deref().unwrap_or_default();
            let terms = format!("{offers}, as it stands at https://spdx.org/licenses/{offers}.html");
            let text = format!("{terms}\nThe sources, of which nothing was changed, are at {sources}");
            self.add(&text, String::new(), name);
        }
    }

    /// The MIT licence first, the others by the crates that they apply to.
    fn document(self, own: &Own) -> String {
        let mut parts: Vec<(Vec<String>, String)> = Vec::new();
        for (terms, whose) in self.0 {
            let line = |(holders, names): (&String, &BTreeSet<String>)| {
                let names = names.iter().cloned().collect::<Vec<_>>().join(", ");
                if holders.is_empty() { names } else { format!("{names}: {holders}") }
            };
            let mut lines: Vec<String> = whose.iter().map(line).collect();
            lines.sort();
            parts.push((lines, terms));
        }
        parts.sort_by(|one, other| (one.1 != own.mit, &one.0).cmp(&(other.1 != own.mit, &other.0)));
        let mut text = HEAD.to_owned();
        for (lines, terms) in parts {
            text += &format!("\n{}\n{}\n\n{terms}\n", "=".repeat(80), lines.join("\n"));
        }
        text
    }
}

/// The texts of a crate that say something of its terms, in the order of their names.
fn files(folder: &Path) -> Result<Vec<String>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        if path.is_file() && NAMES.iter().any(|begin| name.starts_with(begin)) {
            found.insert(name, fs::read_to_string(&path).with_context(|| path.display().to_string())?);
        }
    }
    Ok(found.into_values().collect())
}

fn between(text: &str) -> Option<&str> {
    let begin = text.find(APACHE.0)?;
    let length = text[begin..].find(APACHE.1)? + APACHE.1.len();
    Some(&text[begin..begin + length])
}

/// A text however it is broken into lines, and however it ends.
fn words(text: &str) -> Vec<&str> {
    text.trim().trim_end_matches('.').split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own() -> Own {
        let apache = format!("{}\nAll of them.\n{}", APACHE.0, APACHE.1);
        Own { mit: format!("{MIT}, to all.\nAS IS."), apache }
    }

    fn facts(license: &str) -> Facts {
        Facts {
            description: None,
            license: Some(license.to_owned()),
            repository: Some("https://example.com/code".to_owned()),
            authors: vec!["Ann".to_owned()],
            folder: Path::new("").to_path_buf(),
            ours: false,
            published: false,
        }
    }

    #[test]
    fn every_crate_stands_under_the_terms_that_it_is_used_under() {
        let mit = |holder: &str| format!("The MIT License\n\n{holder}\n\n{MIT}, to\nall. AS IS");
        let apache = format!("Apache License\n{}\nAll of  them.\n{}\n", APACHE.0, APACHE.1);
        let crates = [
            ("zeta", "MIT", vec![mit("Copyright (c) Zoe")]),
            ("beta", "MIT OR Apache-2.0", vec![apache.clone(), mit("Copyright (c) Zoe")]),
            ("silent", "Apache-2.0/MIT", vec![]),
            ("other", "MIT", vec![format!("{MIT} but for the authors.")]),
            ("both", "MIT AND Apache-2.0", vec![apache, "A notice.".to_owned()]),
            ("shared", "MPL-2.0", vec![]),
        ];
        let mut terms = Terms::default();
        for (name, license, files) in crates {
            terms.take(name, &facts(license), &files, &own());
        }
        let expected = [
            format!("beta, zeta: Copyright (c) Zoe\nsilent: Copyright (c) Ann\n\n{MIT}, to all.\nAS IS."),
            "both\n\nA notice.".to_owned(),
            "both\n\nApache License\n[the terms and conditions of LICENSE-APACHE]".to_owned(),
            format!("other\n\n{MIT} but for the authors."),
            "shared\n\nMPL-2.0, as it stands at https://spdx.org/licenses/MPL-2.0.html\n\
             The sources, of which nothing was changed, are at https://example.com/code"
                .to_owned(),
        ];
        let rule = format!("\n{}\n", "=".repeat(80));
        assert_eq!(terms.document(&own()), format!("{HEAD}{rule}{}\n", expected.join(&format!("\n{rule}"))));
    }
}
