//! `unsafe` stands where memory is handed to another language, and nowhere else. The compiler sees to it, crate by crate; that every
//! crate asks it to is seen here.

use std::path::Path;

use anyhow::{Context, Result, bail};
use toml::Table;

use crate::tree::{self, TextFile};

/// What a crate may do, and has to tell the compiler.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Rule {
    /// It hands out memory, and says of each block of `unsafe` why it holds.
    Documented,
    /// Macros write `unsafe` into it; what is written by hand has none.
    ByMacros,
    /// It has none: what holds where nothing else is said.
    Forbidden,
}

/// The crates that are not plain, by their folders.
const RULES: [(&str, Rule); 7] = [
    ("bindings-c", Rule::Documented),
    ("bindings-node", Rule::ByMacros),
    ("bindings-python", Rule::ByMacros),
    ("fuzz", Rule::Documented),
    // The sources of bindings-c once more.
    ("fuzz/c-library", Rule::Documented),
    // The allocator of the bindings.
    ("memory", Rule::Documented),
    ("uniffi", Rule::Documented),
];

pub(crate) fn check(root: &Path) -> Result<()> {
    let files = tree::text_files(root)?;
    let mut wrong = Vec::new();
    let manifests: Vec<(&str, Table)> = files.iter().filter_map(crate_of).collect::<Result<_>>()?;
    for (folder, manifest) in &manifests {
        wrong.extend(complaint(rule(folder), manifest).map(|what| format!("{folder}/Cargo.toml: {what}")));
    }
    for (folder, _) in RULES.iter().filter(|(folder, _)| manifests.iter().all(|(found, _)| found != folder)) {
        wrong.push(format!("{folder} is no crate any more"));
    }
    for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
        // The clippy of the project does not come there.
        if file.path.starts_with("fuzz/") {
            let lines = unexplained(&file.text).into_iter();
            wrong.extend(lines.map(|line| format!("{}:{line}: `unsafe` without a reason", file.path)));
        }
    }
    if !wrong.is_empty() {
        bail!("{}", wrong.join("\n"));
    }
    let forbidding = manifests.iter().filter(|(folder, _)| rule(folder) == Rule::Forbidden);
    println!("   {} crates, {} of them without any `unsafe`", manifests.len(), forbidding.count());
    Ok(())
}

/// The folder and the manifest of a crate; that of the project as a whole is one too, since the others rely on it.
fn crate_of(file: &TextFile) -> Option<Result<(&str, Table)>> {
    let folder = file.path.strip_suffix("Cargo.toml")?.trim_end_matches('/');
    // What a generator of code is compared with is no crate.
    let is_one = !folder.contains("golden");
    is_one.then(|| Ok((folder, file.text.parse().with_context(|| file.path.clone())?)))
}

fn rule(folder: &str) -> Rule {
    RULES.iter().find(|(known, _)| *known == folder).map_or(Rule::Forbidden, |(_, rule)| *rule)
}

/// What a manifest lacks.
fn complaint(rule: Rule, manifest: &Table) -> Option<&'static str> {
    let lint = |tool: &str, name: &str| {
        let lints = manifest.get("lints").or_else(|| manifest.get("workspace")?.get("lints"))?;
        lints.get(tool)?.get(name)?.as_str()
    };
    let of_workspace =
        manifest.get("lints").and_then(|lints| lints.get("workspace")?.as_bool()) == Some(true);
    match rule {
        Rule::Forbidden if of_workspace || lint("rust", "unsafe_code") == Some("forbid") => None,
        Rule::Forbidden => Some("does not forbid `unsafe_code`; it says `[lints] workspace = true`"),
        Rule::ByMacros if lint("rust", "unsafe_code") == Some("deny") => None,
        Rule::ByMacros => Some("does not deny `unsafe_code`"),
        Rule::Documented if matches!(lint("clippy", "undocumented_unsafe_blocks"), Some("deny" | "warn")) => {
            None
        }
        Rule::Documented => Some("does not ask for the reasons of `unsafe`: `undocumented_unsafe_blocks`"),
    }
}

/// The lines with a block of `unsafe` that no comment explains.
fn unexplained(text: &str) -> Vec<usize> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let blocks =
        lines.iter().enumerate().filter(|(_, line)| line.contains("unsafe {") && !line.starts_with("//"));
    let explained = |at: usize| {
        let comment = lines[..at].iter().rev().take_while(|line| line.starts_with("//"));
        comment.clone().any(|line| line.starts_with("// SAFETY: "))
    };
    blocks.filter(|(at, _)| !explained(*at)).map(|(at, _)| at + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_has_to_say_what_it_may_do() {
        let cases = [
            ("plain", Rule::Forbidden, "[lints]\nworkspace = true", true),
            ("the workspace", Rule::Forbidden, "[workspace.lints.rust]\nunsafe_code = \"forbid\"", true),
            ("plain, allowed", Rule::Forbidden, "[lints.rust]\nunsafe_code = \"warn\"", false),
            ("plain, nothing said", Rule::Forbidden, "[package]\nname = \"x\"", false),
            ("macros", Rule::ByMacros, "[lints.rust]\nunsafe_code = \"deny\"", true),
            ("macros, nothing said", Rule::ByMacros, "[lints.rust]\nmissing_docs = \"warn\"", false),
            ("memory", Rule::Documented, "[lints.clippy]\nundocumented_unsafe_blocks = \"warn\"", true),
            ("memory, nothing said", Rule::Documented, "[lints.clippy]\ntodo = \"warn\"", false),
        ];
        for (name, rule, manifest, good) in cases {
            assert_eq!(complaint(rule, &manifest.parse().unwrap()).is_none(), good, "{name}");
        }
    }

    #[test]
    fn a_block_has_a_reason_above_it() {
        let text = "// SAFETY: it is there.\nunsafe { a() }\n\nunsafe { b() }\n// Because.\nunsafe { c() }\n";
        assert_eq!(unexplained(text), [4, 6]);
    }
}
