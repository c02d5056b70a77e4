//! E-mail addresses, whose upper and lower case make no difference.

use std::borrow::Cow;

/// An address without the difference between upper and lower case.
pub(crate) fn folded(email: &str) -> Cow<'_, str> {
    // Without a way out of the loop, so that it looks at many letters at once.
    let differs =
        email.bytes().fold(false, |differs, byte| differs | !byte.is_ascii() | byte.is_ascii_uppercase());
    if !differs {
        return Cow::Borrowed(email);
    }
    // Letter by letter: a sigma at the end of a word is a sigma.
    let lower = email.chars().flat_map(char::to_lowercase);
    Cow::Owned(lower.map(|letter| if letter == 'ς' { 'σ' } else { letter }).collect())
}

/// Whether two addresses are one.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    one == other || folded(one) == folded(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_makes_no_difference_in_any_script() {
        let cases = [
            ("ada@example.com", "ADA@Example.com", true),
            ("ÉVA@example.com", "éva@example.com", true),
            ("ΝΊΚΟΣ.Α@example.com", "νίκος.α@example.com", true),
            ("eva@example.com", "éva@example.com", false),
            ("ada@example.com", "ada@example.org", false),
        ];
        for (one, other, same) in cases {
            assert_eq!(is_same(one, other), same, "{one} {other}");
        }
    }
}
