//! Groups: the vendor has no list of them, so they are gathered from all pages of users.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::client::Client;
use crate::error::Result;
use crate::generated::{ProvisioningUser, UserDataReply, operations};
use crate::operation::Operation;
use crate::paging::{ListRequest, Pager};
use crate::tape::Item;

/// A group and its members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Group {
    /// The name, by which the vendor knows the group.
    pub name: String,
    /// The e-mail addresses of the members, in order.
    pub members: Vec<String>,
}

/// Reads all pages and joins what they say of groups: of a page's own map, and of its users.
pub(crate) async fn list(client: &Client, operation: &'static Operation) -> Result<Vec<Group>> {
    let paging = &operations::PROVISIONING_USERS_LIST_PAGING;
    let mut pages = Pager::<ProvisioningUser>::new(client, operation, paging, Ok(ListRequest::default()));
    let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut add = |group: &str, member: &str| {
        if let Some(members) = groups.get_mut(group) {
            if !members.contains(member) {
                members.insert(member.to_owned());
            }
        } else {
            groups.insert(group.to_owned(), BTreeSet::from([member.to_owned()]));
        }
    };
    while let Some(page) = pages.next_page().await? {
        if let Some(reply) = page.root().map(UserDataReply::from_node) {
            for (group, members) in reply.groups() {
                members.for_each(|member| add(group, member));
            }
        }
        for user in &page {
            if let Some(username) = user.username() {
                user.groups().for_each(|group| add(group, username));
            }
        }
    }
    let groups = groups.into_iter();
    Ok(groups.map(|(name, members)| Group { name, members: members.into_iter().collect() }).collect())
}
