//! Documentation comments between `/**` and `*/`, as TypeScript and Kotlin have them.

use crate::prose::wrap;

/// A part of a comment.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// A paragraph.
    Paragraph(String),
    /// A line of its own, such as a value with its meaning or a tag.
    Line(String),
}

/// How a language writes its comments.
pub(crate) struct Comments {
    /// The longest line.
    pub width: usize,
    /// What cannot stand in a comment, and what is written for it.
    pub escapes: &'static [(&'static str, &'static str)],
}

impl Comments {
    /// A comment at this indentation.
    pub(crate) fn write(&self, indent: usize, parts: &[Part]) -> String {
        let margin = " ".repeat(indent);
        let mut lines: Vec<String> = Vec::new();
        let mut after_line = false;
        for part in parts {
            let (text, is_line) = match part {
                Part::Paragraph(text) => (text, false),
                Part::Line(text) => (text, true),
            };
            let follows = is_line && after_line;
            if !lines.is_empty() && !follows {
                lines.push(String::new());
            }
            after_line = is_line;
            // What belongs to a line stands deeper.
            let deep = if is_line { "  " } else { "" };
            let width = self.width - indent - " * ".len() - deep.len();
            let wrapped = wrap(&self.escape(text), width).into_iter().enumerate();
            lines
                .extend(wrapped.map(|(index, line)| if index == 0 { line } else { format!("{deep}{line}") }));
        }
        let fits = |line: &str| indent + line.chars().count() + "/**  */".len() <= self.width;
        if let [line] = lines.as_slice()
            && fits(line)
        {
            return format!("{margin}/** {line} */");
        }
        let inner = lines.iter().map(|line| format!("{margin} * {line}").trim_end().to_owned() + "\n");
        format!("{margin}/**\n{}{margin} */", inner.collect::<String>())
    }

    fn escape(&self, text: &str) -> String {
        self.escapes.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
    }
}

/// Paragraphs of texts, each of which may hold several.
pub(crate) fn paragraphs<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Vec<Part> {
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

    const COMMENTS: Comments = Comments { width: 110, escapes: &[("*/", "*\\/")] };

    #[test]
    fn a_comment_is_one_line_or_many() {
        assert_eq!(COMMENTS.write(2, &paragraphs(["What it does."])), "  /** What it does. */");
        let parts = [
            Part::Paragraph(format!("{}.", "word ".repeat(25).trim_end())),
            Part::Line(format!("@param id - {}.", "word ".repeat(25).trim_end())),
            Part::Line("@returns The user.".to_owned()),
        ];
        let text = COMMENTS.write(2, &parts);
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
        assert_eq!(COMMENTS.write(0, &paragraphs(["Write */ there."])), "/** Write *\\/ there. */");
    }
}
