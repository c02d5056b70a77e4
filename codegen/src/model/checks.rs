//! The checks that need more than one place of a document.

use super::paging::Items;
use super::{Api, Kind, Method, Operation, Schema, Style};
use crate::spec::{Gather, Node, Problem, Problems, alternatives};

impl Api {
    /// Checks what an operation and its methods name.
    pub(super) fn check_operation(&self, node: &Node<'_>, operation: &Operation) -> Result<(), Problems> {
        let mut gather = Gather::default();
        let unknown = |tag: &&String| self.tags.iter().all(|(name, _)| name != *tag);
        if let Some(tag) = operation.tags.iter().find(unknown) {
            gather.add(
                node.problem(format!("has the tag `{tag}`, which `tags` of the document does not describe")),
            );
        }
        if operation.tags.is_empty() {
            gather.add(node.problem("`tags` is missing; name the one that describes its resource"));
        }
        let nodes = match node.get("x-methods") {
            Some(list) => list.entries()?,
            None => vec![node.clone()],
        };
        if operation.destructive != operation.methods.iter().any(|method| method.destructive) {
            gather.add(node.problem(
                "is destructive and its methods are not, or the reverse; write `x-destructive: true`, and \
                 `destructive: true` at the methods that are",
            ));
        }
        for (node, method) in nodes.iter().zip(&operation.methods) {
            let checked = self.check_names(node, operation, method);
            let checked = checked.and_then(|()| self.check_style(node, operation, method));
            gather.take(checked.and_then(|()| self.check_filters(node, operation, method)));
        }
        gather.finish(())
    }

    /// Checks that what a method fixes, confirms and gives is there.
    fn check_names(&self, node: &Node<'_>, operation: &Operation, method: &Method) -> Result<(), Problem> {
        let members = self.input_schema(operation).map_or(&[][..], Schema::members);
        let fixed = method.set.iter().map(|(name, _)| ("set", name));
        for (word, name) in fixed.chain(method.confirm.iter().map(|name| ("confirm", name))) {
            if members.iter().all(|member| member.wire != *name) {
                let names: Vec<&str> = members.iter().map(|member| member.wire.as_str()).collect();
                let message =
                    format!("names `{name}`, which is no member of the data; write {}", alternatives(&names));
                return Err(node.require(word, "")?.problem(message));
            }
        }
        match &method.items {
            Some(name) if self.items(operation, method).is_none() => {
                let message = format!("names `{name}`, which is no list or map of the answer");
                Err(node.require("items", "")?.problem(message))
            }
            _ => Ok(()),
        }
    }

    /// Checks that the operation has what the style of a method needs.
    fn check_style(&self, node: &Node<'_>, operation: &Operation, method: &Method) -> Result<(), Problem> {
        let items = self.items(operation, method);
        match (method.style, &method.by) {
            (Style::Pager, _) if operation.paging.is_none() => {
                Err(node.problem("is a pager; the operation needs `x-paging`"))
            }
            (Style::Chunks, _) if operation.chunk.is_none() => {
                Err(node.problem("sends chunks; the operation needs `x-chunk`"))
            }
            (Style::Pager | Style::Collect | Style::Lookup, _) if items.is_none() => {
                Err(node.problem("gives items, but the answer holds no list or map"))
            }
            (Style::Lookup, None) => Err(node.problem("`by` is missing; say what the look-up asks for")),
            (Style::Lookup, Some(by)) if !self.can_look_up(operation, items.as_ref(), by) => {
                let message =
                    format!("names `{by}`, which is neither a member of the data nor the key of the item");
                Err(node.require("by", "")?.problem(message))
            }
            (Style::Lookup, Some(_)) | (_, None) => Ok(()),
            (_, Some(_)) => Err(node.require("by", "")?.problem("is for look-ups alone")),
        }
    }

    /// By a member of the data, or by the key of the map that holds the items.
    fn can_look_up(&self, operation: &Operation, items: Option<&Items<'_>>, by: &str) -> bool {
        let in_data = self.input_schema(operation).is_some_and(|schema| schema.member(by).is_some());
        let item = items.and_then(|items| items.kind.schema()).and_then(|name| self.schema(name));
        // The key of a map of texts, as of groups, is no member, so it has any name.
        in_data || item.is_none_or(|item| item.is_keyed() && item.members()[0].wire == by)
    }

    /// Checks that the client can apply the filters that the vendor is not sent.
    fn check_filters(&self, node: &Node<'_>, operation: &Operation, method: &Method) -> Result<(), Problem> {
        let Some(schema) = self.input_schema(operation).filter(|schema| schema.one_filter) else {
            return Ok(());
        };
        let Some(items) = self.items(operation, method).filter(|_| method.style == Style::Pager) else {
            return Ok(());
        };
        let item = items.kind.schema().and_then(|name| self.schema(name));
        for filter in schema.members().iter().filter(|member| member.is_argument()).skip(1) {
            let same = item.and_then(|item| item.member(&filter.wire));
            if filter.kind != Kind::Flag || !same.is_some_and(|(_, same)| same.kind == Kind::Flag) {
                let message = format!(
                    "`{}` of {} cannot be applied by the client, as `x-one-filter` says; only a flag can that the \
                     items have too, or the filter that stands first",
                    filter.wire, schema.name
                );
                return Err(node.problem(message));
            }
        }
        Ok(())
    }
}

/// Checks that a map and its items agree on the member that takes the key.
pub(super) fn check_keys(node: &Node<'_>, gather: &mut Gather) {
    let properties =
        node.get("properties").and_then(|properties| properties.members().ok()).unwrap_or_default();
    for place in std::iter::once(node).chain(properties.iter().map(|(_, property)| property)) {
        let Some(key) = place.get("x-key") else { continue };
        let item = place.get("additionalProperties").and_then(|values| values.resolve().ok());
        let member = item.as_ref().and_then(|item| item.get("properties")?.get(key.value.as_str()?));
        if member.is_none_or(|member| member.get("x-from-key").is_none()) {
            gather.add(
                key.problem(format!("names {}, which is no member of the item with `x-from-key`", key.value)),
            );
        }
    }
}
