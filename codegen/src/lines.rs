//! Lines as formatters leave them: of what is too long, what stands in brackets goes on lines of its own; empty ones stand alone.

/// Where a language's formatter breaks lines, and how.
pub(crate) struct Style {
    /// The longest line.
    pub width: usize,
    /// What is put before a line that stands in brackets.
    pub indent: &'static str,
    /// What stands around a text.
    pub quote: char,
    /// Brackets that open, and those that close them.
    pub brackets: (&'static str, &'static str),
    /// Whether there is a comma behind the last of what stood in brackets.
    pub last_comma: bool,
}

impl Style {
    /// Writes a line, or several if it is too long.
    pub(crate) fn write(&self, text: &mut String, line: &str) {
        let line = line.trim_end();
        match self.widest(line).filter(|_| !self.fits(line)) {
            Some((open, close)) => self.spread(text, &line[..=open], &line[open + 1..close], &line[close..]),
            None => push(text, line),
        }
    }

    /// Writes what stands in brackets on lines of its own.
    pub(crate) fn spread(&self, text: &mut String, head: &str, items: &str, tail: &str) {
        let margin = &head[..head.len() - head.trim_start().len()];
        push(text, head);
        let items = self.split(items);
        for (index, item) in items.iter().enumerate() {
            let comma = if self.last_comma || index + 1 < items.len() { "," } else { "" };
            self.write(text, &format!("{margin}{}{item}{comma}", self.indent));
        }
        push(text, &format!("{margin}{tail}"));
    }

    /// Whether a line is short enough.
    pub(crate) fn fits(&self, line: &str) -> bool {
        line.chars().count() <= self.width
    }

    /// The widest pair of brackets that stands in no other.
    fn widest(&self, line: &str) -> Option<(usize, usize)> {
        let mut pairs = Vec::new();
        let mut open = Vec::new();
        for (index, letter) in self.outside_of_texts(line) {
            if self.brackets.0.contains(letter) {
                open.push(index);
            } else if self.brackets.1.contains(letter) {
                let start = open.pop()?;
                if open.is_empty() {
                    pairs.push((start, index));
                }
            }
        }
        pairs.into_iter().max_by_key(|(start, end)| end - start)
    }

    /// The items between brackets.
    fn split<'a>(&self, items: &'a str) -> Vec<&'a str> {
        let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0usize);
        for (index, letter) in self.outside_of_texts(items) {
            if self.brackets.0.contains(letter) {
                depth += 1;
            } else if self.brackets.1.contains(letter) {
                depth = depth.saturating_sub(1);
            } else if letter == ',' && depth == 0 {
                parts.push(items[start..index].trim());
                start = index + 1;
            }
        }
        parts.push(items[start..].trim());
        parts.retain(|part| !part.is_empty());
        parts
    }

    /// The letters that belong to no text between quotation marks.
    fn outside_of_texts(&self, code: &str) -> impl Iterator<Item = (usize, char)> {
        let (mut in_text, mut escaped) = (false, false);
        code.char_indices().filter(move |(_, letter)| {
            let was_in_text = in_text;
            if *letter == self.quote && !escaped {
                in_text = !in_text;
            }
            escaped = *letter == '\\' && !escaped;
            !was_in_text && !in_text
        })
    }
}

/// Writes a line.
pub(crate) fn push(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// The lines of code with at most one empty line between others, and none where a block begins or ends.
pub(crate) fn tidy(code: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = Vec::new();
    for line in code.trim_end().lines().map(str::trim_end) {
        let before = lines.last().copied().unwrap_or_default();
        if line.trim_start().starts_with(['}', ')']) && before.is_empty() {
            lines.pop();
        }
        if !(line.is_empty() && (before.is_empty() || before.ends_with(['{', '(']))) {
            lines.push(line);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_lines_stand_alone_and_within_blocks() {
        let cases = [
            ("a\n\n\nb\n\n", &["a", "", "b"][..]),
            ("class A {\n\n    let one = 1\n\n}\n", &["class A {", "    let one = 1", "}"]),
        ];
        for (code, expected) in cases {
            assert_eq!(tidy(code), expected);
        }
    }
}
