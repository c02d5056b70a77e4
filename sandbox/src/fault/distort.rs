//! Answers that are not what the contract says: changed members, other shapes, broken JSON.

use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use serde_json::{Map, Value, json};

use super::FaultKind;
use crate::reply::Reply;

/// What is added to an id to bring it above the integers that a double holds exactly.
const ABOVE_DOUBLES: i64 = 1 << 53;

const BUSINESS_ENUMS: [&str; 8] = [
    "accountStatus",
    "status",
    "type",
    "addons",
    "licenseType",
    "permissions",
    "managedCompaniesPermissions",
    "managedCompaniesAdminLevel",
];
const PROVISIONING_ENUMS: [&str; 2] = ["multifactor", "Action"];
const IDS: [&str; 7] = ["id", "userId", "adminLevelId", "parentId", "companyId", "user_id", "ID"];

/// The id that the tenant knows for one that a client got from a [`FaultKind::LargeIds`] answer.
pub(crate) const fn known_id(id: i64) -> i64 {
    if id > ABOVE_DOUBLES { id - ABOVE_DOUBLES } else { id }
}

/// Changes an answer.
pub(crate) fn distort(kind: &FaultKind, reply: &mut Reply) {
    match kind {
        FaultKind::TruncatedJson => reply.body = reply.body.slice(..reply.body.len() / 2),
        FaultKind::MalformedJson => {
            let mut body = reply.body.to_vec();
            // A comma before the end: valid in no JSON, though lenient readers pass it over.
            body.insert(body.len().saturating_sub(1), b',');
            reply.body = Bytes::from(body);
        }
        FaultKind::EmptyBody { status } => {
            reply.status = StatusCode::from_u16(*status).unwrap_or(StatusCode::OK);
            reply.body = Bytes::new();
        }
        FaultKind::WrongMediaType { media_type } => {
            if let Ok(value) = HeaderValue::from_str(media_type) {
                reply.headers.insert(header::CONTENT_TYPE, value);
            }
        }
        _ => {
            let Ok(mut value) = serde_json::from_slice(&reply.body) else { return };
            reshape(kind, &mut value);
            reply.body = Bytes::from(value.to_string());
        }
    }
}

fn reshape(kind: &FaultKind, value: &mut Value) {
    match kind {
        FaultKind::OtherShape => *value = json!({"unexpected": [value.is_array()]}),
        FaultKind::UnknownEnumValues => {
            // `status` is an enum of companies, but the outcome of a command.
            let provisioning = is_provisioning(value);
            let enums: &[&str] = if provisioning { &PROVISIONING_ENUMS } else { &BUSINESS_ENUMS };
            each_member(value, &mut |key, value| {
                if enums.contains(&key) {
                    *value = match value {
                        Value::Array(_) => json!(["sandbox-unknown-value"]),
                        _ => json!("sandbox-unknown-value"),
                    };
                }
            });
        }
        FaultKind::UnknownMembers => add_members(value, ""),
        FaultKind::NullMembers => {
            for record in records(value) {
                record.values_mut().for_each(|value| *value = Value::Null);
            }
        }
        FaultKind::LargeIds => enlarge(value),
        FaultKind::NumbersAsStrings => numbers_to_strings(value),
        FaultKind::NullItems => {
            if let Some(list) = list_member(value) {
                *list = Value::Null;
            }
        }
        FaultKind::NullElements => match list_member(value) {
            Some(Value::Array(items)) => items.iter_mut().for_each(|item| *item = Value::Null),
            Some(Value::Object(items)) => items.values_mut().for_each(|item| *item = Value::Null),
            _ => {}
        },
        _ => {}
    }
}

fn is_provisioning(value: &Value) -> bool {
    let named = |name| value.get(name).is_some();
    named("Users")
        || named("cmd")
        || value["status"].as_str().is_some_and(|status| ["OK", "success", "Success"].contains(&status))
        || is_folder_map(value)
}

/// A map of folders has nothing but numbers for keys.
fn is_folder_map(value: &Value) -> bool {
    let is_number = |key: &String| key.bytes().all(|byte| byte.is_ascii_digit());
    value.as_object().is_some_and(|map| !map.is_empty() && map.keys().all(is_number))
}

fn list_member(value: &mut Value) -> Option<&mut Value> {
    let name = ["items", "Users", "data", "events"].into_iter().find(|name| value.get(name).is_some())?;
    value.get_mut(name)
}

fn objects<'a>(values: impl Iterator<Item = &'a mut Value>) -> Vec<&'a mut Map<String, Value>> {
    values.filter_map(Value::as_object_mut).collect()
}

