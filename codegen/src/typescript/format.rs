//! Code as `prettier` leaves it.

use crate::lines::{Style, push};

/// Where lines are broken, see `.prettierrc.json`.
pub(super) const WIDTH: usize = 110;

const STYLE: Style =
    Style { width: WIDTH, indent: "  ", quote: '\'', brackets: ("([{<", ")]}>"), last_comma: true };

/// The code with its long lines broken. Comments keep theirs.
pub(super) fn format(code: &str) -> String {
    let mut text = String::new();
    let mut before = "";
    for line in code.trim_end().lines().map(str::trim_end) {
        let opens = before.is_empty() || before.ends_with('{');
        if line.is_empty() && opens {
            continue;
        }
        match ["/*", "*", "//"].iter().any(|mark| line.trim_start().starts_with(mark)) {
            true => push(&mut text, line),
            false => STYLE.write(&mut text, line),
        }
        before = line;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_that_fits_stays_and_empty_lines_stand_alone() {
        let cases = [
            ("get(id: number): Promise<User> {\n", "get(id: number): Promise<User> {\n"),
            ("one();\n\n\ntwo();\n\n", "one();\n\ntwo();\n"),
            ("class A {\n\n  one = 1;\n}\n", "class A {\n  one = 1;\n}\n"),
        ];
        for (code, expected) in cases {
            assert_eq!(format(code), expected);
        }
    }

    #[test]
    fn a_long_line_is_broken_at_its_brackets() {
        let long = "x".repeat(60);
        let cases = [
            (
                "signature",
                format!("  list({long}: Readonly<Record<string, string>> = {{}}, b?: B): Pager<X> {{"),
                format!(
                    "  list(\n    {long}: Readonly<Record<string, string>> = {{}},\n    b?: B,\n  ): Pager<X> {{\n"
                ),
            ),
            (
                "call",
                format!("    return this.session.call('a, (b', {{ {long}, userId }}, options);"),
                format!(
                    "    return this.session.call(\n      'a, (b',\n      {{ {long}, userId }},\n      options,\n    );\n"
                ),
            ),
            (
                "import",
                format!("import type {{ {long}, {long} }} from './x.js';"),
                format!("import type {{\n  {long},\n  {long},\n}} from './x.js';\n"),
            ),
        ];
        for (name, line, expected) in cases {
            assert_eq!(format(&line), expected, "{name}");
        }
    }

    #[test]
    fn comments_stay() {
        let words = "word (a, b) ".repeat(12);
        let code = format!("/**\n * {words}x\n */\n// {words}x\n");
        assert_eq!(format(&code), code);
    }
}
