//! Expectations that are no plain values: `{$contains: text}`, `{$at_least: 3}` and their like.

use serde_json::Value;

/// An expectation that is no plain value.
pub(crate) enum Expectation<'a> {
    /// Anything that is there.
    Present,
    /// A text with this in it.
    Contains(&'a str),
    /// A list or an object of this size.
    Count(u64),
    /// A number that is no smaller.
    AtLeast(f64),
    /// A number that is no larger.
    AtMost(f64),
    /// A list that holds, among others, these.
    Includes(&'a [Value]),
    /// The same elements in any order.
    AnyOrder(&'a [Value]),
}

impl<'a> Expectation<'a> {
    /// Reads an object with one member that begins with `$`; an error names one that nobody knows.
    pub(crate) fn of(expected: &'a Value) -> Result<Option<Self>, String> {
        let Some(members) = expected.as_object() else { return Ok(None) };
        let Some((name, value)) = members.iter().next().filter(|(name, _)| name.starts_with('$')) else {
            return Ok(None);
        };
        let unknown = || format!("`{name}: {value}` is no expectation");
        if members.len() > 1 {
            return Err(format!("`{name}` has to stand alone"));
        }
        let list = || value.as_array().map(Vec::as_slice).ok_or_else(unknown);
        let number = || value.as_f64().ok_or_else(unknown);
        Ok(Some(match name.as_str() {
            "$present" => Expectation::Present,
            "$contains" => Expectation::Contains(value.as_str().ok_or_else(unknown)?),
            "$count" => Expectation::Count(value.as_u64().ok_or_else(unknown)?),
            "$at_least" => Expectation::AtLeast(number()?),
            "$at_most" => Expectation::AtMost(number()?),
            "$includes" => Expectation::Includes(list()?),
            "$any_order" => Expectation::AnyOrder(list()?),
            _ => return Err(unknown()),
        }))
    }
}
