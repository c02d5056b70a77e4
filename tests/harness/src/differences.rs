//! How what came differs from what a scenario expects.
//!
//! What is expected of an object is a part of it, so that a scenario says what it is about; lists are compared element by
//! element. A member that is absent is null: languages differ in which of the two they have.

use serde_json::Value;

use crate::expectation::Expectation;

/// How much of an object has to be expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Some members.
    Part,
    /// All members that are not null.
    Whole,
}

/// The differences, one a line; none if all is as expected.
pub(crate) fn differences(expected: &Value, came: &Value, mode: Mode) -> Vec<String> {
    let mut found = Vec::new();
    compare("", expected, came, mode, &mut found);
    found
}

fn compare(place: &str, expected: &Value, came: &Value, mode: Mode, found: &mut Vec<String>) {
    match Expectation::of(expected) {
        Err(problem) => found.push(line(place, &problem)),
        Ok(Some(expectation)) => meet(place, &expectation, expected, came, mode, found),
        Ok(None) => plain(place, expected, came, mode, found),
    }
}

fn plain(place: &str, expected: &Value, came: &Value, mode: Mode, found: &mut Vec<String>) {
    match (expected, came) {
        (Value::Object(wanted), Value::Object(members)) => {
            for (name, expected) in wanted {
                let came = members.get(name).unwrap_or(&Value::Null);
                compare(&below(place, name), expected, came, mode, found);
            }
            let surplus =
                members.iter().filter(|(name, value)| !value.is_null() && !wanted.contains_key(*name));
            for (name, value) in surplus.filter(|_| mode == Mode::Whole) {
                found
                    .push(line(&below(place, name), &format!("nothing was expected, {} came", short(value))));
            }
        }
        (Value::Array(wanted), Value::Array(elements)) => {
            if wanted.len() != elements.len() {
                let message = format!(
                    "{} elements were expected, {} came: {}",
                    wanted.len(),
                    elements.len(),
                    short(came)
                );
                found.push(line(place, &message));
            }
            for (index, (expected, came)) in wanted.iter().zip(elements).enumerate() {
                compare(&below(place, &index.to_string()), expected, came, mode, found);
            }
        }
        _ if same(expected, came) => {}
        _ => found.push(wrong(place, expected, came)),
    }
}

fn meet(
    place: &str,
    expectation: &Expectation<'_>,
    expected: &Value,
    came: &Value,
    mode: Mode,
    found: &mut Vec<String>,
) {
    let fits = |wanted: &Value, element: &Value| differences(wanted, element, mode).is_empty();
    let holds = match expectation {
        Expectation::Present => !came.is_null(),
        Expectation::Contains(part) => came.as_str().is_some_and(|text| text.contains(part)),
        Expectation::Count(size) => size_of(came) == Some(*size),
        Expectation::AtLeast(bound) => came.as_f64().is_some_and(|number| number >= *bound),
        Expectation::AtMost(bound) => came.as_f64().is_some_and(|number| number <= *bound),
        Expectation::Includes(wanted) => came
            .as_array()
            .is_some_and(|list| wanted.iter().all(|wanted| list.iter().any(|came| fits(wanted, came)))),
        Expectation::AnyOrder(wanted) => came.as_array().is_some_and(|list| {
            let mut left: Vec<&Value> = list.iter().collect();
            let all = wanted.iter().all(|wanted| {
                let at = left.iter().position(|came| fits(wanted, came));
                at.map(|at| left.remove(at)).is_some()
            });
            all && left.is_empty()
        }),
    };
    match expectation {
        _ if holds => {}
        Expectation::Count(size) => {
            let came_size = size_of(came).map_or("none".to_owned(), |size| size.to_string());
            found.push(line(place, &format!("{size} were expected, {came_size} came: {}", short(came))));
        }
        _ => found.push(wrong(place, expected, came)),
    }
}

fn size_of(value: &Value) -> Option<u64> {
    match value {
        Value::Array(list) => u64::try_from(list.len()).ok(),
        Value::Object(members) => u64::try_from(members.len()).ok(),
        _ => None,
    }
}

/// Numbers are the same if their values are: a language may print 1 as 1.0.
fn same(expected: &Value, came: &Value) -> bool {
    expected == came || (expected.is_number() && came.is_number() && expected.as_f64() == came.as_f64())
}

fn below(place: &str, name: &str) -> String {
    if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") }
}

fn wrong(place: &str, expected: &Value, came: &Value) -> String {
    line(place, &format!("{} was expected, {} came", short(expected), short(came)))
}

fn line(place: &str, message: &str) -> String {
    if place.is_empty() { message.to_owned() } else { format!("{place}: {message}") }
}

/// A value as text, cut where it would fill the screen.
fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(300) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_part_is_enough_unless_the_whole_is_asked_for() {
        let cases = [
            ("a part of an object", json!({"a": 1}), json!({"a": 1, "b": 2}), Mode::Part, true),
            ("the whole object", json!({"a": 1}), json!({"a": 1, "b": 2}), Mode::Whole, false),
            ("null is absent", json!({"a": 1, "c": null}), json!({"a": 1, "b": null}), Mode::Whole, true),
            ("another value", json!({"a": 1}), json!({"a": 2}), Mode::Part, false),
            ("a missing member", json!({"a": 1}), json!({}), Mode::Part, false),
            ("a part of an element", json!([{"a": 1}]), json!([{"a": 1, "b": 2}]), Mode::Part, true),
            ("a shorter list", json!([1]), json!([1, 2]), Mode::Part, false),
            ("the same number", json!(1), json!(1.0), Mode::Whole, true),
            ("a text is no number", json!("1"), json!(1), Mode::Part, false),
            ("a text in a text", json!({"$contains": "b"}), json!("abc"), Mode::Whole, true),
            ("so many", json!({"$count": 2}), json!([1, 2]), Mode::Part, true),
            ("another size", json!({"$count": 3}), json!([1, 2]), Mode::Part, false),
            ("among others", json!({"$includes": [{"a": 1}]}), json!([{"a": 2}, {"a": 1}]), Mode::Part, true),
            ("not among them", json!({"$includes": [{"a": 3}]}), json!([{"a": 2}]), Mode::Part, false),
            ("any order", json!({"$any_order": [2, 1]}), json!([1, 2]), Mode::Part, true),
            ("one too many", json!({"$any_order": [1]}), json!([1, 2]), Mode::Part, false),
            ("something", json!({"$present": true}), json!(0), Mode::Part, true),
            ("large enough", json!({"$at_least": 2}), json!(2.5), Mode::Part, true),
            ("too large", json!({"$at_most": 2}), json!(2.5), Mode::Part, false),
            ("a misspelt expectation", json!({"$contain": "b"}), json!("abc"), Mode::Part, false),
        ];
        for (name, expected, came, mode, fits) in cases {
            let found = differences(&expected, &came, mode);
            assert_eq!(found.is_empty(), fits, "{name}: {found:?}");
        }
    }

    #[test]
    fn a_difference_names_its_place() {
        let found = differences(&json!({"items": [{"id": 1}]}), &json!({"items": [{"id": 2}]}), Mode::Part);
        assert_eq!(found, ["items.0.id: 1 was expected, 2 came"]);
    }
}
