//! Pieces of TypeScript text: string literals, documentation comments, unions.

use super::format::WIDTH;
use crate::prose::wrap;

/// A string literal.
pub(super) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n"))
}

/// A part of a documentation comment.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// A paragraph.
    Paragraph(String),
    /// A line of its own, such as a value with its meaning or a tag.
    Line(String),
}

/// A documentation comment at this indentation.
pub(super) fn comment(indent: usize, parts: &[Part]) -> String {
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
        let wrapped = wrap(&escape(text), WIDTH - indent - " * ".len() - deep.len()).into_iter().enumerate();
        lines.extend(wrapped.map(|(index, line)| if index == 0 { line } else { format!("{deep}{line}") }));
    }
    let single = lines.first().filter(|line| lines.len() == 1 && indent + line.chars().count() + 7 <= WIDTH);
    if let Some(line) = single {
        return format!("{margin}/** {line} */");
    }
    let inner = lines.iter().map(|line| format!("{margin} * {line}").trim_end().to_owned() + "\n");
    format!("{margin}/**\n{}{margin} */", inner.collect::<String>())
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

/// The declaration of a union: in one line or in two, or with a line for each type.
pub(super) fn union(name: &str, types: &[String]) -> String {
    let (head, types) = (format!("export type {name} ="), types.join(" | ") + ";");
    if head.chars().count() + 1 + types.chars().count() <= WIDTH {
        return format!("{head} {types}");
    }
    match 2 + types.chars().count() <= WIDTH {
        true => format!("{head}\n  {types}"),
        false => format!("{head}\n  | {}", types.replace(" | ", "\n  | ")),
    }
}

fn escape(text: &str) -> String {
    text.replace("*/", "*\\/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_one_line_or_many() {
        assert_eq!(comment(2, &paragraphs(["What it does."])), "  /** What it does. */");
        let parts = [
            Part::Paragraph(format!("{}.", "word ".repeat(25).trim_end())),
            Part::Line(format!("@param id - {}.", "word ".repeat(25).trim_end())),
            Part::Line("@returns The user.".to_owned()),
        ];
        let text = comment(2, &parts);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[1].starts_with("   * word") && lines[2].starts_with("   * word"), "{text}");
        assert!(
            lines[4].starts_with("   * @param id - word") && lines[5].starts_with("   *   word"),
            "{text}"
        );
        let rest = ["   * @returns The user.", "   */"];
        assert_eq!((lines[0], lines[3], &lines[6..]), ("  /**", "   *", &rest[..]));
        assert!(lines.iter().all(|line| line.len() <= WIDTH), "{text}");
    }

    #[test]
    fn texts_of_the_contract_cannot_end_the_comment_or_the_literal() {
        assert_eq!(comment(0, &paragraphs(["Write */ there."])), "/** Write *\\/ there. */");
        assert_eq!(literal("a'b\\c\nd"), r"'a\'b\\c\nd'");
    }

    #[test]
    fn a_long_union_has_a_line_for_each_type() {
        let of = |length: usize| [format!("'{}'", "a".repeat(length)), "'b'".to_owned()];
        let cases = [
            (1, "export type A = 'a' | 'b';".to_owned()),
            (90, format!("export type A =\n  '{}' | 'b';", "a".repeat(90))),
            (110, format!("export type A =\n  | '{}'\n  | 'b';", "a".repeat(110))),
        ];
        for (length, expected) in cases {
            assert_eq!(union("A", &of(length)), expected);
        }
    }
}
