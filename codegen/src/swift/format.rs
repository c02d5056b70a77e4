//! Code as Swift's formatter leaves it, as far as templates leave something to do: long lines and empty ones.

use crate::lines::{Style, push, tidy};

/// Where lines are broken.
pub(super) const WIDTH: usize = 120;

/// Up to Swift 6.0 no comma may stand behind the last parameter.
const STYLE: Style =
    Style { width: WIDTH, indent: "    ", quote: '"', brackets: ("([", ")]"), last_comma: false };

/// The code with its long lines broken, at most one empty line between others, and none where a block begins or ends.
/// Comments keep their lines.
pub(super) fn format(code: &str) -> String {
    let mut text = String::new();
    for line in tidy(code) {
        match line.trim_start().starts_with("//") {
            true => push(&mut text, line),
            false => STYLE.write(&mut text, line),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_signature_has_a_line_for_each_parameter() {
        let long = "x".repeat(80);
        let line = format!("    public func list({long}: [String: String]? = nil, b: B) -> Items<X> {{");
        let expected = format!(
            "    public func list(\n        {long}: [String: String]? = nil,\n        b: B\n    ) -> Items<X> {{\n"
        );
        assert_eq!(format(&line), expected);
    }

    #[test]
    fn comments_stay() {
        let code = format!("/// {}x\n", "word (a, b) ".repeat(12));
        assert_eq!(format(&code), code);
    }
}
