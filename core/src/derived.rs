//! Members of an item that are worked out of the others.

use std::borrow::Cow;

use crate::generated::{Event, SharedFolder, SharedFolderMember};
use crate::tape::{Item, Node, Schema};

/// A derived member.
pub(crate) struct Derived {
    pub name: &'static str,
    pub value: Value,
}

/// How a derived member is read.
pub(crate) enum Value {
    Flag(fn(Node) -> bool),
    Count(fn(Node) -> u64),
    Text(fn(Node) -> Cow<'static, str>),
}

/// The derived members of an item, in the order in which they follow the others.
pub(crate) fn of(schema: &Schema) -> &'static [Derived] {
    match schema.name {
        "Event" => &[
            Derived { name: "id", value: Value::Text(|node| Event::from_node(node).id().into()) },
            Derived { name: "ordinal", value: Value::Count(|node| Event::from_node(node).ordinal()) },
        ],
        "SharedFolder" => &[Derived {
            name: "is_deleted",
            value: Value::Flag(|node| SharedFolder::from_node(node).is_deleted()),
        }],
        "SharedFolderMember" => &[
            Derived {
                name: "role",
                value: Value::Text(|node| SharedFolderMember::from_node(node).role().as_str().into()),
            },
            Derived {
                name: "is_super_admin",
                value: Value::Flag(|node| SharedFolderMember::from_node(node).is_super_admin()),
            },
        ],
        _ => &[],
    }
}
