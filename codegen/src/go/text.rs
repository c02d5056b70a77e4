//! Pieces of Go text, as `gofmt` leaves them: string literals, documentation comments, columns.

use super::names;
use crate::comments::Comments;
pub(super) use crate::comments::{Part, paragraphs};
pub(super) use crate::literal::quoted as literal;
use crate::prose;
use crate::spoken::Spoken;

/// Where comments are broken. Code is not: `gofmt` leaves lines as long as they are.
const WIDTH: usize = 100;

/// A documentation comment, so many tabs deep.
pub(super) fn comment(tabs: usize, parts: &[Part]) -> String {
    let comments = Comments { width: WIDTH, escapes: &[], bullet: "" };
    let mark = format!("{}//", "\t".repeat(tabs));
    let lines = comments.lines(parts, WIDTH - 4 * tabs - "// ".len());
    lines.iter().map(|line| format!("{mark} {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

/// A text that says names of several words as they are in Go; `own` are the arguments that a method takes one by one. What is
/// one word may be a value, too.
pub(super) fn in_go(text: &str, spoken: &Spoken, own: &[&str]) -> String {
    let pieces = text.split('`').enumerate().map(|(index, piece)| match index % 2 {
        0 => piece.to_owned(),
        _ if !piece.contains(['_', '.']) => format!("`{piece}`"),
        _ if own.contains(&piece) => names::parameter(piece),
        _ if spoken.holds(piece) => piece.split('.').map(names::exported).collect::<Vec<_>>().join("."),
        _ => format!("`{piece}`"),
    });
    pieces.collect()
}

/// Nouns that begin a description, and want an article within a sentence.
const NOUNS: [&str; 7] = ["Id", "Kind", "License", "Limit", "Pause", "Shape", "Time"];

/// The first sentence of a declaration's comment, which begins with its name: `Get` with `Reads a user.`
pub(super) fn named(name: &str, verb: &str, sentence: &str) -> String {
    let word = sentence.split(' ').next().unwrap_or_default();
    let article = if NOUNS.contains(&word) { "the " } else { "" };
    match word.chars().nth(1).is_some_and(|letter| letter.is_ascii_uppercase()) {
        true => format!("{name} {verb}{sentence}"),
        false => format!("{name} {verb}{article}{}", prose::lower(sentence)),
    }
}

/// Lines of several cells, with each cell below the one above it. A line of one cell, such as a comment, stands for itself.
pub(super) fn columns(lines: &[Vec<String>]) -> Vec<String> {
    let mut written = Vec::new();
    for block in lines.chunk_by(|line, next| line.len() > 1 && next.len() > 1) {
        let width = |column: usize| {
            let cells = block.iter().filter(|line| line.len() > column + 1);
            cells.map(|line| line[column].chars().count()).max().unwrap_or_default()
        };
        written.extend(block.iter().map(|line| {
            let last = line.len() - 1;
            let cells = line.iter().enumerate().map(|(column, cell)| match column == last {
                true => cell.clone(),
                false => format!("{cell:<width$} ", width = width(column)),
            });
            cells.collect()
        }));
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_has_paragraphs_and_lists() {
        let item = |text: &str| Part::Below(text.to_owned());
        let mut parts = paragraphs(["Get gives a user.\nOne of the company.", "More."]);
        parts.extend([item("userID: Id of the user."), item(&"long ".repeat(22))]);
        let text = comment(0, &parts);
        let lines: Vec<&str> = text.lines().collect();
        let long = "long ".repeat(18);
        let expected = [
            "// Get gives a user.",
            "//",
            "// One of the company.",
            "//",
            "// More.",
            "//",
            "//   - userID: Id of the user.",
            &format!("//   - {}", long.trim_end()),
            "//     long long long long",
        ];
        assert_eq!(lines, expected);
        assert!(comment(1, &paragraphs(["word ".repeat(60)])).lines().all(|line| line.len() <= WIDTH - 3));
    }

    #[test]
    fn texts_name_members_as_go_does() {
        let names = ["page_size", "iam", "list_roles", "old_email", "read"];
        let spoken = Spoken::of_names(&names);
        let cases = [
            ("Pages of `page_size` items.", "Pages of PageSize items."),
            ("See `iam.list_roles`.", "See IAM.ListRoles."),
            ("As `old_email` once more; `read`, `not_sent`.", "As oldEmail once more; `read`, `not_sent`."),
        ];
        for (text, expected) in cases {
            assert_eq!(in_go(text, &spoken, &["old_email"]), expected);
        }
    }

    #[test]
    fn a_comment_begins_with_the_name() {
        assert_eq!(named("Get", "", "Reads a user."), "Get reads a user.");
        assert_eq!(named("User", "is ", "A user."), "User is a user.");
        assert_eq!(named("Kind", "is ", "Kind of a user."), "Kind is the kind of a user.");
        assert_eq!(named("X", "is ", "JSON of it."), "X is JSON of it.");
    }

    #[test]
    fn cells_stand_below_each_other_up_to_a_comment() {
        let line = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let lines = [
            line(&["\tid", "integerCell"]),
            line(&["\tfullName", "textCell"]),
            line(&["\t// x"]),
            line(&["\ta", "b", "= c"]),
            line(&["\tlong", "b", "= d"]),
        ];
        let expected =
            ["\tid       integerCell", "\tfullName textCell", "\t// x", "\ta    b = c", "\tlong b = d"];
        assert_eq!(columns(&lines), expected);
    }
}
