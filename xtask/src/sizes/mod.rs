//! `cargo xtask sizes`: what packages weigh and what it costs to load them, against the budgets.

pub(crate) mod budgets;
mod start;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::bench::{Limit, verdict};
use crate::process::target;
use budgets::Budgets;

/// Measures everything that is built; an error if a budget is passed, or nothing is built at all.
pub(crate) fn run(root: &Path) -> Result<()> {
    let budgets = Budgets::read()?;
    let (mut limits, mut missing) = (Vec::new(), Vec::new());
    for size in &budgets.size {
        let path = resolve(root, &size.path);
        if !path.exists() {
            missing.push((&size.name, &size.build));
            continue;
        }
        limits.push(Limit {
            name: size.name.clone(),
            value: weight(&path)? as f64 / 1e6,
            at_most: size.bytes as f64 / 1e6,
            unit: "MB".to_owned(),
        });
    }
    for start in &budgets.start {
        match start::measure(start, &|text| resolve(root, text))? {
            Some(limit) => limits.push(limit),
            None => missing.push((&start.name, &start.build)),
        }
    }
    let passed = print(&limits);
    for (name, build) in missing {
        println!("{name}: not built yet; `{build}` builds it");
    }
    match passed {
        _ if limits.is_empty() => bail!("nothing is built yet"),
        passed if passed.is_empty() => Ok(()),
        passed => bail!("over their budgets: {}", passed.join(", ")),
    }
}

/// Prints a table; gives the names of what is over its budget.
fn print(limits: &[Limit]) -> Vec<String> {
    println!("| | measured | budget | |\n| --- | --- | --- | --- |");
    for limit in limits {
        let Limit { name, value, at_most, unit } = limit;
        println!("| {name} | {value:.2} {unit} | {at_most:.2} {unit} | {} |", verdict(limit.holds()));
    }
    limits.iter().filter(|limit| !limit.holds()).map(|limit| limit.name.clone()).collect()
}

/// A path of the budgets on this machine.
fn resolve(root: &Path, text: &str) -> PathBuf {
    let processor = match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    };
    let text = text
        .replace("{target}", &target(root).to_string_lossy())
        .replace("{version}", env!("CARGO_PKG_VERSION"))
        .replace("{goos}", std::env::consts::OS)
        .replace("{goarch}", processor);
    root.join(text)
}

/// The bytes of a file, or of all files in a folder.
fn weight(path: &Path) -> Result<u64> {
    let data = fs::metadata(path).with_context(|| path.display().to_string())?;
    if !data.is_dir() {
        return Ok(data.len());
    }
    let entries = fs::read_dir(path).with_context(|| path.display().to_string())?;
    entries.map(|entry| weight(&entry?.path())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_weighs_what_its_files_do() {
        let folder = std::env::temp_dir().join(format!("lastpass-admin-sizes-{}", std::process::id()));
        fs::create_dir_all(folder.join("below")).unwrap();
        fs::write(folder.join("one"), [0; 10]).unwrap();
        fs::write(folder.join("below/other"), [0; 32]).unwrap();
        assert_eq!(weight(&folder).unwrap(), 42);
        assert_eq!(weight(&folder.join("one")).unwrap(), 10);
        fs::remove_dir_all(&folder).unwrap();
    }
}
