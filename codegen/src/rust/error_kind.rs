//! The enum of error kinds.

use serde::Serialize;

use super::text::doc;
use crate::model::{ErrorKind, Status};
use crate::{Error, Result, names};

/// What goes into the template.
#[derive(Serialize)]
pub(super) struct Holes<'a> {
    kinds: Vec<Variant<'a>>,
    statuses: Vec<Arm>,
}

#[derive(Serialize)]
struct Variant<'a> {
    name: String,
    text: &'a str,
    number: u32,
    title: &'a str,
    doc: String,
}

/// An arm that turns statuses into a kind.
#[derive(Serialize)]
struct Arm {
    pattern: String,
    kind: String,
}

pub(super) fn holes(kinds: &[ErrorKind]) -> Result<Holes<'_>> {
    if !kinds.iter().any(|kind| kind.name == "unexpected_response") {
        let message =
            "errors.yaml: kinds: none is called `unexpected_response`; it is for statuses that nobody knows";
        return Err(Error::Unsupported(message.to_owned()));
    }
    let variants = kinds.iter().map(|kind| Variant {
        name: names::pascal(&kind.name),
        text: &kind.name,
        number: kind.number,
        title: &kind.title,
        doc: doc(4, &crate::prose::of_error(kind)),
    });
    Ok(Holes { kinds: variants.collect(), statuses: arms(kinds) })
}

/// Single statuses first, then what is left of the classes.
fn arms(kinds: &[ErrorKind]) -> Vec<Arm> {
    let class = |kind: &&ErrorKind| {
        kind.statuses.iter().find_map(|status| match status {
            Status::Class(digit) => Some(*digit),
            Status::One(_) => None,
        })
    };
    let mut arms = Vec::new();
    for kind in kinds {
        let own = class(&kind);
        // A status inside the kind's own class comes with the class.
        let single = kind.statuses.iter().filter_map(|status| match status {
            Status::One(status) if Some(status / 100) != own => Some(status.to_string()),
            _ => None,
        });
        let pattern = single.collect::<Vec<_>>().join(" | ");
        if !pattern.is_empty() {
            arms.push(Arm { pattern, kind: names::pascal(&kind.name) });
        }
    }
    for kind in kinds {
        if let Some(digit) = class(&kind) {
            arms.push(Arm { pattern: format!("{digit}00..={digit}99"), kind: names::pascal(&kind.name) });
        }
    }
    arms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_leads_to_its_kind_before_its_class_does() {
        let kind = |name: &str, statuses: &[Status]| ErrorKind {
            name: name.to_owned(),
            number: 1,
            title: String::new(),
            meaning: String::new(),
            raised: String::new(),
            statuses: statuses.to_vec(),
        };
        let kinds = [
            kind("invalid_request", &[Status::One(400), Status::Class(4)]),
            kind("rate_limit", &[Status::One(429)]),
            kind("server", &[Status::One(408), Status::Class(5)]),
            kind("timeout", &[]),
        ];
        let arms: Vec<(String, String)> =
            arms(&kinds).into_iter().map(|arm| (arm.pattern, arm.kind)).collect();
        let expected = [
            ("429", "RateLimit"),
            ("408", "Server"),
            ("400..=499", "InvalidRequest"),
            ("500..=599", "Server"),
        ];
        assert_eq!(arms, expected.map(|(pattern, kind)| (pattern.to_owned(), kind.to_owned())));
    }
}
