//! Compares a request with the tables of the contract.

use jiff::civil::Date;
use serde_json::Value;

use super::{Member, Operation, Shape};

/// What is wrong with one part of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Violation {
    pub(crate) kind: Kind,
    /// JSON Pointer of a body member, or the name of a query parameter.
    pub(crate) pointer: String,
    pub(crate) detail: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Missing,
    Unknown,
    Type,
    Choice,
    Range,
}

/// How literally a shape is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// JSON as the Business API takes it.
    Strict,
    /// The Provisioning API also takes digits in strings, and 0 and 1 for flags.
    Lenient,
}

/// Compares decoded query parameters with those of an operation.
pub(crate) fn query(operation: &Operation, pairs: &[(String, String)]) -> Vec<Violation> {
    let mut violations = Vec::new();
    for parameter in operation.query {
        match pairs.iter().find(|(name, _)| name == parameter.name) {
            Some((_, text)) => query_value(&parameter.shape, text, parameter.name, &mut violations),
            None if parameter.required => {
                violations.push(violation(Kind::Missing, parameter.name, "The parameter is required."));
            }
            None => {}
        }
    }
    for (name, _) in pairs {
        if operation.query.iter().all(|parameter| parameter.name != name) {
            violations.push(violation(Kind::Unknown, name, "The operation does not know this parameter."));
        }
    }
    violations
}

fn query_value(shape: &Shape, text: &str, name: &str, violations: &mut Vec<Violation>) {
    match shape {
        Shape::List(item) => {
            for part in text.split(',') {
                query_value(item, part, name, violations);
            }
        }
        Shape::Integer { .. } => {
            let value = text.parse::<i64>().map_or_else(|_| Value::from(text), Value::from);
            check(shape, &value, name, Dialect::Strict, violations);
        }
        _ => check(shape, &Value::from(text), name, Dialect::Strict, violations),
    }
}

/// Compares a JSON value with a shape.
pub(crate) fn value(shape: &Shape, value: &Value, dialect: Dialect) -> Vec<Violation> {
    let mut violations = Vec::new();
    check(shape, value, "", dialect, &mut violations);
    violations
}

/// Compares the members of a JSON object with those that are known.
pub(crate) fn members(known: &[Member], value: &Value, dialect: Dialect) -> Vec<Violation> {
    let mut violations = Vec::new();
    check_members(known, value, "", dialect, &mut violations);
    violations
}

fn violation(kind: Kind, pointer: &str, detail: impl Into<String>) -> Violation {
    Violation { kind, pointer: pointer.to_owned(), detail: detail.into() }
}

fn check(shape: &Shape, value: &Value, at: &str, dialect: Dialect, found: &mut Vec<Violation>) {
    let mut wrong = |kind, detail: String| found.push(violation(kind, at, detail));
    match shape {
        Shape::Any => {}
        Shape::Text => {
            if !value.is_string() {
                wrong(Kind::Type, "It must be a string.".to_owned());
            }
        }
        Shape::OneOf(choices) => match value.as_str() {
            Some(text) if choices.contains(&text) => {}
            None if dialect == Dialect::Lenient && choices.contains(&value.to_string().as_str()) => {}
            Some(_) => wrong(Kind::Choice, format!("It must be one of {}.", choices.join(", "))),
            None => wrong(Kind::Type, "It must be a string.".to_owned()),
        },
        Shape::Date => match value.as_str() {
            Some(text) if is_date(text) => {}
            _ => wrong(Kind::Type, "It must be a date of the form YYYY-MM-DD.".to_owned()),
        },
        Shape::Integer { minimum, maximum } => match integer(value, dialect) {
            Some(number) if (*minimum..=*maximum).contains(&number) => {}
            Some(_) => wrong(Kind::Range, format!("It must be from {minimum} to {maximum}.")),
            None => wrong(Kind::Type, "It must be an integer.".to_owned()),
        },
        Shape::Flag => {
            if flag(value, dialect).is_none() {
                wrong(Kind::Type, "It must be true or false.".to_owned());
            }
        }
        Shape::List(item) => match value.as_array() {
            Some(items) => {
                for (number, value) in items.iter().enumerate() {
                    check(item, value, &format!("{at}/{number}"), dialect, found);
                }
            }
            None => wrong(Kind::Type, "It must be an array.".to_owned()),
        },
        Shape::Map(item) => match value.as_object() {
            Some(map) => {
                for (name, value) in map {
                    check(item, value, &format!("{at}/{name}"), dialect, found);
                }
            }
            None => wrong(Kind::Type, "It must be an object.".to_owned()),
        },
        Shape::Object(known) => check_members(known, value, at, dialect, found),
        Shape::Either(shapes) => {
            let mut best: Option<Vec<Violation>> = None;
            for shape in *shapes {
                let mut inner = Vec::new();
                check(shape, value, at, dialect, &mut inner);
                // The shape that comes nearest says best what is wrong.
                if inner.is_empty() {
                    return;
                }
                let whole =
                    |violations: &[Violation]| violations.iter().any(|violation| violation.pointer == at);
                if best.as_deref().is_none_or(|best| whole(best) && !whole(&inner)) {
                    best = Some(inner);
                }
            }
            found.extend(best.unwrap_or_default());
        }
    }
}

