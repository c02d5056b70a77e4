//! The Python programs in the project's documents: each document's blocks, one after the other, are a program that runs.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::{Environment, empty};
use crate::process::{output, run, target};
use crate::sandbox::Sandbox;

/// The documents, and the names of their programs.
const DOCUMENTS: [(&str, &str); 2] =
    [("README.md", "project.py"), ("bindings-python/README.md", "package.py")];

pub(super) fn check(root: &Path, environment: &Environment, sandbox: &Path) -> Result<()> {
    let folder = target(root).join("python/documents");
    empty(&folder)?;
    // Not as strict as with our own programs: pandas and pyarrow come without types.
    fs::write(folder.join("pyrightconfig.json"), r#"{ "typeCheckingMode": "standard" }"#)?;
    for (document, name) in DOCUMENTS {
        let text = fs::read_to_string(root.join(document)).with_context(|| document.to_owned())?;
        fs::write(folder.join(name), program(&text))?;
        let company = Sandbox::start(sandbox, &[])?;
        let mut python = environment.python();
        output(python.arg(name).current_dir(&folder).envs(company.environment()))
            .with_context(|| format!("the Python of {document}, with the line numbers of the document"))?;
    }
    run(environment.module("pyright --project .").current_dir(&folder))
}

/// The Python of a document, each line where it stands there.
fn program(markdown: &str) -> String {
    let mut inside = false;
    let lines = markdown.lines().map(|line| {
        let starts = !inside && line == "```python";
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
    fn the_python_of_a_document_keeps_its_lines() {
        let cases = [
            ("text alone", "# Title\n\ntext\n", "\n\n\n"),
            ("a block", "text\n```python\nprint()\n```\ntext\n", "\n\nprint()\n\n\n"),
            ("another language", "```sh\nls\n```\n", "\n\n\n"),
            ("an empty line inside", "```python\na = 1\n\nb = 2\n```\n", "\na = 1\n\nb = 2\n\n"),
            ("two blocks", "```python\na = 1\n```\n```python\nb = 2\n```\n", "\na = 1\n\n\nb = 2\n\n"),
        ];
        for (name, markdown, expected) in cases {
            assert_eq!(program(markdown), expected, "{name}");
        }
    }
}