/// The items of a list, or the one object of an answer without a list.
fn records(value: &mut Value) -> Vec<&mut Map<String, Value>> {
    if is_folder_map(value) {
        return value.as_object_mut().map(|map| objects(map.values_mut())).unwrap_or_default();
    }
    let value = if list_member(value).is_some() {
        match list_member(value) {
            Some(list) => list,
            None => return Vec::new(),
        }
    } else {
        match value {
            Value::Object(map) => return vec![map],
            other => other,
        }
    };
    match value {
        Value::Array(items) => objects(items.iter_mut()),
        Value::Object(items) => objects(items.values_mut()),
        _ => Vec::new(),
    }
}

fn each_member(value: &mut Value, change: &mut impl FnMut(&str, &mut Value)) {
    match value {
        Value::Object(map) => {
            for (key, value) in map.iter_mut() {
                change(key, value);
                each_member(value, change);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_member(item, change)),
        _ => {}
    }
}

/// Adds a member to every object, but no entry to a map whose keys are data.
fn add_members(value: &mut Value, name: &str) {
    let is_map = matches!(name, "Users" | "Groups" | "data" | "attribs") || is_folder_map(value);
    match value {
        Value::Object(map) => {
            for (key, value) in map.iter_mut() {
                add_members(value, key);
            }
            if !is_map {
                map.insert("sandboxUnknownMember".to_owned(), json!({"nested": [1, null, "text"]}));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| add_members(item, "")),
        _ => {}
    }
}

fn enlarge(value: &mut Value) {
    each_member(value, &mut |key, value| match value {
        Value::Number(number) if IDS.contains(&key) => {
            if let Some(id) = number.as_i64() {
                *value = (id + ABOVE_DOUBLES).into();
            }
        }
        Value::Object(users) if key == "Users" => {
            let enlarged = std::mem::take(users).into_iter().map(|(key, user)| {
                (key.parse::<i64>().map_or(key, |id| (id + ABOVE_DOUBLES).to_string()), user)
            });
            *users = enlarged.collect();
        }
        _ => {}
    });
}

fn numbers_to_strings(value: &mut Value) {
    match value {
        Value::Number(number) => *value = Value::String(number.to_string()),
        Value::Object(map) => map.values_mut().for_each(numbers_to_strings),
        Value::Array(items) => items.iter_mut().for_each(numbers_to_strings),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_distorted_where_the_fault_says() {
        let page = json!({"items":[{"id":1,"accountStatus":"enrolled"}],"nextPageToken":"t"});
        let users = json!({"total":1,"Users":{"7":{"username":"a","multifactor":"duo","sites":3}},"Groups":{"Eng":["a"]}});
        let unknown = json!({"nested":[1,null,"text"]});
        let cases = [
            (
                FaultKind::NullMembers,
                &page,
                json!({"items":[{"id":null,"accountStatus":null}],"nextPageToken":"t"}),
            ),
            (FaultKind::NullItems, &page, json!({"items":null,"nextPageToken":"t"})),
            (FaultKind::NullElements, &page, json!({"items":[null],"nextPageToken":"t"})),
            (
                FaultKind::UnknownEnumValues,
                &page,
                json!({"items":[{"id":1,"accountStatus":"sandbox-unknown-value"}],"nextPageToken":"t"}),
            ),
            (
                FaultKind::LargeIds,
                &page,
                json!({"items":[{"id":9_007_199_254_740_993_i64,"accountStatus":"enrolled"}],"nextPageToken":"t"}),
            ),
            (
                FaultKind::UnknownMembers,
                &users,
                json!({"total":1,"Users":{"7":{"username":"a","multifactor":"duo","sites":3,"sandboxUnknownMember":unknown}},
                       "Groups":{"Eng":["a"]},"sandboxUnknownMember":unknown}),
            ),
            (
                FaultKind::NumbersAsStrings,
                &users,
                json!({"total":"1","Users":{"7":{"username":"a","multifactor":"duo","sites":"3"}},"Groups":{"Eng":["a"]}}),
            ),
            (
                FaultKind::NullMembers,
                &users,
                json!({"total":1,"Users":{"7":{"username":null,"multifactor":null,"sites":null}},"Groups":{"Eng":["a"]}}),
            ),
        ];
        for (kind, before, expected) in cases {
            let mut value = before.clone();
            reshape(&kind, &mut value);
            assert_eq!(value, expected, "{kind:?}");
        }
        assert_eq!(known_id(9_007_199_254_740_993), 1);
        assert_eq!(known_id(80_001), 80_001);
    }
}
