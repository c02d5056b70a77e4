//! Documentation comments, written for the header that `cbindgen` makes of them.

use crate::prose::wrap;

/// Where lines of the header are broken.
const WIDTH: usize = 100;

/// A part of a documentation comment.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// A paragraph.
    Paragraph(String),
    /// A line of a list, such as a parameter.
    Line(String),
}

/// A documentation comment of what stands at this indentation in the header.
pub(super) fn doc(indent: usize, parts: &[Part]) -> String {
    let margin = " ".repeat(indent);
    let lines = lines(parts, WIDTH - indent - " * ".len());
    let lines = lines.iter().map(|line| format!("{margin}/// {line}").trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}

/// The lines of a comment, none of them longer than `width`.
pub(super) fn lines(parts: &[Part], width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut after_line = false;
    for part in parts {
        let (text, is_line) = match part {
            Part::Paragraph(text) => (text.clone(), false),
            Part::Line(text) => (format!("- {text}"), true),
        };
        if !(lines.is_empty() || is_line && after_line) {
            lines.push(String::new());
        }
        after_line = is_line;
        // What belongs to a line of a list stands deeper.
        let deep = if is_line { "  " } else { "" };
        let wrapped = wrap(&text.replace("*/", "* /"), width - deep.len()).into_iter().enumerate();
        lines.extend(wrapped.map(|(index, line)| if index == 0 { line } else { format!("{deep}{line}") }));
    }
    lines
}

/// Paragraphs of texts, each of which may hold several.
pub(super) fn paragraphs<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Vec<Part> {
    let mut parts = Vec::new();
    for text in texts {
        let lines = text.as_ref().lines().map(str::trim).filter(|line| !line.is_empty());
        parts.extend(lines.map(|line| Part::Paragraph(line.to_owned())));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_has_paragraphs_and_lists() {
        let parts = [
            Part::Paragraph("What it does.".to_owned()),
            Part::Line("`id`: the user.".to_owned()),
            Part::Line(format!("`name`: {}.", "word ".repeat(20).trim_end())),
            Part::Paragraph("It */ ends.".to_owned()),
        ];
        let text = doc(4, &parts);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[..3], ["    /// What it does.", "    ///", "    /// - `id`: the user."]);
        assert!(
            lines[3].starts_with("    /// - `name`: word") && lines[4].starts_with("    ///   word"),
            "{text}"
        );
        assert_eq!(lines[5..], ["    ///", "    /// It * / ends."]);
        assert!(lines.iter().all(|line| line.len() <= WIDTH), "{text}");
    }
}
