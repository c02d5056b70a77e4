//! Columns that are worked out of the members of an item.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Int64Array};
use arrow_schema::{ArrowError, DataType};

use super::arrays::texts;
use crate::derived::Value;
use crate::tape::Node;

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