fn check_members(known: &[Member], value: &Value, at: &str, dialect: Dialect, found: &mut Vec<Violation>) {
    let Some(object) = value.as_object() else {
        found.push(violation(Kind::Type, at, "It must be an object."));
        return;
    };
    for member in known {
        let pointer = format!("{at}/{}", member.name);
        match object.get(member.name) {
            None if member.required => {
                found.push(violation(Kind::Missing, &pointer, "The member is required."))
            }
            None => {}
            Some(Value::Null) if member.nullable => {}
            // Clients of the Provisioning API print null for what they have no value of.
            Some(Value::Null) if dialect == Dialect::Lenient && !member.required => {}
            Some(value) => check(&member.shape, value, &pointer, dialect, found),
        }
    }
    for name in object.keys() {
        if known.iter().all(|member| member.name != name) {
            found.push(violation(Kind::Unknown, &format!("{at}/{name}"), "The member is not known."));
        }
    }
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<Date>().is_ok()
}

/// The number of a value; the Provisioning API takes digits in strings too (provisioning mock rule 16).
pub(crate) fn integer(value: &Value, dialect: Dialect) -> Option<i64> {
    match value {
        Value::String(text) if dialect == Dialect::Lenient => text.trim().parse().ok(),
        other => other.as_i64(),
    }
}

/// The flag of a value; the Provisioning API takes 0 and 1 too.
pub(crate) fn flag(value: &Value, dialect: Dialect) -> Option<bool> {
    match (value, dialect) {
        (Value::Bool(flag), _) => Some(*flag),
        (other, Dialect::Lenient) => match integer(other, dialect)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    static ROW: &[Member] = &[
        Member { name: "username", shape: Shape::Text, required: true, nullable: false },
        Member { name: "add", shape: Shape::List(&Shape::Text), required: false, nullable: false },
        Member { name: "flag", shape: Shape::Flag, required: false, nullable: false },
        Member {
            name: "size",
            shape: Shape::Integer { minimum: 1, maximum: 9 },
            required: false,
            nullable: true,
        },
    ];

    #[test]
    fn values_are_compared_with_shapes() {
        let cases = [
            ("good", Dialect::Strict, json!({"username":"a","add":["b"],"flag":true,"size":3}), vec![]),
            ("null where it may be", Dialect::Strict, json!({"username":"a","size":null}), vec![]),
            ("missing", Dialect::Strict, json!({}), vec![(Kind::Missing, "/username")]),
            (
                "null in the strict dialect",
                Dialect::Strict,
                json!({"username":"a","add":null}),
                vec![(Kind::Type, "/add")],
            ),
            ("null in the lenient dialect", Dialect::Lenient, json!({"username":"a","add":null}), vec![]),
            (
                "inside a list",
                Dialect::Strict,
                json!({"username":"a","add":["b",1]}),
                vec![(Kind::Type, "/add/1")],
            ),
            ("range", Dialect::Strict, json!({"username":"a","size":10}), vec![(Kind::Range, "/size")]),
            (
                "digits, strict",
                Dialect::Strict,
                json!({"username":"a","size":"3"}),
                vec![(Kind::Type, "/size")],
            ),
            ("digits, lenient", Dialect::Lenient, json!({"username":"a","size":"3","flag":"1"}), vec![]),
            ("unknown", Dialect::Strict, json!({"username":"a","b":1}), vec![(Kind::Unknown, "/b")]),
            ("no object", Dialect::Strict, json!([]), vec![(Kind::Type, "")]),
        ];
        for (name, dialect, input, expected) in cases {
            let found = members(ROW, &input, dialect);
            let found: Vec<_> = found.iter().map(|found| (found.kind, found.pointer.as_str())).collect();
            assert_eq!(found, expected, "{name}");
        }
    }

    #[test]
    fn either_reports_the_shape_that_comes_nearest() {
        static SHAPES: &[Shape] = &[Shape::OneOf(&["all"]), Shape::Object(ROW)];
        let shape = Shape::Either(SHAPES);
        assert_eq!(value(&shape, &json!("all"), Dialect::Lenient), []);
        let found = value(&shape, &json!({"username":"a","size":"many"}), Dialect::Lenient);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].pointer, "/size");
    }
}
