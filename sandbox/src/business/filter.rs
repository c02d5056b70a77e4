//! Text filters with `%` as the wildcard, and sort orders.

use super::Call;
use super::problem::Problem;
use crate::quirks::{PlainFilter, Quirks, UnknownSort};

/// A text filter: `name%`, `%name%`, `%first%second%`.
pub(crate) struct TextFilter {
    parts: Vec<String>,
    case_sensitive: bool,
}

impl TextFilter {
    pub(crate) fn new(pattern: &str, quirks: &Quirks) -> Self {
        let case_sensitive = quirks.filters_are_case_sensitive;
        let pattern = if case_sensitive { pattern.to_owned() } else { pattern.to_lowercase() };
        let pattern = match quirks.plain_filter {
            PlainFilter::Contains if !pattern.contains('%') => format!("%{pattern}%"),
            _ => pattern,
        };
        Self { parts: pattern.split('%').map(str::to_owned).collect(), case_sensitive }
    }

    pub(crate) fn matches(&self, text: &str) -> bool {
        if self.case_sensitive {
            self.matches_folded(text)
        } else {
            self.matches_folded(&text.to_lowercase())
        }
    }

    fn matches_folded(&self, text: &str) -> bool {
        let [first, middle @ .., last] = self.parts.as_slice() else {
            return self.parts.first().is_none_or(|whole| whole == text);
        };
        let Some(mut rest) = text.strip_prefix(first.as_str()) else { return false };
        for part in middle {
            match rest.find(part.as_str()) {
                Some(at) => rest = &rest[at + part.len()..],
                None => return false,
            }
        }
        rest.ends_with(last.as_str())
    }
}

/// A filter from a query parameter that may be absent.
pub(crate) fn text_filter(call: &Call<'_>, parameter: &str) -> Option<TextFilter> {
    call.query(parameter).map(|pattern| TextFilter::new(pattern, call.quirks))
}

/// Field and direction of `sort`, if it is there and known.
pub(crate) fn sort<'a>(call: &Call<'_>, fields: &[&'a str]) -> Result<Option<(&'a str, bool)>, Problem> {
    let Some(text) = call.query("sort") else { return Ok(None) };
    let known = text.split_once(':').and_then(|(field, direction)| {
        let field = fields.iter().find(|known| **known == field)?;
        match direction {
            "asc" => Some((*field, false)),
            "desc" => Some((*field, true)),
            _ => None,
        }
    });
    let refuse =
        |status| Problem::new(status, "The sort is not known.").with_error("Not a known sort.", "sort");
    match (known, call.quirks.unknown_sort) {
        (Some(known), _) => Ok(Some(known)),
        (None, UnknownSort::Ignore) => Ok(None),
        (None, UnknownSort::BadRequest) => Err(refuse(400)),
        (None, UnknownSort::Unprocessable) => Err(refuse(422)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_is_the_wildcard() {
        let contains = Quirks { plain_filter: PlainFilter::Contains, ..Quirks::default() };
        let sensitive = Quirks { filters_are_case_sensitive: true, ..Quirks::default() };
        let default = Quirks::default();
        let cases = [
            ("exact", &default, "ada", "Ada", true),
            ("exact is the whole text", &default, "ada", "Ada Example", false),
            ("contains", &contains, "exam", "Ada Example", true),
            ("prefix", &default, "ada%", "Ada Example", true),
            ("prefix only", &default, "example%", "Ada Example", false),
            ("suffix", &default, "%example", "Ada Example", true),
            ("inside", &default, "%a e%", "Ada Example", true),
            ("two parts", &default, "%da%ple%", "Ada Example", true),
            ("two parts in order", &default, "%ple%da%", "Ada Example", false),
            ("parts do not overlap", &default, "aba%ba", "aba", false),
            ("everything", &default, "%", "", true),
            ("case", &sensitive, "ada%", "Ada Example", false),
        ];
        for (name, quirks, pattern, text, expected) in cases {
            assert_eq!(TextFilter::new(pattern, quirks).matches(text), expected, "{name}");
        }
    }
}
