//! One item out of a read.

use serde_json::json;

use super::groups::{self, Group};
use crate::address::is_same;
use crate::call::Request;
use crate::client::Client;
use crate::error::{Delivery, Error, Result};
use crate::generated::{ErrorKind, ProvisioningUser, SharedFolder, UserDataReply, operations};
use crate::operation::Operation;
use crate::tape::Item;

/// The user with this e-mail address. The vendor filters; that it is the right one is checked here.
pub(crate) async fn users(
    client: &Client,
    operation: &'static Operation,
    username: &str,
) -> Result<ProvisioningUser> {
    operation.checked(crate::check::email("username", username))?;
    let request = Request::data(json!({ "username": username }))?;
    let reply: UserDataReply = client.item(operation, request).await?;
    let attempts = reply.node().tape().info().attempts;
    operation.checked(the_one(&reply, username)).map_err(|error| error.with_attempts(attempts))
}

fn the_one(reply: &UserDataReply, username: &str) -> Result<ProvisioningUser> {
    has_users(reply)?;
    let mut found = reply.users();
    match (found.next(), found.next()) {
        (None, _) => Err(not_found("there is no user with this e-mail address")),
        (Some(user), None) if same(user.username(), username) => Ok(user),
        _ => Err(super::read_back::another_user()),
    }
}

/// Refuses an answer that is none: every member of it may be absent, but a list of users, be it empty, may not.
pub(crate) fn has_users(reply: &UserDataReply) -> Result<()> {
    if reply.node().tape().has_member(&UserDataReply::SCHEMA.0, "Users") {
        return Ok(());
    }
    Err(Error::unexpected_response("the answer holds no list of users"))
}

/// The same, for reading a user back.
pub(super) async fn user(client: &Client, username: &str) -> Result<ProvisioningUser> {
    users(client, &operations::PROVISIONING_USERS_GET, username).await
}

/// The group with this name. The vendor has no look-up for it: all pages of users are read.
pub(crate) async fn groups(client: &Client, operation: &'static Operation, name: &str) -> Result<Group> {
    operation.checked(crate::check::text("name", name))?;
    let groups = groups::list(client, operation).await?;
    let found = groups.into_iter().find(|group| group.name == name);
    operation.checked(found.ok_or_else(|| not_found("there is no group of this name")))
}

/// All shared folders, deleted ones too, and who is a super admin.
pub(crate) async fn all_shared_folders(
    client: &Client,
    operation: &'static Operation,
) -> Result<Vec<SharedFolder>> {
    client.items(operation, Request::data("all")?).await
}

/// The shared folder with this id. The vendor has no look-up for it: all folders are read.
pub(crate) async fn shared_folders(
    client: &Client,
    operation: &'static Operation,
    id: &str,
) -> Result<SharedFolder> {
    operation.checked(crate::check::text("id", id))?;
    let folders = all_shared_folders(client, operation).await?;
    let found = folders.into_iter().find(|folder| folder.id() == Some(id));
    operation.checked(found.ok_or_else(|| not_found("there is no shared folder with this id")))
}

fn same(found: Option<&str>, asked: &str) -> bool {
    found.is_some_and(|found| is_same(found, asked))
}

fn not_found(message: &str) -> Error {
    Error::new(ErrorKind::NotFound, message).with_delivery(Delivery::Answered)
}
