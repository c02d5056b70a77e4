//! Code as `gofmt` leaves it, as far as templates leave something to do: the empty lines.

/// The code with at most one empty line between others, and none where a block begins or ends.
pub(super) fn format(code: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in code.trim_end().lines().map(str::trim_end) {
        let before = lines.last().copied().unwrap_or_default();
        let ends = line.trim_start().starts_with(['}', ')']);
        if ends && before.is_empty() {
            lines.pop();
        }
        let begins = before.is_empty() || before.ends_with(['{', '(']);
        if !(line.is_empty() && begins) {
            lines.push(line);
        }
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_lines_stand_alone_and_within_blocks() {
        let cases = [
            ("a\n\n\nb\n\n", "a\n\nb\n"),
            ("type A struct {\n\n\tone int\n\n}\n", "type A struct {\n\tone int\n}\n"),
        ];
        for (code, expected) in cases {
            assert_eq!(format(code), expected);
        }
    }
}
