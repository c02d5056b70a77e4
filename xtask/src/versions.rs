//! Every package has the version of the workspace. Where a file has to repeat it, this fails if it says another one.

use std::path::Path;

use anyhow::{Result, bail};

use crate::tree::{self, TextFile};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where a version stands: the file, what it comes after, and what encloses it. All is read without its white space.
type Place = (&'static str, &'static str, &'static str, &'static str);

const PLACES: [Place; 11] = [
    ("Cargo.toml", "{path=\"core\",", "version=\"", "\""),
    ("Cargo.toml", "{path=\"codegen\",", "version=\"", "\""),
    ("Cargo.toml", "{path=\"dispatch\",", "version=\"", "\""),
    ("Cargo.toml", "{path=\"sandbox\",", "version=\"", "\""),
    ("bindings-node/package.json", "{\"name\":\"lastpass-admin\",", "\"version\":\"", "\""),
    ("bindings-node/package-lock.json", "{\"name\":\"lastpass-admin\",", "\"version\":\"", "\""),
    ("bindings-node/README.md", "install./lastpass-admin", "-", ".tgz"),
    ("bindings-node/README.md", "./lastpass-admin-linux-x64-gnu", "-", ".tgz"),
    ("uniffi/kotlin/README.md", OURS, "<version>", "</version>"),
    ("uniffi/kotlin/src/main/kotlin/com/lastpassadmin/Library.kt", "constvalVERSION", "=\"", "\""),
    ("uniffi/swift/Sources/LastPassAdmin/Library.swift", "letversion", "=\"", "\""),
];

/// How a POM begins to name a package of ours.
const OURS: &str = "<groupId>com.lastpassadmin</groupId>";

pub(crate) fn check(root: &Path) -> Result<()> {
    let files = tree::text_files(root)?;
    let poms = files.iter().filter(|file| file.path.ends_with("pom.xml"));
    let in_poms = poms.map(|file| (file.path.as_str(), OURS, "<version>", "</version>"));
    let mut wrong = Vec::new();
    let mut count = 0;
    for (path, after, open, close) in PLACES.into_iter().chain(in_poms) {
        let file = files.iter().find(|file| file.path == path);
        let said = file.map(|file| versions(&file.text, after, open, close)).unwrap_or_default();
        if said.is_empty() {
            wrong.push(format!("{path}: no version after `{after}`"));
        }
        count += said.len();
        let others = said.into_iter().filter(|said| said != VERSION);
        wrong.extend(others.map(|said| format!("{path}: {said}")));
    }
    wrong.extend(
        files
            .iter()
            .filter(|file| has_its_own(file))
            .map(|file| format!("{}: `version.workspace = true` is missing", file.path)),
    );
    if !wrong.is_empty() {
        bail!("the version is {VERSION}, as Cargo.toml says, and not everywhere:\n{}", wrong.join("\n"));
    }
    println!("   {VERSION} in {count} places");
    Ok(())
}

/// The versions that a text says: what follows, between the two marks, each time that it comes.
fn versions(text: &str, after: &str, open: &str, close: &str) -> Vec<String> {
    let text: String = text.split_whitespace().collect();
    let said = text.split(after).skip(1).filter_map(|rest| {
        // In a POM the name of the package stands between.
        let rest = match open {
            "<version>" => rest.split_once(open)?.1,
            _ => rest.strip_prefix(open)?,
        };
        Some(rest.split_once(close)?.0.to_owned())
    });
    said.collect()
}

/// Whether a crate of the workspace has a version of its own. The fuzz targets are none of it.
fn has_its_own(file: &TextFile) -> bool {
    file.path.ends_with("/Cargo.toml")
        && !file.path.starts_with("fuzz/")
        && !file.text.lines().any(|line| line == "version.workspace = true")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_found_where_it_stands() {
        let json = "{\n  \"name\": \"lastpass-admin\",\n  \"version\": \"0.1.0\",\n  \"packages\": { \"\": { \"name\": \"lastpass-admin\",\n \"version\": \"0.2.0\" } } }";
        let pom = "<groupId>com.lastpassadmin</groupId>\n  <artifactId>driver</artifactId>\n  <version>0.1.0</version>\n<groupId>other</groupId><version>9</version>\n<groupId>com.lastpassadmin</groupId> <artifactId>lastpass-admin</artifactId> <version>0.3.0</version>";
        let cases: [(&str, &str, Place, &[&str]); 5] = [
            ("twice in a lock file", json, PLACES[5], &["0.1.0", "0.2.0"]),
            ("in a POM", pom, ("", OURS, "<version>", "</version>"), &["0.1.0", "0.3.0"]),
            (
                "of a tarball",
                "npm install ./lastpass-admin-0.1.0.tgz ./lastpass-admin-x-0.1.0.tgz",
                PLACES[6],
                &["0.1.0"],
            ),
            ("in Kotlin", "private const val VERSION = \"1.0.0-rc.1\"\n", PLACES[9], &["1.0.0-rc.1"]),
            ("nowhere", "nothing", PLACES[9], &[]),
        ];
        for (name, text, (_, after, open, close), expected) in cases {
            assert_eq!(versions(text, after, open, close), expected, "{name}");
        }
    }

    #[test]
    fn a_crate_takes_the_version_of_the_workspace() {
        let crate_with = |path: &str, line: &str| {
            has_its_own(&TextFile { path: path.to_owned(), text: format!("[package]\n{line}\n") })
        };
        assert!(!crate_with("core/Cargo.toml", "version.workspace = true"));
        assert!(crate_with("core/Cargo.toml", "version = \"0.1.0\""));
        assert!(!crate_with("fuzz/Cargo.toml", "version = \"0.0.0\""));
        assert!(!crate_with("core/src/lib.rs", "version = \"0.0.0\""));
    }
}
