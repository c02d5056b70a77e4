//! A binding converts, waits, cancels and raises; what is decided is decided in the core. So it stays small: if it grows beyond
//! this, something in it belongs below, where every language has it.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::bail;

use crate::tree;

/// Lines of Rust written by hand in one binding crate, without comments and blank lines.
const MOST: usize = 500;

pub(crate) fn check(root: &Path) -> anyhow::Result<()> {
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    for file in tree::text_files(root)? {
        let by_hand = file.path.ends_with(".rs") && !file.path.contains("/generated/");
        if let Some((binding, _)) = file.path.split_once("/src/")
            && by_hand
            && (binding.starts_with("bindings-") || binding == "uniffi")
        {
            *lines.entry(binding.to_owned()).or_default() += code_lines(&file.text);
        }
    }
    for (binding, lines) in &lines {
        println!("   {binding}: {lines} lines");
    }
    if let Some((binding, lines)) = lines.iter().find(|(_, lines)| **lines >= MOST) {
        bail!(
            "{binding} has {lines} lines of Rust written by hand, {MOST} or more; move what is not of its language below it"
        );
    }
    Ok(())
}

fn code_lines(text: &str) -> usize {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

#[cfg(test)]
mod tests {
    #[test]
    fn comments_and_blank_lines_do_not_count() {
        assert_eq!(
            super::code_lines("//! A file.\n\n/// A function.\nfn f() {\n    // Why.\n    g();\n}\n"),
            3
        );
    }
}
