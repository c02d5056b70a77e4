//! What a page of `getuserdata` says beside its users.

use std::collections::BTreeSet;

use crate::error::Result;
use crate::generated::{ProvisioningUser, ProvisioningUsers, UserDataQuery, UserDataReply};
use crate::paging::Page;
use crate::tape::Item;

impl Page<ProvisioningUser> {
    /// How many users the company has, as the vendor says.
    pub fn total(&self) -> Option<i64> {
        self.reply()?.total()
    }

    /// The e-mail addresses of people who were invited and have not joined, as far as this page names them. Whether every page
    /// does is not known: join the pages.
    pub fn invited(&self) -> Vec<String> {
        self.reply().map(|reply| reply.invited().map(str::to_owned).collect()).unwrap_or_default()
    }

    /// Whether the page holds another number of users than it says.
    pub fn is_inconsistent(&self) -> bool {
        self.reply()
            .is_some_and(|reply| reply.count().is_some_and(|count| count != reply.users().len() as i64))
    }

    fn reply(&self) -> Option<UserDataReply> {
        self.root().map(UserDataReply::from_node)
    }
}

impl ProvisioningUsers<'_> {
    /// The e-mail addresses of people who were invited and have not joined, in order. All pages of users are read and joined.
    ///
    /// Vendor: command `getuserdata`, member `invited`.
    pub async fn list_invited(self) -> Result<Vec<String>> {
        let mut invited = BTreeSet::new();
        let mut pages = self.list(&UserDataQuery::default());
        while let Some(page) = pages.next_page().await? {
            invited.extend(page.invited());
        }
        Ok(invited.into_iter().collect())
    }
}
