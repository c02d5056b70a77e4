//! Names for values that are known only when a scenario plays: credentials, page tokens, ids.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// Values by name; `$token` in a scenario stands for the value.
#[derive(Debug, Default)]
pub(crate) struct Names(BTreeMap<String, Value>);

impl Names {
    pub(crate) fn set(&mut self, name: &str, value: Value) {
        self.0.insert(name.to_owned(), value);
    }

    /// The value with its names filled in. A text that begins with `$` and names nothing stays as it is.
    pub(crate) fn fill(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => {
                text.strip_prefix('$').and_then(|name| self.0.get(name)).unwrap_or(value).clone()
            }
            Value::Array(values) => values.iter().map(|value| self.fill(value)).collect(),
            Value::Object(members) => Value::Object(self.fill_members(members)),
            other => other.clone(),
        }
    }

    pub(crate) fn fill_members(&self, members: &Map<String, Value>) -> Map<String, Value> {
        members.iter().map(|(name, value)| (name.clone(), self.fill(value))).collect()
    }
}

/// The part of a value at a path such as `page_token` or `items/0/id`.
pub(crate) fn at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    value.pointer(&format!("/{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_name_is_filled_in_wherever_it_stands() {
        let mut names = Names::default();
        names.set("token", json!("abc"));
        names.set("id", json!(7));
        let filled = names.fill(&json!({ "a": "$token", "b": ["$id", "$unknown", "$token x"] }));
        assert_eq!(filled, json!({ "a": "abc", "b": [7, "$unknown", "$token x"] }));
    }
}
