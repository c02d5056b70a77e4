//! Users, from one API or joined from both.

use std::sync::Arc;

use futures_util::future::try_join3;

use super::call::{Call, Reach};
use super::directory::{Directory, Reading};
use super::levels::Holders;
use super::user_pages::UserPages;
use super::user_records::{Rules, UserRecords};
use crate::client::Client;
use crate::error::Result;
use crate::generated::{ErrorKind, IamUser, ProvisioningUser, UnifiedGetUser, UnifiedListUsers, operations};
use crate::paging::Pager;
use crate::provisioning::lookup;
use crate::tape::{Item, Tape};

pub(crate) fn list(call: Call<'_>, query: &UnifiedListUsers) -> Pager<IamUser> {
    Pager::over(UserPages::start(call, query).map_err(|error| error.serving(call.operation)))
}

pub(crate) async fn get(call: Call<'_>, id: &str, query: &UnifiedGetUser) -> Result<IamUser> {
    call.run(async {
        crate::check::email("id", id)?;
        let reach = Reach::of(call.client).await?;
        check_extended(&reach, query.extended)?;
        let (provisioning, directory, holders) = try_join3(
            of_provisioning(call.client, &reach, id),
            of_business(call.client, &reach, id),
            holders(call.client, query.extended),
        )
        .await?;
        let rules = Rules {
            never_logged_in_is_pending: query.never_logged_in_is_pending == Some(true),
            split_names: query.split_names == Some(true),
            holders,
        };
        let mut tape = provisioning
            .as_ref()
            .map_or_else(|| Tape::blank(call.client), |user| user.node().copied(&ProvisioningUser::SCHEMA.0));
        let provisioning = provisioning.map(|_| tape.root_slot() as u32);
        let mut records = UserRecords::new(&mut tape, &rules, 1);
        let half = directory.get(0).map(|person| records.half(person, provisioning));
        if provisioning.is_none() && half.is_none() {
            return Err(Call::not_found("there is no user with this e-mail address"));
        }
        let root = records.write(provisioning, half);
        Ok(IamUser::from_node(Arc::new(tape.with_root(u64::from(root))).root()))
    })
    .await
}

/// What the Provisioning API knows of a user, where it is asked.
async fn of_provisioning(client: &Client, reach: &Reach, id: &str) -> Result<Option<ProvisioningUser>> {
    if reach.cid.is_none() {
        return Ok(None);
    }
    match lookup::users(client, &operations::PROVISIONING_USERS_GET, id).await {
        Ok(user) => Ok(Some(user)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// What the Business API knows of a user, where it is asked.
async fn of_business(client: &Client, reach: &Reach, id: &str) -> Result<Directory> {
    if reach.business { Reading::new(client, Some(id)).finish().await } else { Ok(Directory::default()) }
}

/// Who holds which admin level, in the extended mode.
pub(super) async fn holders(client: &Client, extended: Option<bool>) -> Result<Option<Holders>> {
    if extended == Some(true) { Holders::read(client).await.map(Some) } else { Ok(None) }
}

/// Refuses the extended mode where the Business API cannot be asked.
pub(super) fn check_extended(reach: &Reach, extended: Option<bool>) -> Result<()> {
    if extended == Some(true) { reach.business("admin levels") } else { Ok(()) }
}
