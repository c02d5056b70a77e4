//! Pieces of TypeScript text: string literals, documentation comments, unions.

use super::format::WIDTH;
use crate::comments::Comments;
pub(super) use crate::comments::{Part, paragraphs};

/// A string literal.
pub(super) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n"))
}

/// A documentation comment at this indentation.
pub(super) fn comment(indent: usize, parts: &[Part]) -> String {
    Comments { width: WIDTH, escapes: &[("*/", "*\\/")], bullet: "" }.block(indent, parts)
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

#[cfg(test)]
mod tests {
    use super::*;

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
