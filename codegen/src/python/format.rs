//! Code as `ruff format` leaves it.

use crate::lines::{Style, push};

/// Where lines are broken, see `bindings-python/pyproject.toml`.
pub(super) const WIDTH: usize = 110;

const STYLE: Style =
    Style { width: WIDTH, indent: "    ", quote: '"', brackets: ("([{", ")]}"), last_comma: true };

/// The code with its long lines broken; comments and documentation stay as they are.
pub(super) fn format(code: &str) -> String {
    let mut text = String::new();
    let (mut in_doc, mut blank) = (false, 0);
    for line in code.trim_end().lines() {
        // At most two empty lines stand together.
        blank = if line.trim().is_empty() { blank + 1 } else { 0 };
        if blank > 2 {
            continue;
        }
        let marks = line.matches("\"\"\"").count();
        let is_code = !in_doc && marks == 0 && !line.trim_start().starts_with('#');
        in_doc ^= marks % 2 == 1;
        match is_code {
            true => write(&mut text, line),
            false => push(&mut text, line.trim_end()),
        }
    }
    text
}

fn write(text: &mut String, line: &str) {
    let names = line.trim_start().strip_prefix("from ").and_then(|_| line.split_once(" import "));
    match names.filter(|_| !STYLE.fits(line)) {
        Some((module, names)) => STYLE.spread(text, &format!("{module} import ("), names, ")"),
        None => STYLE.write(text, line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_fits_stays() {
        let line = "def get(self, user_id: int) -> CompanyUser: ...\n";
        assert_eq!(format(line), line);
    }

    #[test]
    fn a_long_line_is_broken_at_its_brackets() {
        let long = "x".repeat(60);
        let cases = [
            (
                "signature",
                format!(
                    "    def list(self, *, {long}: str | None = None, b: dict[str, int] = 1) -> Pager[X]:"
                ),
                format!(
                    "    def list(\n        self,\n        *,\n        {long}: str | None = None,\n        b: dict[str, int] = 1,\n    ) -> Pager[X]:\n"
                ),
            ),
            (
                "brackets in brackets",
                format!("return f(\"a, (b\", {{\"{long}\": {long}, \"b\": b}}, options)"),
                format!(
                    "return f(\n    \"a, (b\",\n    {{\n        \"{long}\": {long},\n        \"b\": b,\n    }},\n    options,\n)\n"
                ),
            ),
            (
                "import",
                format!("    from .x import {long}, {long}"),
                format!("    from .x import (\n        {long},\n        {long},\n    )\n"),
            ),
        ];
        for (name, line, expected) in cases {
            assert_eq!(format(&line), expected, "{name}");
        }
    }

    #[test]
    fn comments_and_documentation_stay() {
        let words = "word (a, b) ".repeat(12);
        let code = format!("# {words}x\n\"\"\"One.\n\n{words}x\n\"\"\"\n");
        assert_eq!(format(&code), code);
    }
}
