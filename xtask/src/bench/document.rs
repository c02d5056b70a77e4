//! BENCHMARKS.md: what a run measured stands between two marks, and its charts beside it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::charts;
use super::report::Report;
use super::tables;
use crate::process::target;

const DOCUMENT: &str = "BENCHMARKS.md";
const CHARTS: &str = "benchmarks";

/// Between these stands what is written here.
const BEGIN: &str = "<!-- Written by `cargo xtask bench all`; not to be edited. -->";
const END: &str = "<!-- To here. -->";

/// Writes both.
pub(super) fn write(root: &Path, report: &Report) -> Result<()> {
    let folder = root.join(CHARTS);
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let mut pictures = String::new();
    for chart in charts::all(report) {
        fs::write(folder.join(chart.file), &chart.svg)?;
        pictures += &format!("\n![{}]({CHARTS}/{})\n", chart.title, chart.file);
    }
    let file = root.join(DOCUMENT);
    let text = fs::read_to_string(&file).with_context(|| DOCUMENT.to_owned())?;
    // Why something was not measured may name folders of this machine.
    let tables = tables::report(report)
        .replace(&*target(root).to_string_lossy(), "target")
        .replace(&*root.to_string_lossy(), ".");
    let text = between(&text, &format!("{tables}{pictures}"))?;
    fs::write(&file, text).with_context(|| DOCUMENT.to_owned())
}

/// The text with something else between the marks.
fn between(text: &str, written: &str) -> Result<String> {
    let lost = || format!("{DOCUMENT} has lost the marks between which figures are written");
    let (before, rest) = text.split_once(BEGIN).with_context(lost)?;
    let (_, after) = rest.split_once(END).with_context(lost)?;
    Ok(format!("{before}{BEGIN}\n\n{}\n\n{END}{after}", written.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_by_hand_stays() {
        let text = format!("# Title\n\n{BEGIN}\nold\n{END}\n\nby hand\n");
        let expected = format!("# Title\n\n{BEGIN}\n\nnew\n\n{END}\n\nby hand\n");
        assert_eq!(between(&text, "new\n").unwrap(), expected);
        assert_eq!(between(&expected, "new").unwrap(), expected, "a second time changes nothing");
        assert!(between("no marks", "new").is_err());
    }
}
