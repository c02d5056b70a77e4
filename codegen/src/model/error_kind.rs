//! The kinds of error that every language raises.

use serde_json::Value;

use crate::spec::{Document, Gather, Node, Problem, Problems};

/// A kind of error.
#[derive(Clone, Debug)]
pub struct ErrorKind {
    /// Stable snake_case name.
    pub name: String,
    /// Stable number.
    pub number: u32,
    /// What happened, in one line.
    pub title: String,
    /// What it means for the caller, and what to do next.
    pub meaning: String,
    /// What raises it.
    pub raised: String,
    /// HTTP statuses that map to it by themselves.
    pub statuses: Vec<Status>,
}

/// An HTTP status, or all of a class that no other kind names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// One status.
    One(u16),
    /// The rest of 400 to 499, or of 500 to 599, by the first digit.
    Class(u16),
}

/// Reads `errors.yaml`.
pub(crate) fn read(document: &Document) -> Result<Vec<ErrorKind>, Problems> {
    let root = document.root();
    let mut gather = Gather::default();
    let mut kinds: Vec<ErrorKind> = Vec::new();
    for node in root.require("kinds", "list the kinds of error")?.entries()? {
        let Some(kind) = gather.take(kind(&node)) else { continue };
        if kinds.iter().any(|other| other.name == kind.name) {
            gather
                .add(node.problem(format!("the name `{}` is taken; a name is never used twice", kind.name)));
        }
        if let Some(other) = kinds.iter().find(|other| other.number == kind.number) {
            let message = format!("the number {} is `{}`'s; take the next free one", kind.number, other.name);
            gather.add(node.problem(message));
        }
        for status in &kind.statuses {
            if let Some(other) = kinds.iter().find(|other| other.statuses.contains(status)) {
                gather.add(node.problem(format!("one of its statuses is `{}`'s already", other.name)));
            }
        }
        kinds.push(kind);
    }
    gather.finish(kinds)
}

fn kind(node: &Node<'_>) -> Result<ErrorKind, Problem> {
    const KNOWN: [&str; 6] = ["name", "number", "title", "meaning", "raised", "statuses"];
    for (name, member) in node.members()? {
        if !KNOWN.contains(&name) {
            return Err(member.problem(format!("is not in the vocabulary; a kind has {}", KNOWN.join(", "))));
        }
    }
    let text = |name: &str| -> Result<String, Problem> {
        Ok(node.require(name, "every kind has one")?.text()?.to_owned())
    };
    let number = node.require("number", "every kind has one, and keeps it")?;
    let statuses = node.require("statuses", "write `[]` if no HTTP status leads here by itself")?;
    Ok(ErrorKind {
        name: text("name")?,
        number: number.count()?,
        title: text("title")?,
        meaning: text("meaning")?,
        raised: text("raised")?,
        statuses: statuses.entries()?.iter().map(status).collect::<Result<_, _>>()?,
    })
}

fn status(node: &Node<'_>) -> Result<Status, Problem> {
    match node.value {
        Value::String(class) if class == "4xx" => Ok(Status::Class(4)),
        Value::String(class) if class == "5xx" => Ok(Status::Class(5)),
        Value::Number(_) => match node.count()? {
            status @ 100..=599 => Ok(Status::One(status)),
            other => Err(node.problem(format!("is {other}; write an HTTP status"))),
        },
        _ => Err(node.problem("write an HTTP status, `4xx` or `5xx`")),
    }
}
