//! Copying one record to a tape of its own, so that keeping it does not keep its page.

use std::sync::Arc;

use super::item::Node;
use super::{Kind, NONE, Schema, Tape};

impl Node {
    pub(crate) fn detach(&self, schema: &'static Schema) -> Node {
        Arc::new(self.copied(schema)).root()
    }

    /// A tape with this record alone.
    pub(crate) fn copied(&self, schema: &'static Schema) -> Tape {
        let mut copy = Tape::made_of(self.tape());
        copy.root = copy_record(self, schema, &mut copy);
        copy
    }
}

fn copy_record(node: &Node, schema: &'static Schema, copy: &mut Tape) -> u64 {
    let base = copy.add_record(schema);
    let count = schema.members.len();
    for (index, member) in schema.members.iter().enumerate() {
        if let Some(slot) = node.slot(index) {
            let slot = copy_slot(node, member.kind, slot, copy);
            copy.set(base, index, slot);
        }
    }
    if let Some(slot) = node.slot(count) {
        let unknown = copy_list(node, |_| Kind::Text, slot, copy);
        copy.set(base, count, unknown);
    }
    base
}

fn copy_slot(node: &Node, kind: Kind, slot: u64, copy: &mut Tape) -> u64 {
    if slot == NONE {
        return NONE;
    }
    match kind {
        Kind::Integer | Kind::Number | Kind::Flag => slot,
        Kind::Text | Kind::Time | Kind::Instant | Kind::Json => copy.add_text(node.entry(slot)),
        Kind::Texts | Kind::TextMap => copy_list(node, |_| Kind::Text, slot, copy),
        Kind::TextsMap => {
            copy_list(node, |index| if index % 2 == 0 { Kind::Text } else { Kind::Texts }, slot, copy)
        }
        Kind::Object(schema) => copy_record(&Node::new(node.tape().clone(), slot as u32), schema, copy),
        Kind::Objects(schema) | Kind::Rows(schema) | Kind::ObjectMap(schema) => {
            copy_list(node, |_| Kind::Object(schema), slot, copy)
        }
    }
}

fn copy_list(node: &Node, kind: impl Fn(usize) -> Kind, slot: u64, copy: &mut Tape) -> u64 {
    let entries = node.tape().list(slot).iter().enumerate();
    let entries: Vec<u64> =
        entries.map(|(index, &entry)| copy_slot(node, kind(index), entry, copy)).collect();
    copy.add_list(&entries)
}
