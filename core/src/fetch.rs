//! Calls with one answer: an item, a few items, or none.

use std::sync::Arc;

use serde::Serialize;

use crate::call::Request;
use crate::client::Client;
use crate::error::Result;
use crate::operation::Operation;
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
    ) -> Result<Option<serde_json::Value>> {
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
    /// A command with this as its `data`.
    pub(crate) fn data(data: impl Serialize) -> Result<Self> {
        Request::json(String::new(), &data)
    }
}
