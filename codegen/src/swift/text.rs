//! Pieces of Swift text: string literals, DocC comments, names in texts.

use super::format::WIDTH;
use super::names;
use crate::comments::Comments;
pub(super) use crate::comments::{Part, paragraphs};
pub(super) use crate::literal::quoted as literal;
use crate::spoken::Spoken;

/// A comment at this indentation. DocC would take an angle bracket for markup.
pub(super) fn comment(indent: usize, parts: &[Part]) -> String {
    Comments { width: WIDTH, escapes: &[("<", "\\<")], bullet: "- " }.marked("///", indent, parts)
}

/// A text that says names of several words as they are in Swift.
pub(super) fn in_swift(text: &str, spoken: &Spoken) -> String {
    spoken.in_words(text, names::plain).replace("`CallOptions`", "``CallOptions``")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_the_contract_end_no_literal_and_are_no_markup() {
        assert_eq!(comment(4, &paragraphs(["by API: <label>"])), "    /// by API: \\<label>");
        assert_eq!(literal("a\"b\\(c)\nd"), r#""a\"b\\(c)\nd""#);
    }

    #[test]
    fn texts_name_members_as_swift_does() {
        let spoken = Spoken::of_names(&["user_id", "iam", "list_roles"]);
        let cases = [
            ("The `user_id` of it.", "The `userID` of it."),
            ("See `iam.list_roles`.", "See `iam.listRoles`."),
            ("A value `api_key`, see `CallOptions`.", "A value `api_key`, see ``CallOptions``."),
        ];
        for (text, expected) in cases {
            assert_eq!(in_swift(text, &spoken), expected);
        }
    }
}
