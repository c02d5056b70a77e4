//! What the connection is, and which types of resources there are.

use std::sync::Arc;

use futures_util::future::try_join;

use super::call::{Call, Reach};
use super::members::{auth_type, credentials};
use super::records::Records;
use crate::client::Client;
use crate::error::Result;
use crate::generated::IamCredentials;
use crate::operation::Api;
use crate::tape::{Item, NONE, Tape};

/// The only type of resources that users are given access to.
pub(super) const SHARED_FOLDER: &str = "shared_folder";

pub(crate) async fn me(call: Call<'_>) -> Result<IamCredentials> {
    call.run(async {
        let reach = Reach::of(call.client).await?;
        let business = async { if reach.business { call.client.prove(Api::Business).await } else { Ok(()) } };
        let provisioning =
            async { if reach.cid.is_some() { call.client.prove(Api::Provisioning).await } else { Ok(()) } };
        try_join(business, provisioning).await?;
        let mut tape = Tape::blank(call.client);
        let mut records = Records::new(&mut tape);
        let name = reach.cid.as_deref().map_or(NONE, |cid| records.tape.add_text(cid));
        let way = records.pair(auth_type::SCHEMA, "api_key", "api_key");
        let members = [
            (credentials::NAME, name),
            (credentials::AUTH_TYPE, way),
            (credentials::SCOPES, records.empty()),
        ];
        let root = records.record(credentials::SCHEMA, &members);
        Ok(IamCredentials::from_node(Arc::new(tape.with_root(root)).root()))
    })
    .await
}

pub(crate) async fn list_resource_types(call: Call<'_>) -> Result<Vec<String>> {
    call.run(async {
        proven(call.client, "shared folders").await?;
        Ok(vec![SHARED_FOLDER.to_owned()])
    })
    .await
}

/// The account number, once the Provisioning credential has been accepted: what is always the same is not said to one whose
/// credential is dead.
pub(super) async fn proven(client: &Client, what: &str) -> Result<String> {
    let reach = Reach::of(client).await?;
    let cid = reach.provisioning(what)?.to_owned();
    client.prove(Api::Provisioning).await?;
    Ok(cid)
}
