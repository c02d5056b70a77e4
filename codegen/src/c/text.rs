//! Documentation comments, written for the header that `cbindgen` makes of them.

use crate::comments::Comments;
pub(super) use crate::comments::{Part, paragraphs};

/// Where lines of the header are broken.
const WIDTH: usize = 100;

/// The mark of a line, ` * ` in the header, takes a letter more in the sources.
const COMMENTS: Comments = Comments { width: WIDTH + 1, escapes: &[("*/", "* /")], bullet: "- " };

/// A documentation comment of what stands at this indentation in the header.
pub(super) fn doc(indent: usize, parts: &[Part]) -> String {
    COMMENTS.marked("///", indent, parts)
}

/// The lines of a comment, none of them longer than `width`.
pub(super) fn lines(parts: &[Part], width: usize) -> Vec<String> {
    COMMENTS.lines(parts, width)
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
