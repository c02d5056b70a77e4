//! Documentation comments: paragraphs and items in lines that are short enough.

use crate::prose::wrap;

/// A part of a comment.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// A paragraph.
    Paragraph(String),
    /// A line of its own, such as a value with its meaning or a tag.
    Line(String),
    /// A line of its own that stands deeper, as an item of a list.
    Below(String),
}

/// How a language writes its comments.
pub(crate) struct Comments {
    /// The longest line.
    pub width: usize,
    /// What cannot stand in a comment, and what is written for it.
    pub escapes: &'static [(&'static str, &'static str)],
    /// What stands before a line of its own.
    pub bullet: &'static str,
}

impl Comments {
    /// A comment between `/**` and `*/` at this indentation.
    pub(crate) fn block(&self, indent: usize, parts: &[Part]) -> String {
        let margin = " ".repeat(indent);
        let lines = self.lines(parts, self.width - indent - " * ".len());
        let fits = |line: &str| indent + line.chars().count() + "/**  */".len() <= self.width;
        if let [line] = lines.as_slice()
            && fits(line)
        {
            return format!("{margin}/** {line} */");
        }
        let inner = lines.iter().map(|line| format!("{margin} * {line}").trim_end().to_owned() + "\n");
        format!("{margin}/**\n{}{margin} */", inner.collect::<String>())
    }

    /// A comment with a mark before each line, at this indentation.
    pub(crate) fn marked(&self, mark: &str, indent: usize, parts: &[Part]) -> String {
        let margin = " ".repeat(indent);
        let lines = self.lines(parts, self.width - indent - mark.len() - 1);
        let lines = lines.iter().map(|line| format!("{margin}{mark} {line}").trim_end().to_owned());
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The lines of a comment, none of them longer than `width`.
    pub(crate) fn lines(&self, parts: &[Part], width: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut after_line = false;
        for part in parts {
            // What belongs to a line stands deeper.
            let (text, first, further) = match part {
                Part::Paragraph(text) => (text.clone(), "", ""),
                Part::Line(text) => (format!("{}{text}", self.bullet), "", "  "),
                Part::Below(text) => (text.clone(), "  - ", "    "),
            };
            let is_line = !matches!(part, Part::Paragraph(_));
            let follows = is_line && after_line;
            if !lines.is_empty() && !follows {
                lines.push(String::new());
            }
            after_line = is_line;
            let wrapped = wrap(&self.escape(&text), width - further.len()).into_iter().enumerate();
            lines.extend(wrapped.map(|(index, line)| match index {
                0 => format!("{first}{line}"),
                _ => format!("{further}{line}"),
            }));
        }
        lines
    }

    fn escape(&self, text: &str) -> String {
        self.escapes.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
    }
}

/// Paragraphs of texts, each of which may hold several.
pub(crate) fn paragraphs<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Vec<Part> {
    split(texts).into_iter().map(Part::Paragraph).collect()
}

/// The paragraphs of texts: a line break in a text of the contract begins one.
pub(crate) fn split<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Vec<String> {
    let mut paragraphs = Vec::new();
    for text in texts {
        let lines = text.as_ref().lines().map(str::trim).filter(|line| !line.is_empty());
        paragraphs.extend(lines.map(str::to_owned));
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMENTS: Comments = Comments { width: 110, escapes: &[("*/", "*\\/")], bullet: "" };

    #[test]
    fn a_comment_is_one_line_or_many() {
        assert_eq!(COMMENTS.block(2, &paragraphs(["What it does."])), "  /** What it does. */");
        let parts = [
            Part::Paragraph(format!("{}.", "word ".repeat(25).trim_end())),
            Part::Line(format!("@param id - {}.", "word ".repeat(25).trim_end())),
            Part::Line("@returns The user.".to_owned()),
        ];
        let text = COMMENTS.block(2, &parts);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[1].starts_with("   * word") && lines[2].starts_with("   * word"), "{text}");
        assert!(
            lines[4].starts_with("   * @param id - word") && lines[5].starts_with("   *   word"),
            "{text}"
        );
        let rest = ["   * @returns The user.", "   */"];
        assert_eq!((lines[0], lines[3], &lines[6..]), ("  /**", "   *", &rest[..]));
        assert!(lines.iter().all(|line| line.len() <= COMMENTS.width), "{text}");
    }

    #[test]
    fn texts_of_the_contract_cannot_end_the_comment() {
        assert_eq!(COMMENTS.block(0, &paragraphs(["Write */ there."])), "/** Write *\\/ there. */");
    }

    #[test]
    fn lines_have_bullets_and_others_below_them() {
        let comments = Comments { width: 24, bullet: "- ", ..COMMENTS };
        let parts = [
            Part::Paragraph("What it does.".to_owned()),
            Part::Line("Parameters:".to_owned()),
            Part::Below("id: The one that it is.".to_owned()),
            Part::Line("Returns: It, as it is now.".to_owned()),
        ];
        let expected = [
            "    /// What it does.",
            "    ///",
            "    /// - Parameters:",
            "    ///   - id: The one",
            "    ///     that it is.",
            "    /// - Returns: It,",
            "    ///   as it is now.",
        ];
        assert_eq!(comments.marked("///", 4, &parts), expected.join("\n"));
    }
}
