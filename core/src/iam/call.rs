//! A call of the unified view, and what the credentials of its client reach.

use crate::client::Client;
use crate::error::{Delivery, Error, Result};
use crate::generated::ErrorKind;
use crate::operation::Api;

/// A call of an operation of the unified view.
#[derive(Clone, Copy)]
pub(crate) struct Call<'a> {
    pub client: &'a Client,
    pub operation: &'static str,
}

impl<'a> Call<'a> {
    pub(crate) fn new(client: &'a Client, operation: &'static str) -> Self {
        Call { client, operation }
    }

    /// Waits for what the call does; its errors name the operation.
    pub(super) async fn run<T>(self, work: impl Future<Output = Result<T>>) -> Result<T> {
        work.await.map_err(|error| error.serving(self.operation))
    }

    /// What was asked for is not there.
    pub(super) fn not_found(message: &str) -> Error {
        Error::new(ErrorKind::NotFound, message).with_delivery(Delivery::Answered)
    }
}

/// What the credentials of a client reach.
pub(super) struct Reach {
    pub business: bool,
    /// The account number, where the Provisioning credential is held.
    pub cid: Option<String>,
}

impl Reach {
    pub(super) async fn of(client: &Client) -> Result<Self> {
        let access = client.access().await?;
        let cid = access.provisioning().ok().map(|provisioning| provisioning.cid.clone());
        Ok(Reach { business: access.has(Api::Business), cid })
    }

    /// The account number, for what the Provisioning API alone answers.
    pub(super) fn provisioning(&self, what: &str) -> Result<&str> {
        self.cid.as_deref().ok_or_else(|| {
            lacking(format!(
                "only the Provisioning API knows {what}: give the client a CID and a provisioning hash \
                 (LASTPASS_CID and LASTPASS_PROVHASH)"
            ))
        })
    }

    /// Refuses what the Business API alone answers.
    pub(super) fn business(&self, what: &str) -> Result<()> {
        if self.business {
            return Ok(());
        }
        Err(lacking(format!(
            "only the Business API knows {what}: give the client an API key (LASTPASS_API_KEY)"
        )))
    }
}

fn lacking(message: String) -> Error {
    Error::new(ErrorKind::NotSupported, message)
}
