//! Groups: the vendor has no list of them, so they are gathered from all pages of users.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::address::folded;
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
    // Members by their address without its case, with the address as it came first.
    let mut groups: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut add = |group: &str, member: Option<&str>| {
        if !groups.contains_key(group) {
            groups.insert(group.to_owned(), BTreeMap::new());
        }
        if let (Some(members), Some(member)) = (groups.get_mut(group), member)
            && let key = folded(member)
            && !members.contains_key(&*key)
        {
            members.insert(key.into_owned(), member.to_owned());
        }
    };
    while let Some(page) = pages.next_page().await? {
        if let Some(reply) = page.root().map(UserDataReply::from_node) {
            for (group, members) in reply.groups() {
                add(group, None);
                members.for_each(|member| add(group, Some(member)));
            }
        }
        for user in &page {
            if let Some(username) = user.username() {
                user.groups().for_each(|group| add(group, Some(username)));
            }
        }
    }
    let groups = groups.into_iter();
    Ok(groups.map(|(name, members)| Group { name, members: members.into_values().collect() }).collect())
}
