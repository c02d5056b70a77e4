//! All documents keep to the vocabulary of `spec/README.md`, and say enough to be documentation in every language.

use std::collections::BTreeSet;

use serde_json::Value;

use super::document::{Document, members, texts};

fn all() -> [(&'static str, Document); 3] {
    [
        ("business.yaml", Document::business()),
        ("provisioning.yaml", Document::provisioning()),
        ("iam.yaml", Document::view()),
    ]
}

/// Calls `visit` with every object of the document and the place where it stands.
fn every_object<'a>(value: &'a Value, place: &str, visit: &mut impl FnMut(&str, &'a Value)) {
    if value.is_object() {
        visit(place, value);
    }
    for (name, member) in members(value) {
        every_object(member, &format!("{place}/{name}"), visit);
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        every_object(item, &format!("{place}/{index}"), visit);
    }
}

#[test]
fn annotations_are_explained_in_the_readme_and_at_the_head_of_the_document() {
    let spec = format!("{}/../spec", env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(format!("{spec}/README.md")).unwrap();
    for (name, document) in all() {
        let text = std::fs::read_to_string(format!("{spec}/{name}")).unwrap();
        let head: String = text.lines().take_while(|line| line.starts_with('#')).collect();
        // The view has few of them, and refers to the readme.
        let is_short =
            name == "iam.yaml" && head.contains("README.md beside this file explains the vocabulary.");
        let mut used = BTreeSet::new();
        every_object(&document.root, "", &mut |_, object| {
            used.extend(members(object).map(|(member, _)| member).filter(|member| member.starts_with("x-")));
        });
        let unexplained = used.iter().filter(|member| {
            !readme.contains(&format!("`{member}`")) || !(head.contains(**member) || is_short)
        });
        assert_eq!(unexplained.collect::<Vec<_>>(), Vec::<&&str>::new(), "{name}");
    }
}

#[test]
fn annotations_hold_known_values() {
    let known = [
        ("x-provenance", "documented observed inferred-high inferred-medium inferred-low"),
        ("x-access", "read write"),
        ("x-repeat", "safe idempotent once"),
        ("x-paging", "none token index next continuation"),
        ("x-paging-role", "size index token next total"),
        ("style", "call pager lookup collect chunks each form"),
    ];
    for (name, document) in all() {
        every_object(&document.root, name, &mut |place, object| {
            for (member, values) in known {
                let value = object[member].as_str();
                assert!(
                    value.is_none_or(|value| values.split(' ').any(|known| known == value)),
                    "{place} {value:?}"
                );
            }
        });
    }
}

#[test]
fn operations_say_how_they_may_be_called() {
    for (name, document) in all() {
        for operation in document.operations() {
            for member in ["x-provenance", "x-access", "x-repeat", "x-paging"] {
                assert!(operation.value[member].is_string(), "{name} {}: {member}", operation.id());
            }
            let body = &operation.value["requestBody"];
            assert!(body.is_null() || body["required"] == true, "{name} {}", operation.id());
        }
    }
}

#[test]
fn objects_enums_and_constants_say_their_type() {
    for (name, document) in all() {
        every_object(&document.root, name, &mut |place, schema| {
            if schema["properties"].is_object() && !place.ends_with("/properties") {
                assert_eq!(schema["type"], "object", "{place}");
            }
            if schema["x-open"] == true || schema["const"].is_string() {
                assert_eq!(schema["type"], "string", "{place}");
            }
        });
    }
}

#[test]
fn what_is_not_documented_says_why() {
    for (name, document) in all() {
        every_object(&document.root, name, &mut |place, object| {
            let deduced = object["x-provenance"].as_str().is_some_and(|mark| mark != "documented");
            let reason = object["x-provenance-reason"].as_str();
            assert_eq!(reason.is_some(), deduced, "{place}");
            assert!(
                reason.is_none_or(|line| !line.contains('\n') && line.ends_with('.')),
                "{place}: {reason:?}"
            );
        });
    }
}

#[test]
fn writes_are_the_operations_that_are_not_reads() {
    for (name, document) in all() {
        for operation in document.operations() {
            let writes = operation.text("x-access") == "write";
            assert_eq!(writes, operation.text("x-repeat") != "safe", "{name} {}", operation.id());
            if name == "business.yaml" {
                assert_eq!(writes, operation.method != "get", "{}", operation.id());
            }
        }
    }
}

#[test]
fn operations_and_methods_are_documented() {
    for (name, document) in all() {
        for operation in document.operations() {
            let methods = operation.value["x-methods"].as_array().into_iter().flatten();
            for documented in methods.chain([operation.value]) {
                let text = |member: &str| documented[member].as_str().unwrap_or_default();
                let verb = text("summary").split([' ', ',']).next().unwrap_or_default();
                assert!(verb.ends_with('s'), "{name} {}: {:?}", operation.id(), text("summary"));
                for member in ["summary", "description"] {
                    let is_sentence = text(member).ends_with('.') || text(member).ends_with('"');
                    assert!(is_sentence, "{name} {}: {:?}", operation.id(), text(member));
                }
                assert!(!text("summary").contains('\n'), "{name} {}", operation.id());
            }
            let tags: Vec<&str> = texts(&operation.value["tags"]).collect();
            let known: Vec<&str> = document.root["tags"]
                .as_array()
                .unwrap()
                .iter()
                .filter_map(|tag| tag["name"].as_str())
                .collect();
            assert!(
                !tags.is_empty() && tags.iter().all(|tag| known.contains(tag)),
                "{}: {tags:?}",
                operation.id()
            );
        }
    }
}

#[test]
fn parameters_schemas_members_and_answers_are_described() {
    for (name, document) in all() {
        every_object(&document.root, name, &mut |place, object| {
            let parent = place.rsplit('/').nth(1).unwrap_or_default();
            let is_answer = parent == "responses" && object.get("$ref").is_none();
            if is_answer || ["parameters", "properties", "schemas"].contains(&parent) {
                let description = object["description"].as_str().unwrap_or_default();
                let ends_well = description.ends_with(['.', '`', ')']);
                assert!(ends_well, "{place}: {description:?}");
            }
        });
    }
}

#[test]
fn every_value_that_is_explained_is_one_of_the_enum() {
    for (name, document) in all() {
        every_object(&document.root, name, &mut |place, object| {
            if object["enum"].is_array() {
                let values: Vec<&str> = texts(&object["enum"]).collect();
                let explained: Vec<&str> =
                    members(&object["x-enum-descriptions"]).map(|(value, _)| value).collect();
                // The view's values are the published schema's; those that LastPass never gives need no words.
                let is_enough = name == "iam.yaml" && explained.iter().all(|value| values.contains(value));
                assert!(explained.is_empty() || explained == values || is_enough, "{place}: {explained:?}");
            }
        });
    }
}

#[test]
fn every_component_is_used_and_every_reference_resolves() {
    for (name, document) in all() {
        let mut used = BTreeSet::new();
        every_object(&document.root, name, &mut |_, object| {
            if let Some(reference) = object["$ref"].as_str() {
                document.resolve(object);
                used.insert(reference.to_owned());
            }
        });
        let kinds = ["schemas", "responses"];
        let components = kinds.into_iter().flat_map(|kind| {
            members(&document.root["components"][kind])
                .map(move |(name, _)| format!("#/components/{kind}/{name}"))
        });
        let unused: Vec<String> = components.filter(|component| !used.contains(component)).collect();
        assert_eq!(unused, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_key_of_a_map_becomes_a_member_of_its_items() {
    let document = Document::provisioning();
    let mut maps = 0;
    every_object(&document.root, "", &mut |place, object| {
        if let Some(key) = object["x-key"].as_str() {
            let item = document.resolve(&object["additionalProperties"]);
            assert_eq!(item["properties"][key]["x-from-key"], true, "{place}");
            maps += 1;
        }
    });
    assert_eq!(maps, 3, "users and two kinds of folder reply");
}

#[test]
fn secrets_in_requests_are_marked() {
    let document = Document::provisioning();
    every_object(&document.root, "", &mut |place, object| {
        let name = place.rsplit('/').next().unwrap_or_default();
        if ["password", "provhash"].contains(&name) {
            assert_eq!(object["format"], "password", "{place}");
            assert_eq!(object["writeOnly"], true, "{place}");
        }
    });
}

#[test]
fn methods_of_a_resource_have_different_names() {
    let mut seen = BTreeSet::new();
    for (_, document) in all() {
        for operation in document.operations() {
            let own = (operation.text("x-resource"), operation.text("x-method"));
            let of_command = operation.value["x-methods"].as_array().into_iter().flatten().map(|method| {
                (
                    method["resource"].as_str().unwrap_or_default(),
                    method["method"].as_str().unwrap_or_default(),
                )
            });
            for (resource, method) in of_command.chain((own.0 != "-").then_some(own)) {
                assert!(seen.insert(format!("{resource}.{method}")), "{resource}.{method} stands twice");
            }
        }
    }
    assert_eq!(seen.len(), 31 + 25 + 13);
}
