//! Calls with one answer: an item, a few items, or none.

use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use crate::call::Request;
use crate::client::Client;
use crate::error::Result;
use crate::operation::Operation;
use crate::redact;
use crate::tape::{Item, Node};

impl Client {
    pub(crate) async fn item<T: Item>(&self, operation: &'static Operation, request: Request) -> Result<T> {
        let tape = Arc::new(self.call(operation, request).await?);
        Ok(T::from_node(tape.root()))
    }

    /// An item, where the vendor may leave the body out.
    pub(crate) async fn maybe_item<T: Item>(
        &self,
        operation: &'static Operation,
        request: Request,
    ) -> Result<Option<T>> {
        let tape = Arc::new(self.call(operation, request).await?);
        Ok(tape.has_root().then(|| T::from_node(tape.root())))
    }

    /// Any JSON, where the vendor may leave the body out.
    pub(crate) async fn maybe_json(
        &self,
        operation: &'static Operation,
        request: Request,
    ) -> Result<Option<Value>> {
        let tape = self.call(operation, request).await?;
        Ok(serde_json::from_slice(tape.body()).ok())
    }

    pub(crate) async fn items<T: Item>(
        &self,
        operation: &'static Operation,
        request: Request,
    ) -> Result<Vec<T>> {
        let tape = Arc::new(self.call(operation, request).await?);
        let bases = tape.records(tape.root_slot()).into_iter();
        Ok(bases.map(|base| T::from_node(Node::new(tape.clone(), base))).collect())
    }

    pub(crate) async fn unit(&self, operation: &'static Operation, request: Request) -> Result<()> {
        self.call(operation, request).await.map(drop)
    }
}

impl Request {
    /// A command with this as its `data`, which may hold a password: it is overwritten.
    pub(crate) fn data(data: impl Into<Value>) -> Result<Self> {
        let mut data = data.into();
        let request = Request::data_of(&data);
        redact::wipe(&mut data);
        request
    }

    /// A command with this as its `data`, which stays the caller's.
    pub(crate) fn data_of(data: &impl Serialize) -> Result<Self> {
        Request::json(String::new(), data)
    }
}
