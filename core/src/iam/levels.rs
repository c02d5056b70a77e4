//! Admin levels, for the extended mode: as roles, and who holds them.

use std::collections::HashMap;

use crate::address::folded;
use crate::client::Client;
use crate::error::Result;
use crate::generated::{AdminLevel, ListAdminLevelUsers, ListAdminLevels};

/// An admin level, as the view needs it.
pub(super) struct Level {
    pub id: i64,
    pub name: Option<String>,
    pub description: Option<String>,
    /// Names of the permissions in the own company, and in managed ones.
    pub permissions: Vec<String>,
    pub managed_permissions: Vec<String>,
}

/// How the id of a role begins that is an admin level.
const PREFIX: &str = "admin-level:";

impl Level {
    pub(super) fn of(level: &AdminLevel) -> Option<Self> {
        Some(Level {
            id: level.id()?,
            name: level.name().map(str::to_owned),
            description: level.description().map(str::to_owned),
            permissions: level.permissions().map(|permission| permission.to_string()).collect(),
            managed_permissions: level.managed_companies_permissions().map(|one| one.to_string()).collect(),
        })
    }

    /// The id of the role.
    pub(super) fn role_id(&self) -> String {
        format!("{PREFIX}{}", self.id)
    }
}

/// The id of the admin level that a role is; `None` if it is none.
pub(super) fn level_id(role_id: &str) -> Option<i64> {
    number(role_id.strip_prefix(PREFIX)?)
}

/// The id that a text is, in the one way to write it.
pub(super) fn number(text: &str) -> Option<i64> {
    text.parse().ok().filter(|number: &i64| number.to_string() == text)
}

/// All admin levels of the tenant.
pub(super) async fn all(client: &Client) -> Result<Vec<Level>> {
    let mut levels = Vec::new();
    let mut list = client.admin_levels().list(&ListAdminLevels::default());
    while let Some(level) = list.try_next().await? {
        levels.extend(Level::of(&level));
    }
    Ok(levels)
}

/// Admin levels and who holds them.
#[derive(Default)]
pub(super) struct Holders {
    levels: Vec<Level>,
    /// Indices of levels by address.
    held: HashMap<Box<str>, Vec<usize>>,
}

impl Holders {
    /// Reads all levels, and the users of each.
    pub(super) async fn read(client: &Client) -> Result<Self> {
        let levels = all(client).await?;
        let mut held: HashMap<Box<str>, Vec<usize>> = HashMap::new();
        for (index, level) in levels.iter().enumerate() {
            let mut users = client.admin_levels().list_users(level.id, &ListAdminLevelUsers::default());
            while let Some(user) = users.try_next().await? {
                if let Some(email) = user.email() {
                    held.entry(folded(email).into()).or_default().push(index);
                }
            }
        }
        Ok(Holders { levels, held })
    }

    /// The levels that a user holds.
    pub(super) fn of(&self, email: &str) -> impl Iterator<Item = &Level> {
        let held = self.held.get(&*folded(email)).map(Vec::as_slice).unwrap_or_default();
        held.iter().filter_map(|&index| self.levels.get(index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_role_of_an_admin_level_is_told_by_its_id() {
        let cases = [
            ("admin-level:12", Some(12)),
            ("admin-level:", None),
            ("admin-level:+1", None),
            ("admin-level:0100", None),
            ("admin-level:x", None),
            ("admin", None),
        ];
        for (id, expected) in cases {
            assert_eq!(level_id(id), expected, "{id}");
        }
    }
}
