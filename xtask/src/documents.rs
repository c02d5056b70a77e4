//! Programs in the project's documents: each document's blocks of one language, one after the other, are a program that runs.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Writes the program of a document, each line where it stands there.
pub(crate) fn write(root: &Path, document: &str, language: &str, to: &Path) -> Result<()> {
    let text = fs::read_to_string(root.join(document)).with_context(|| document.to_owned())?;
    fs::write(to, program(&text, language)).with_context(|| to.display().to_string())
}

fn program(markdown: &str, language: &str) -> String {
    let mut inside = false;
    let lines = markdown.lines().map(|line| {
        let starts = !inside && line.strip_prefix("```") == Some(language);
        let ends = inside && line == "```";
        inside = (inside || starts) && !ends;
        if inside && !starts { line } else { "" }
    });
    lines.map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_of_a_document_keeps_its_lines() {
        let cases = [
            ("text alone", "# Title\n\ntext\n", "\n\n\n"),
            ("a block", "text\n```python\nprint()\n```\ntext\n", "\n\nprint()\n\n\n"),
            ("another language", "```sh\nls\n```\n", "\n\n\n"),
            ("an empty line inside", "```python\na = 1\n\nb = 2\n```\n", "\na = 1\n\nb = 2\n\n"),
            ("two blocks", "```python\na = 1\n```\n```python\nb = 2\n```\n", "\na = 1\n\n\nb = 2\n\n"),
        ];
        for (name, markdown, expected) in cases {
            assert_eq!(program(markdown, "python"), expected, "{name}");
        }
    }
}
