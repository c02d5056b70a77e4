//! Columns that are worked out of the members of an item.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Int64Array};
use arrow_schema::{ArrowError, DataType};

use super::arrays::texts;
use crate::generated::{Event, SharedFolder, SharedFolderMember};
use crate::tape::{Item, Node, Schema};

/// A derived member.
pub(super) struct Derived {
    pub name: &'static str,
    pub value: Value,
}

/// How a derived member is read.
pub(super) enum Value {
    Flag(fn(Node) -> bool),
    Count(fn(Node) -> u64),
    Text(fn(Node) -> Cow<'static, str>),
}

/// The derived members of an item, in the order in which they follow the others.
pub(super) fn of(schema: &Schema) -> &'static [Derived] {
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

impl Value {
    pub(super) fn data_type(&self) -> DataType {
        match self {
            Value::Flag(_) => DataType::Boolean,
            Value::Count(_) => DataType::Int64,
            Value::Text(_) => DataType::Utf8,
        }
    }

    /// The member of each record.
    pub(super) fn array(
        &self,
        records: impl ExactSizeIterator<Item = Option<Node>>,
    ) -> Result<ArrayRef, ArrowError> {
        Ok(match self {
            Value::Flag(read) => Arc::new(records.map(|node| node.map(read)).collect::<BooleanArray>()),
            Value::Count(read) => {
                let counts = records.map(|node| i64::try_from(read(node?)).ok());
                Arc::new(counts.collect::<Int64Array>())
            }
            Value::Text(read) => texts(records.map(|node| node.map(read)))?,
        })
    }
}
