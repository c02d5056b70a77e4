//! Shared folders and who may reach them.

use serde::{Deserialize, Serialize};

/// A shared folder.
#[derive(Clone, Debug)]
pub struct Folder {
    /// Id, the key of the folder in the answers.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Security score in tenths; some folders have none.
    pub score: Option<u16>,
    /// Whether the folder was deleted; deleted folders are listed too.
    pub deleted: bool,
    /// Who may reach it.
    pub grants: Vec<Grant>,
}

/// Access to a folder. In JSON: `{"principal":{"user":"ada@example.com"},"give":true}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// To whom.
    pub principal: Principal,
    /// `readonly`.
    #[serde(default)]
    pub read_only: bool,
    /// `give`.
    #[serde(default)]
    pub give: bool,
    /// `can_administer`.
    #[serde(default)]
    pub can_administer: bool,
}

/// Whom a folder is shared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Principal {
    /// One address.
    User(String),
    /// Every member of a group: one row per member.
    Group(String),
    /// A super admin of the company.
    SuperAdmin(String),
}

impl Folder {
    /// Follows a change of an address, or forgets it.
    pub(crate) fn rename_user(&mut self, old: &str, new: Option<&str>) {
        self.grants.retain_mut(|grant| match (&mut grant.principal, new) {
            (Principal::User(email) | Principal::SuperAdmin(email), Some(new))
                if email.eq_ignore_ascii_case(old) =>
            {
                new.clone_into(email);
                true
            }
            (Principal::User(email) | Principal::SuperAdmin(email), None) => !email.eq_ignore_ascii_case(old),
            _ => true,
        });
    }
}
