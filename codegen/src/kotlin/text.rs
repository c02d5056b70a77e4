//! Pieces of Kotlin text: string literals, KDoc comments, names in texts.

use super::format::WIDTH;
use super::names;
use crate::comments::Comments;
pub(super) use crate::comments::{Part, paragraphs};
use crate::literal::quoted;
use crate::spoken::Spoken;

/// A string literal.
pub(super) fn literal(text: &str) -> String {
    quoted(text).replace('$', "\\$")
}

/// A comment at this indentation. Comments of Kotlin hold comments, so neither end of one can stand in a text.
pub(super) fn comment(indent: usize, parts: &[Part]) -> String {
    Comments { width: WIDTH, escapes: &[("*/", "*&#47;"), ("/*", "/&#42;")], bullet: "" }.block(indent, parts)
}

/// A text that says names of several words as they are in Kotlin.
pub(super) fn in_kotlin(text: &str, spoken: &Spoken) -> String {
    spoken.in_words(text, names::identifier).replace("`CallOptions`", "[CallOptions]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_the_contract_end_neither_comment_nor_literal() {
        let text = comment(0, &paragraphs(["Write */ or /* there."]));
        assert_eq!(text, "/** Write *&#47; or /&#42; there. */");
        assert_eq!(literal("a\"b\\c\nd$e"), r#""a\"b\\c\nd\$e""#);
    }

    #[test]
    fn texts_name_members_as_kotlin_does() {
        let spoken = Spoken::of_names(&["page_size", "iam", "list_roles"]);
        let cases = [
            ("Pages of `page_size` items.", "Pages of `pageSize` items."),
            ("See `iam.list_roles`.", "See `iam.listRoles`."),
            ("A value `api_key`, see `CallOptions`.", "A value `api_key`, see [CallOptions]."),
        ];
        for (text, expected) in cases {
            assert_eq!(in_kotlin(text, &spoken), expected);
        }
    }
}
