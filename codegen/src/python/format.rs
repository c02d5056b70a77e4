//! Lines that are too long, broken as `ruff format` breaks them: what stands in brackets goes on lines of its own, each
//! with a comma behind it.

/// Where lines are broken, see `bindings-python/pyproject.toml`.
pub(super) const WIDTH: usize = 110;

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

fn push(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

fn write(text: &mut String, line: &str) {
    let line = line.trim_end();
    if line.chars().count() <= WIDTH {
        return push(text, line);
    }
    let indent = &line[..line.len() - line.trim_start().len()];
    let names = line.trim_start().strip_prefix("from ").and_then(|_| line.split_once(" import "));
    let (head, items, tail) = match (names, brackets(line)) {
        (Some((module, names)), _) => (format!("{module} import ("), names, ")"),
        (None, Some((open, close))) => (line[..=open].to_owned(), &line[open + 1..close], &line[close..]),
        (None, None) => return push(text, line),
    };
    push(text, &head);
    for item in split(items) {
        write(text, &format!("{indent}    {item},"));
    }
    push(text, &format!("{indent}{tail}"));
}

/// The widest pair of brackets that stands in no other.
fn brackets(line: &str) -> Option<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut open = Vec::new();
    for (index, letter) in outside_of_texts(line) {
        match letter {
            '(' | '[' | '{' => open.push(index),
            ')' | ']' | '}' => {
                let start = open.pop()?;
                if open.is_empty() {
                    pairs.push((start, index));
                }
            }
            _ => {}
        }
    }
    pairs.into_iter().max_by_key(|(start, end)| end - start)
}

/// The items between brackets.
fn split(items: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0usize);
    for (index, letter) in outside_of_texts(items) {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(items[start..index].trim());
                start = index + 1;
            }
            _ => {}
        }
    }
    parts.push(items[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// The letters that belong to no text between quotation marks.
fn outside_of_texts(code: &str) -> impl Iterator<Item = (usize, char)> {
    let (mut in_text, mut escaped) = (false, false);
    code.char_indices().filter(move |(_, letter)| {
        let was_in_text = in_text;
        if *letter == '"' && !escaped {
            in_text = !in_text;
        }
        escaped = *letter == '\\' && !escaped;
        !was_in_text && !in_text
    })
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
