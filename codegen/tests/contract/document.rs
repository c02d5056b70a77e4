//! Reads the documents of `spec/` and prints their facts in the notation of the tables.
//!
//! A member is `name:shape`, with `!` behind it if the SDK requires it. Shapes: `int64` and the like are formats,
//! `[x]` is a list, `{x}` a map, `{k->x}` a map whose key becomes member `k`, `{x}|[]` a map that is `[]` when empty,
//! `='x'` a constant, `int32(1..500)` a range, `a|b` a choice, and a capitalised name another schema.

use serde_json::{Map, Value};

/// A document of `spec/`.
pub struct Document {
    pub root: Value,
}

/// An operation with the path and method it stands under.
pub struct Operation<'a> {
    pub path: &'a str,
    pub method: &'a str,
    pub value: &'a Value,
}

impl Document {
    pub fn business() -> Self {
        Self::read("business.yaml")
    }

    pub fn provisioning() -> Self {
        Self::read("provisioning.yaml")
    }

    pub fn view() -> Self {
        Self::read("iam.yaml")
    }

    fn read(name: &str) -> Self {
        let path = format!("{}/../spec/{name}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        Self { root: serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}")) }
    }

    pub fn operations(&self) -> Vec<Operation<'_>> {
        members(&self.root["paths"])
            .flat_map(|(path, item)| {
                members(item).map(move |(method, value)| Operation { path, method, value })
            })
            .collect()
    }

    pub fn schemas(&self) -> &Map<String, Value> {
        self.root["components"]["schemas"].as_object().expect("components.schemas")
    }

    /// What a `$ref` names, or the value itself.
    pub fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value.get("$ref") {
            Some(reference) => {
                let pointer = reference.as_str().and_then(|text| text.strip_prefix('#')).expect("local $ref");
                self.root.pointer(pointer).unwrap_or_else(|| panic!("{pointer} names nothing"))
            }
            None => value,
        }
    }
}

impl<'a> Operation<'a> {
    pub fn id(&self) -> &'a str {
        self.text("operationId")
    }

    pub fn text(&self, member: &str) -> &'a str {
        self.value[member].as_str().unwrap_or("-")
    }

    pub fn parameters(&self) -> impl Iterator<Item = &'a Value> + use<'a> {
        self.value["parameters"].as_array().into_iter().flatten()
    }

    /// The schema of the JSON body of the request.
    pub fn body(&self) -> Option<&'a Value> {
        let content = self.value.get("requestBody")?["content"].as_object()?;
        content.values().next().map(|media| &media["schema"])
    }
}

/// The members of an object, or none.
pub fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

/// The texts of a list, or none.
pub fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().map(|item| item.as_str().expect("a list of texts"))
}

/// The properties of an object schema in the notation of the tables.
pub fn properties(schema: &Value) -> String {
    let required: Vec<&str> = texts(&schema["required"]).collect();
    let written = members(&schema["properties"]).map(|(name, property)| {
        let mark = if required.contains(&name) { "!" } else { "" };
        format!("{name}{mark}:{}", shape(property))
    });
    written.collect::<Vec<_>>().join(" ")
}

/// A schema in the notation of the tables.
pub fn shape(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        return reference.rsplit('/').next().unwrap_or(reference).to_owned();
    }
    if let Some(constant) = schema["const"].as_str() {
        return format!("='{constant}'");
    }
    let forms = match &schema["type"] {
        Value::String(form) => vec![form.as_str()],
        forms => texts(forms).collect(),
    };
    let is_map = forms.contains(&"object");
    let empty = if is_map && forms.contains(&"array") { "|[]" } else { "" };
    let written = forms.iter().filter(|form| !(is_map && **form == "array")).map(|form| match *form {
        "array" => format!("[{}]", shape(&schema["items"])),
        "object" if schema["x-opaque"] == true => "{opaque}".to_owned(),
        "object" => match schema["x-key"].as_str() {
            Some(key) => format!("{{{key}->{}}}", shape(&schema["additionalProperties"])),
            None => format!("{{{}}}", shape(&schema["additionalProperties"])),
        },
        "integer" | "string" => format!("{}{}", schema["format"].as_str().unwrap_or(form), range(schema)),
        plain => plain.to_owned(),
    });
    written.collect::<Vec<_>>().join("|") + empty
}

fn range(schema: &Value) -> String {
    match (&schema["minimum"], &schema["maximum"]) {
        (Value::Null, Value::Null) => String::new(),
        (minimum, Value::Null) => format!("({minimum}..)"),
        (minimum, maximum) => format!("({minimum}..{maximum})"),
    }
}

/// Compares the lines of a table with what the document says, regardless of their order.
#[track_caller]
pub fn assert_table(table: &str, document: impl IntoIterator<Item = String>) {
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut expected: Vec<String> = table.lines().map(words).filter(|line| !line.is_empty()).collect();
    let mut actual: Vec<String> = document.into_iter().map(|line| words(&line)).collect();
    expected.sort_unstable();
    actual.sort_unstable();
    let missing: Vec<_> = expected.iter().filter(|line| !actual.contains(line)).collect();
    let extra: Vec<_> = actual.iter().filter(|line| !expected.contains(line)).collect();
    assert!(
        missing.is_empty() && extra.is_empty(),
        "not in the document: {missing:#?}\nonly there: {extra:#?}"
    );
    assert_eq!(expected.len(), actual.len(), "a line stands twice");
}
