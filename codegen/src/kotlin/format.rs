//! Code in the official style of Kotlin, as far as templates leave something to do: long lines and empty ones.

use crate::lines::{Style, push, tidy};

/// Where lines are broken.
pub(super) const WIDTH: usize = 120;

const STYLE: Style =
    Style { width: WIDTH, indent: "    ", quote: '"', brackets: ("([<", ")]>"), last_comma: true };

/// The code with its long lines broken, at most one empty line between others, and none where a block begins or ends.
/// Comments keep their lines.
pub(super) fn format(code: &str) -> String {
    let mut text = String::new();
    for line in tidy(code) {
        let is_comment = ["/*", "*", "//"].iter().any(|mark| line.trim_start().starts_with(mark));
        match line.split_once(" = ") {
            _ if is_comment => push(&mut text, line),
            // The value of a property stands below it.
            Some((head, value)) if !STYLE.fits(line) && head.trim_start().starts_with("public val ") => {
                let margin = &head[..head.len() - head.trim_start().len()];
                push(&mut text, &format!("{head} ="));
                push(&mut text, &format!("{margin}    {value}"));
            }
            _ => STYLE.write(&mut text, line),
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
        let line = format!("    public fun list({long}: Map<String, String>? = null, b: B): Flow<X> =");
        let expected = format!(
            "    public fun list(\n        {long}: Map<String, String>? = null,\n        b: B,\n    ): Flow<X> =\n"
        );
        assert_eq!(format(&line), expected);
    }

    #[test]
    fn a_long_property_has_its_value_below() {
        let long = "X".repeat(60);
        let line = format!("    public val ONE: {long} = {long}(\"one\")\n");
        let expected = format!("    public val ONE: {long} =\n        {long}(\"one\")\n");
        assert_eq!(format(&line), expected);
    }

    #[test]
    fn comments_stay() {
        let words = "word (a, b) ".repeat(12);
        let code = format!("/**\n * {words}x\n */\n// {words}x\n");
        assert_eq!(format(&code), code);
    }
}
