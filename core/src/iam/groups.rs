//! Groups with their members, gathered from all pages of users.

use std::collections::HashMap;
use std::sync::Arc;

use super::call::{Call, Reach};
use super::members::{group, group_type, user_reference};
use super::records::Records;
use super::whole;
use crate::client::Client;
use crate::error::Result;
use crate::generated::{IamGroup, UnifiedListGroups, operations};
use crate::paging::Pager;
use crate::provisioning::{Group, groups};
use crate::tape::{Item, Tape};

pub(crate) fn list(call: Call<'_>, query: &UnifiedListGroups) -> Pager<IamGroup> {
    whole::pager(call, query.page_token.as_ref(), |client| async move {
        let (cid, groups) = read(&client).await?;
        Ok(write(&client, &groups, &cid))
    })
}

pub(crate) async fn get(call: Call<'_>, id: &str) -> Result<IamGroup> {
    call.run(async {
        crate::check::text("id", id)?;
        let (cid, mut groups) = read(call.client).await?;
        groups.retain(|group| group.name == id);
        let (tape, written) = write(call.client, &groups, &cid);
        let missing = || Call::not_found("there is no group of this name");
        let root = written.first().copied().ok_or_else(missing)?;
        Ok(IamGroup::from_node(Arc::new(tape.with_root(root)).root()))
    })
    .await
}

async fn read(client: &Client) -> Result<(String, Vec<Group>)> {
    let reach = Reach::of(client).await?;
    let cid = reach.provisioning("groups")?.to_owned();
    Ok((cid, groups::list(client, &operations::PROVISIONING_GROUPS_LIST).await?))
}

fn write(client: &Client, groups: &[Group], cid: &str) -> (Tape, Vec<u64>) {
    let mut tape = Tape::blank(client);
    let mut records = Records::new(&mut tape);
    let cid = records.tape.add_text(cid);
    // Whoever is in several groups is one record.
    let mut users: HashMap<&str, u64> = HashMap::new();
    let written = groups.iter().map(|one| {
        let members: Vec<u64> = one
            .members
            .iter()
            .map(|email| *users.entry(email).or_insert_with(|| write_user(&mut records, email)))
            .collect();
        let name = records.tape.add_text(&one.name);
        write_group(&mut records, name, cid, &members)
    });
    let written = written.collect();
    (tape, written)
}

/// A group of this name, with these members.
pub(super) fn write_group(records: &mut Records<'_>, name: u64, cid: u64, users: &[u64]) -> u64 {
    let members = [
        (group::ID, name),
        (group::REMOTE_ID, name),
        (group::NAME, name),
        (group::TYPE, records.pair(group_type::SCHEMA, "group", "group")),
        (group::ORGANIZATION_ID, cid),
        (group::USERS, records.tape.add_list(users)),
    ];
    records.record(group::SCHEMA, &members)
}

/// A user, where a group names it.
pub(super) fn write_user(records: &mut Records<'_>, email: &str) -> u64 {
    let email = records.tape.add_text(email);
    let members =
        [(user_reference::ID, email), (user_reference::USERNAME, email), (user_reference::EMAIL, email)];
    records.record(user_reference::SCHEMA, &members)
}
