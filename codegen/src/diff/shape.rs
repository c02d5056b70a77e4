//! A schema of either dialect in the one form that is compared.

use std::collections::BTreeSet;

use serde_json::Value;

use super::side::{Side, entries_of, is_set, members_of};
use crate::spec::{Node, Problem};

/// Keywords that say something about a value; the rest are words about the schema.
const SUBSTANCE: &[&str] =
    &["type", "properties", "items", "enum", "const", "format", "additionalProperties"];
const CHOICES: [&str; 2] = ["oneOf", "anyOf"];

/// What a schema says.
#[derive(Default)]
pub(super) struct Shape<'a> {
    /// The component that the schema stands for, directly or inside a wrapper.
    pub component: Option<(String, Node<'a>)>,
    /// Where the substance stands.
    pub place: String,
    pub types: BTreeSet<String>,
    pub nullable: bool,
    pub format: Option<&'a str>,
    pub values: Vec<String>,
    pub minimum: Option<String>,
    pub maximum: Option<String>,
    pub default: Option<String>,
    pub required: BTreeSet<&'a str>,
    pub members: Vec<(&'a str, Node<'a>)>,
    pub items: Option<Node<'a>>,
}

impl<'a> Shape<'a> {
    pub(super) fn read(side: Side<'a>, node: &Node<'a>) -> Result<Self, Problem> {
        let component = component(side, node)?;
        let place = component.as_ref().map_or(&node.place, |(_, node)| &node.place).clone();
        let mut shape = Shape { component, place, ..Shape::default() };
        shape.absorb(side, node, &mut Vec::new())?;
        shape.infer_type();
        Ok(shape)
    }

    pub(super) fn is(&self, name: &str) -> bool {
        self.types.contains(name)
    }

    pub(super) fn type_text(&self) -> String {
        let types: Vec<&str> = self.types.iter().map(String::as_str).collect();
        if types.is_empty() { "any".to_owned() } else { types.join(" or ") }
    }

    /// In a word or two.
    pub(super) fn summary(&self) -> String {
        let mut text = self.component.as_ref().map_or_else(|| self.type_text(), |(name, _)| name.clone());
        if let (None, Some(format)) = (&self.component, self.format) {
            text = format!("{text} {format}");
        }
        if self.nullable { text + ", nullable" } else { text }
    }

    /// Takes over what a schema says; `trail` holds the schemas that it is part of.
    fn absorb(&mut self, side: Side<'a>, node: &Node<'a>, trail: &mut Vec<String>) -> Result<(), Problem> {
        if node.value.is_boolean() {
            return Ok(());
        }
        node.members()?;
        if trail.contains(&node.place) {
            return Err(node.problem("is made of itself"));
        }
        trail.push(node.place.clone());
        if let Some(target) = side.target(node)? {
            self.absorb(side, &target, trail)?;
        }
        for part in entries_of(node, "allOf")? {
            self.absorb(side, &part, trail)?;
        }
        for choice in CHOICES {
            let (nulls, forms): (Vec<_>, Vec<_>) = entries_of(node, choice)?.into_iter().partition(is_null);
            self.nullable |= !nulls.is_empty();
            match forms.as_slice() {
                [] => {}
                [only] => self.absorb(side, only, trail)?,
                many => drop(self.types.insert(format!("one of {} forms", many.len()))),
            }
        }
        self.keywords(node)?;
        trail.pop();
        Ok(())
    }

    fn keywords(&mut self, node: &Node<'a>) -> Result<(), Problem> {
        let types = match node.get("type") {
            Some(kind) if kind.value.is_string() => vec![kind.text()?.to_owned()],
            _ => node.texts_of("type")?,
        };
        self.nullable |= is_set(node, "nullable")? || types.iter().any(|name| name == "null");
        self.types.extend(types.into_iter().filter(|name| name != "null"));
        self.format = node.get("format").map(|format| format.text()).transpose()?.or(self.format);
        for value in entries_of(node, "enum")?.into_iter().chain(node.get("const")) {
            if value.value.is_null() {
                self.nullable = true;
            } else if !self.values.contains(&text(value.value)) {
                self.values.push(text(value.value));
            }
        }
        self.minimum = limit(node, "minimum", "exclusiveMinimum").or(self.minimum.take());
        self.maximum = limit(node, "maximum", "exclusiveMaximum").or(self.maximum.take());
        let default = node.get("default").filter(|default| !default.value.is_null());
        self.default = default.map(|default| text(default.value)).or(self.default.take());
        for name in entries_of(node, "required")? {
            self.required.insert(name.text()?);
        }
        // The entries of a map are compared as a member of this name.
        let entries = node.get("additionalProperties").filter(|entries| !entries.value.is_boolean());
        for (name, member) in
            members_of(node, "properties")?.into_iter().chain(entries.map(|entries| ("*", entries)))
        {
            self.members.retain(|(known, _)| *known != name);
            self.members.push((name, member));
        }
        self.items = node.get("items").or(self.items.take());
        Ok(())
    }

    /// Generators leave the type out where the rest says it.
    fn infer_type(&mut self) {
        let inferred = match () {
            () if !self.types.is_empty() => return,
            () if !self.members.is_empty() => "object",
            () if self.items.is_some() => "array",
            () if !self.values.is_empty() => "string",
            () => return,
        };
        self.types.insert(inferred.to_owned());
    }
}

/// The component that a schema stands for: by its `$ref`, or by the only `$ref` in wrappers that add no substance.
fn component<'a>(side: Side<'a>, node: &Node<'a>) -> Result<Option<(String, Node<'a>)>, Problem> {
    let mut node = node.clone();
    loop {
        if let Some(target) = side.target(&node)? {
            let name = target.place.rsplit_once("components.schemas.").map(|(_, name)| name.to_owned());
            return Ok(name.map(|name| (name, target)));
        }
        if SUBSTANCE.iter().any(|keyword| node.get(keyword).is_some()) {
            return Ok(None);
        }
        let mut parts = entries_of(&node, "allOf")?;
        for choice in CHOICES {
            parts.extend(entries_of(&node, choice)?.into_iter().filter(|form| !is_null(form)));
        }
        parts.retain(says_something);
        match <[Node<'a>; 1]>::try_from(parts) {
            Ok([only]) => node = only,
            Err(_) => return Ok(None),
        }
    }
}

fn says_something(node: &Node<'_>) -> bool {
    SUBSTANCE.iter().chain(&CHOICES).chain(&["$ref", "allOf"]).any(|keyword| node.get(keyword).is_some())
}

fn is_null(node: &Node<'_>) -> bool {
    node.get("type").is_some_and(|kind| kind.value == "null")
}

/// A bound; 3.0 marks it as exclusive with a yes, 3.1 has a number of its own for it.
fn limit(node: &Node<'_>, inclusive: &str, exclusive: &str) -> Option<String> {
    let bound = node.get(inclusive).map(|bound| text(bound.value));
    match node.get(exclusive).map(|mark| mark.value) {
        Some(Value::Bool(true)) => bound.map(|bound| format!("{bound}, exclusive")),
        Some(Value::Number(number)) => Some(format!("{}, exclusive", text(&Value::Number(number.clone())))),
        _ => bound,
    }
}

/// A value as text; `10` and `10.0` are one number.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) if number.is_f64() => {
            number.as_f64().map_or(String::new(), |number| number.to_string())
        }
        other => other.to_string(),
    }
}
