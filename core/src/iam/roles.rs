//! The roles of accounts: two that are always there, and admin levels in the extended mode.

use std::sync::Arc;

use super::account::proven;
use super::call::{Call, Reach};
use super::levels::{self, Level};
use super::records::Records;
use super::whole;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::generated::{IamRole, UnifiedGetRole, UnifiedListRoles};
use crate::paging::Pager;
use crate::tape::{Item, Tape};

const WHAT: &str = "whether an account is an admin's";
const LEVELS: &str = "admin levels";

pub(crate) fn list(call: Call<'_>, query: &UnifiedListRoles) -> Pager<IamRole> {
    let extended = query.extended == Some(true);
    whole::pager(call, query.page_token.as_ref(), move |client| async move { all(&client, extended).await })
}

async fn all(client: &Client, extended: bool) -> Result<(Tape, Vec<u64>)> {
    let reach = Reach::of(client).await?;
    let mut levels = Vec::new();
    if extended {
        reach.business(LEVELS)?;
        levels = levels::all(client).await?;
    }
    let of_accounts = reach.cid.is_some() || !extended;
    if of_accounts {
        proven(client, WHAT).await?;
    }
    let mut tape = Tape::blank(client);
    let mut records = Records::new(&mut tape);
    let accounts: &[bool] = if of_accounts { &[true, false] } else { &[] };
    let mut roles: Vec<u64> = accounts.iter().map(|&is_admin| records.account_role(is_admin)).collect();
    roles.extend(levels.iter().map(|level| records.level_role(level)));
    Ok((tape, roles))
}

pub(crate) async fn get(call: Call<'_>, id: &str, query: &UnifiedGetRole) -> Result<IamRole> {
    let extended = query.extended == Some(true);
    call.run(async {
        let mut tape = Tape::blank(call.client);
        let root = match (id, levels::level_id(id)) {
            ("admin" | "basic", _) => {
                proven(call.client, WHAT).await?;
                Records::new(&mut tape).account_role(id == "admin")
            }
            (_, Some(level)) if extended => {
                Reach::of(call.client).await?.business(LEVELS)?;
                let level = call.client.admin_levels().get(level).await?;
                let level = Level::of(&level)
                    .ok_or_else(|| Error::unexpected_response("the admin level has no id"))?;
                Records::new(&mut tape).level_role(&level)
            }
            _ => return Err(unknown(extended)),
        };
        Ok(IamRole::from_node(Arc::new(tape.with_root(root)).root()))
    })
    .await
}

fn unknown(extended: bool) -> Error {
    let levels = if extended { "give the id of an admin level" } else { "admin levels need `extended`" };
    Error::invalid_argument(
        "id",
        format_args!("there is no such role; there are `admin`, `basic` and `admin-level:…` ({levels})"),
    )
}
