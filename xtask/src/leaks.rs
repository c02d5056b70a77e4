//! Nothing of the machine on which the project was written may stand in it: no registry or mirror, no path.

use std::path::Path;

use anyhow::bail;

use crate::tree::{self, TextFile};

/// The hosts of package registries. In parts, so that this file does not name them.
const REGISTRIES: [&[&str]; 7] = [
    &["crates", "io"],
    &["pypi", "org"],
    &["pythonhosted", "org"],
    &["npmjs", "org"],
    &["proxy", "golang", "org"],
    &["repo", "maven", "apache", "org"],
    &["repo1", "maven", "org"],
];

/// Folders at the root of a file system below which people keep their work.
const HOMES: [&str; 4] = ["home", "root", "work", "Users"];

/// Cargo writes the address of its index there.
const LOCK_FILE: &str = "Cargo.lock";

pub(crate) fn check(root: &Path) -> anyhow::Result<()> {
    let files = tree::text_files(root)?;
    let found: Vec<String> = files.iter().flat_map(in_file).collect();
    if !found.is_empty() {
        bail!("the project names the machine it was written on:\n{}", found.join("\n"));
    }
    println!("   {} text files", files.len());
    Ok(())
}

fn in_file(file: &TextFile) -> Vec<String> {
    if file.path.ends_with(LOCK_FILE) {
        return Vec::new();
    }
    let lines = file.text.lines().zip(1..).filter(|(line, _)| names_registry(line) || names_home(line));
    lines.map(|(line, number)| format!("{}:{number}: {}", file.path, line.trim())).collect()
}

fn names_registry(line: &str) -> bool {
    // `crates.io-index` is the name of a repository.
    REGISTRIES.iter().any(|parts| ends(line, &parts.join(".")).any(|rest| !rest.starts_with('-')))
}

/// Whether a line names a path in a home; a path inside a URL or behind another folder is another thing.
fn names_home(line: &str) -> bool {
    HOMES.iter().any(|home| {
        let path = format!("/{home}/");
        line.match_indices(&path).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            let after = line[at + path.len()..].chars().next();
            before.is_none_or(|c| !c.is_alphanumeric() && !"./_-}>$".contains(c))
                && after.is_some_and(|c| c.is_alphanumeric() || "._".contains(c))
        })
    })
}

/// What follows each occurrence.
fn ends<'a>(line: &'a str, word: &'a str) -> impl Iterator<Item = &'a str> {
    line.match_indices(word).map(|(at, _)| &line[at + word.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_a_machine_are_told_from_other_paths() {
        let folder = |name: &str, rest: &str| format!("see /{name}/{rest}");
        let cases = [
            ("a home", folder("home", "ada/project"), true),
            ("of the superuser", folder("root", ".cargo"), true),
            ("in quotes", format!("\"/{}/main\"", "work"), true),
            ("in a URL", "https://example.com/home/page".to_owned(), false),
            ("below a variable", "$HOME/root/x".to_owned(), false),
            ("a relative path", "src/work/x.rs".to_owned(), false),
            ("the folder alone", format!("a JSON pointer such as /{}/", "root"), false),
        ];
        for (name, line, expected) in cases {
            assert_eq!(names_home(&line), expected, "{name}: {line}");
        }
    }

    #[test]
    fn hosts_of_registries_are_found_anywhere() {
        let host = REGISTRIES[1].join(".");
        let cases = [
            ("bare", host.clone(), true),
            ("in a URL", format!("https://{host}/simple"), true),
            ("a mirror's path", format!("https://mirror.example/{host}/x"), true),
            ("the name of a repository", format!("{}-index", REGISTRIES[0].join(".")), false),
            ("another host", "https://docs.rs".to_owned(), false),
        ];
        for (name, line, expected) in cases {
            assert_eq!(names_registry(&line), expected, "{name}: {line}");
        }
    }
}
