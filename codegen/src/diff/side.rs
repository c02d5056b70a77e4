//! One of the two documents: what it must have to be compared, and how its references are followed.

use crate::spec::{Document, Node, Problem};

const METHODS: &[&str] = &["get", "put", "post", "delete", "patch", "options", "head", "trace"];

/// One of the two documents.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    document: &'a Document,
}

/// An operation, where it stands and what stands around it.
pub(super) struct Operation<'a> {
    pub id: Option<&'a str>,
    pub method: &'a str,
    pub path: &'a str,
    /// The path item, whose parameters hold for all its operations.
    pub item: Node<'a>,
    pub node: Node<'a>,
}

impl<'a> Side<'a> {
    pub(super) fn new(document: &'a Document) -> Result<Self, Problem> {
        let root = document.root();
        root.members()?;
        let version = root.require("openapi", "only OpenAPI 3.0 and 3.1 can be compared")?;
        if !version.text()?.starts_with("3.") {
            return Err(version
                .problem(format!("is `{}`; only OpenAPI 3.0 and 3.1 can be compared", version.text()?)));
        }
        root.require("paths", "the operations have to stand there")?;
        Ok(Side { document })
    }

    pub(super) fn operations(self) -> Result<Vec<Operation<'a>>, Problem> {
        let mut operations = Vec::new();
        for (path, item) in members_of(&self.document.root(), "paths")? {
            let item = self.resolve(&item)?;
            for (method, node) in item.members()?.into_iter().filter(|(name, _)| METHODS.contains(name)) {
                node.members()?;
                let id = node.get("operationId").map(|id| id.text()).transpose()?;
                operations.push(Operation { id, method, path, item: item.clone(), node });
            }
        }
        Ok(operations)
    }

    /// The schemas that have a name.
    pub(super) fn schemas(self) -> Result<Vec<(&'a str, Node<'a>)>, Problem> {
        self.document.root().get("components").map_or(Ok(Vec::new()), |node| members_of(&node, "schemas"))
    }

    /// The path that the first server puts in front of all others.
    pub(super) fn prefix(self) -> Result<Option<&'a str>, Problem> {
        let Some(servers) = self.document.root().get("servers") else { return Ok(None) };
        let Some(server) = servers.entries()?.into_iter().next() else { return Ok(None) };
        let url = server.require("url", "a server has one")?.text()?;
        let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
        Ok(Some(after_scheme.find('/').map_or("", |slash| after_scheme[slash..].trim_end_matches('/'))))
    }

    /// The node itself, or what its `$ref` leads to in the end.
    pub(super) fn resolve(self, node: &Node<'a>) -> Result<Node<'a>, Problem> {
        let mut found = node.clone();
        let mut trail = vec![found.place.clone()];
        while let Some(target) = self.target(&found)? {
            if trail.contains(&target.place) {
                return Err(node.problem("leads in a circle of `$ref`"));
            }
            trail.push(target.place.clone());
            found = target;
        }
        Ok(found)
    }

    /// What the `$ref` of a node points at.
    pub(super) fn target(self, node: &Node<'a>) -> Result<Option<Node<'a>>, Problem> {
        let Some(reference) = node.get("$ref") else { return Ok(None) };
        let text = reference.text()?;
        let Some(pointer) = text.strip_prefix("#/") else {
            return Err(reference
                .problem(format!("is `{text}`; only references inside the document can be followed")));
        };
        let mut found = self.document.root();
        for part in pointer.split('/') {
            let name = part.replace("~1", "/").replace("~0", "~").replace("%7B", "{").replace("%7D", "}");
            found = found
                .get(&name)
                .ok_or_else(|| reference.problem(format!("points at `{text}`, which does not exist")))?;
        }
        Ok(Some(found))
    }
}

/// The members of an object below this node; none if it is absent.
pub(super) fn members_of<'a>(node: &Node<'a>, name: &str) -> Result<Vec<(&'a str, Node<'a>)>, Problem> {
    node.get(name).map_or(Ok(Vec::new()), |node| node.members())
}

/// The entries of a list below this node; none if it is absent.
pub(super) fn entries_of<'a>(node: &Node<'a>, name: &str) -> Result<Vec<Node<'a>>, Problem> {
    node.get(name).map_or(Ok(Vec::new()), |node| node.entries())
}

/// A yes or no that may be absent.
pub(super) fn is_set(node: &Node<'_>, name: &str) -> Result<bool, Problem> {
    let Some(member) = node.get(name) else { return Ok(false) };
    member
        .value
        .as_bool()
        .ok_or_else(|| member.problem(format!("is {}; neither true nor false", member.value)))
}
