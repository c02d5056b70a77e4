//! The words that the contract adds to OpenAPI, and where each may stand: a misspelt word is an error, since it would
//! otherwise be read by nobody.

use super::{Document, Gather, Node, Problems, alternatives};

const OPERATION: &[&str] = &[
    "x-resource",
    "x-method",
    "x-methods",
    "x-provenance",
    "x-provenance-reason",
    "x-access",
    "x-repeat",
    "x-paging",
    "x-page-size",
    "x-destructive",
    "x-any-success",
    "x-path-alternatives",
    "x-status-values",
    "x-attempt-timeout",
    "x-chunk",
];
const METHOD: &[&str] = &[
    "resource",
    "method",
    "style",
    "items",
    "by",
    "set",
    "confirm",
    "destructive",
    "summary",
    "description",
];
const PAGE_SIZE: &[&str] = &["default", "maximum", "fixed", "shrinks"];
const CHUNK: &[&str] = &["size", "pause-ms"];
const FLAG: &[&str] = &["set", "clear"];
const PARAMETER: &[&str] = &["x-provenance", "x-provenance-reason", "x-paging-role"];
const BODY: &[&str] = &["x-provenance", "x-provenance-reason", "x-media-type-alternative"];
const RESPONSE: &[&str] = &["x-provenance", "x-provenance-reason"];
const SCHEMA: &[&str] = &[
    "x-provenance",
    "x-provenance-reason",
    "x-name",
    "x-paging-role",
    "x-aliases",
    "x-ignore-case",
    "x-open",
    "x-enum-descriptions",
    "x-flag",
    "x-alternative",
    "x-key",
    "x-from-key",
    "x-opaque",
    "x-map-form",
    "x-computed",
    "x-envelope",
    "x-identity",
    "x-one-filter",
];

/// Looks for words that the vocabulary does not have.
pub(crate) fn check_vocabulary(document: &Document) -> Result<(), Problems> {
    let mut gather = Gather::default();
    let root = document.root();
    for (_, item) in members(root.get("paths")) {
        for (_, operation) in members(Some(item)) {
            operation_words(&operation, &mut gather);
        }
    }
    if let Some(components) = root.get("components") {
        for (_, response) in members(components.get("responses")) {
            response_words(&response, &mut gather);
        }
        for (_, schema) in members(components.get("schemas")) {
            schema_words(&schema, &mut gather);
        }
    }
    gather.finish(())
}

fn operation_words(operation: &Node<'_>, gather: &mut Gather) {
    extensions(operation, OPERATION, gather);
    for method in entries(operation.get("x-methods")) {
        words(&method, METHOD, gather);
    }
    for (name, known) in [("x-page-size", PAGE_SIZE), ("x-chunk", CHUNK)] {
        if let Some(node) = operation.get(name) {
            words(&node, known, gather);
        }
    }
    for parameter in entries(operation.get("parameters")) {
        extensions(&parameter, PARAMETER, gather);
        if let Some(schema) = parameter.get("schema") {
            schema_words(&schema, gather);
        }
    }
    if let Some(body) = operation.get("requestBody") {
        extensions(&body, BODY, gather);
        content_words(&body, gather);
    }
    for (_, response) in members(operation.get("responses")) {
        response_words(&response, gather);
    }
}

fn response_words(response: &Node<'_>, gather: &mut Gather) {
    extensions(response, RESPONSE, gather);
    content_words(response, gather);
}

fn content_words(node: &Node<'_>, gather: &mut Gather) {
    for (_, media_type) in members(node.get("content")) {
        if let Some(schema) = media_type.get("schema") {
            schema_words(&schema, gather);
        }
    }
}

fn schema_words(schema: &Node<'_>, gather: &mut Gather) {
    extensions(schema, SCHEMA, gather);
    if let Some(flag) = schema.get("x-flag") {
        words(&flag, FLAG, gather);
    }
    for (_, member) in members(schema.get("properties")) {
        schema_words(&member, gather);
    }
    for name in ["items", "additionalProperties", "x-alternative"] {
        if let Some(inner) = schema.get(name) {
            schema_words(&inner, gather);
        }
    }
}

/// Checks the names that begin with `x-`.
fn extensions(node: &Node<'_>, known: &[&str], gather: &mut Gather) {
    for (name, member) in members(Some(node.clone())) {
        if name.starts_with("x-") && !known.contains(&name) {
            gather.add(member.problem(unknown(name, known)));
        }
    }
}

/// Checks all names.
fn words(node: &Node<'_>, known: &[&str], gather: &mut Gather) {
    for (name, member) in members(Some(node.clone())) {
        if !known.contains(&name) {
            gather.add(member.problem(unknown(name, known)));
        }
    }
}

/// Shapes are checked where the model is made; here a wrong one has no words.
fn members<'a>(node: Option<Node<'a>>) -> Vec<(&'a str, Node<'a>)> {
    node.and_then(|node| node.members().ok()).unwrap_or_default()
}

fn entries<'a>(node: Option<Node<'a>>) -> Vec<Node<'a>> {
    node.and_then(|node| node.entries().ok()).unwrap_or_default()
}

fn unknown(name: &str, known: &[&str]) -> String {
    let nearest = known.iter().map(|known| (distance(name, known), *known)).min();
    match nearest {
        Some((distance, nearest)) if distance <= 3 => {
            format!("is not in the vocabulary; did you mean `{nearest}`?")
        }
        _ => format!("is not in the vocabulary of this place; it has {}", alternatives(known)),
    }
}

/// How many letters have to change to turn one word into another.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, letter) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, wanted) in other.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *wanted);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_offered() {
        let cases = [("x-repaet", "did you mean `x-repeat`?"), ("x-wobble", "it has x-access or x-repeat")];
        for (word, offered) in cases {
            assert!(unknown(word, &["x-access", "x-repeat"]).ends_with(offered), "{word}");
        }
    }
}
