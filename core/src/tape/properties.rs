//! What holds for any JSON, not only for the forms that somebody thought of.

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Map, Value};

use super::tests::{ALL, tape};
use crate::redact::snippet;

/// Any JSON, four levels deep.
fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e12..1e12).prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        prop_oneof![Just("0"), Just("1"), Just("71.4"), Just("")].prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec(("[a-z]{1,6}", inner), 0..5).prop_map(object),
        ]
    })
}

fn object(members: Vec<(String, Value)>) -> Value {
    Value::Object(members.into_iter().collect::<Map<_, _>>())
}

/// An answer whose members have the right names and any values.
fn answer() -> impl Strategy<Value = Value> {
    let name = (0..ALL.members.len()).prop_map(|index| ALL.members[index].name.to_owned());
    prop::collection::vec((prop_oneof![4 => name, 1 => "[a-z]{1,6}"], json()), 0..8).prop_map(object)
}

proptest! {
    #[test]
    fn an_answer_is_read_whole_or_refused(answer in answer()) {
        if let Ok(tape) = tape(&answer.to_string()) {
            let item = Arc::new(tape).root();
            let known = item.to_json(&ALL);
            for (name, value) in answer.as_object().into_iter().flatten() {
                // A null says as much as a member that is absent, and an empty text is no number.
                let says_nothing = value.is_null() || value == "";
                prop_assert!(known.get(name).is_some() || says_nothing, "{name} is lost: {known}");
            }
            prop_assert_eq!(item.detach(&ALL).to_json(&ALL), known);
        }
    }

    #[test]
    fn what_is_shown_of_a_body_holds_no_value(answer in answer(), secret in "[A-Z0-9]{12}") {
        let body = answer.to_string().replacen("\":\"", &format!("\":\"{secret}"), 1);
        prop_assert!(!snippet(body.as_bytes()).contains(&secret));
        if let Err(what) = tape(&body) {
            prop_assert!(!what.contains(&secret), "{}", what);
        }
    }
}
