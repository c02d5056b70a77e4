//! The methods of the SDK that an operation is made into.

use serde_json::Value;

use crate::spec::{Gather, Node, Problem, Problems};

/// A method of the SDK.
#[derive(Clone, Debug)]
pub struct Method {
    /// Where it hangs, for example `provisioning.users`.
    pub resource: String,
    /// Its name, in snake_case.
    pub name: String,
    /// How it is made of the operation.
    pub style: Style,
    /// Member of the answer that holds the items; none if the answer itself is the map.
    pub items: Option<String>,
    /// What a look-up asks for.
    pub by: Option<String>,
    /// Members of the input that the method fixes.
    pub set: Vec<(String, Value)>,
    /// Member of the input that the caller gives a second time.
    pub confirm: Option<String>,
    /// Whether it takes away what cannot be restored through this API.
    pub destructive: bool,
    /// What it does, in one line.
    pub summary: String,
    /// What else there is to know.
    pub description: String,
    /// Where it stands, for messages about what it names.
    pub(crate) place: String,
}

/// How a method is made of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// One request and one answer.
    Call,
    /// Items, page after page.
    Pager,
    /// One item out of a read.
    Lookup,
    /// A whole read, put together.
    Collect,
    /// Any number of rows, sent in chunks.
    Chunks,
    /// One request for each user.
    Each,
}

const STYLES: &[(&str, Style)] = &[
    ("call", Style::Call),
    ("pager", Style::Pager),
    ("lookup", Style::Lookup),
    ("collect", Style::Collect),
    ("chunks", Style::Chunks),
    ("each", Style::Each),
];

impl Method {
    /// The full name, for example `provisioning.users.list`.
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{}.{}", self.resource, self.name)
    }
}

/// The one method of a Business operation, or those of a command.
pub(super) fn read_methods(node: &Node<'_>) -> Result<Vec<Method>, Problems> {
    let summary = text(node, "summary", "say in one line what it does")?;
    let description = text(node, "description", "say what else there is to know")?;
    let Some(list) = node.get("x-methods") else {
        let hint = "say where it hangs in the SDK, or write `x-methods`";
        let resource = text(node, "x-resource", hint)?;
        let name = text(node, "x-method", hint)?;
        let paged = node.get("x-paging").is_some_and(|paging| paging.value != "none");
        return Ok(vec![Method {
            resource,
            name,
            style: if paged { Style::Pager } else { Style::Call },
            items: None,
            by: None,
            set: Vec::new(),
            confirm: None,
            destructive: node.mark("x-destructive")?,
            summary,
            description,
            place: node.place.clone(),
        }]);
    };
    let mut gather = Gather::default();
    let methods = list.entries()?.iter().filter_map(|entry| gather.take(read(entry))).collect();
    gather.finish(methods)
}

fn read(node: &Node<'_>) -> Result<Method, Problem> {
    let set = match node.get("set") {
        Some(set) => {
            set.members()?.into_iter().map(|(name, member)| (name.to_owned(), member.value.clone())).collect()
        }
        None => Vec::new(),
    };
    let style = node.require("style", "write call, pager, lookup, collect, chunks or each")?;
    Ok(Method {
        resource: text(node, "resource", "say where it hangs in the SDK")?,
        name: text(node, "method", "give it a name")?,
        style: style.choice(STYLES)?,
        items: node.text_of("items")?,
        by: node.text_of("by")?,
        set,
        confirm: node.text_of("confirm")?,
        destructive: node.mark("destructive")?,
        summary: text(node, "summary", "say in one line what it does")?,
        description: text(node, "description", "say what else there is to know")?,
        place: node.place.clone(),
    })
}

fn text(node: &Node<'_>, name: &str, hint: &str) -> Result<String, Problem> {
    let text = node.require(name, hint)?;
    match text.text()?.trim() {
        "" => Err(text.problem(format!("is empty; {hint}"))),
        trimmed => Ok(trimmed.to_owned()),
    }
}
