//! What the two APIs say differently of one user, and the change by which tests bring it about.

use serde::{Deserialize, Serialize};

use super::clock::local_time;
use super::events::InvalidTime;
use super::user::User;

/// Which API knows a user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KnownTo {
    /// Both list and find the user.
    #[default]
    Both,
    /// Reads of the Provisioning API neither list nor find the user.
    Business,
    /// Reads of the Business API neither list nor find the user.
    Provisioning,
}

/// What the two APIs say differently of a user. Nobody differs until a test says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Differences {
    pub(crate) known_to: KnownTo,
    /// The address as the Provisioning API spells it.
    pub(crate) username: Option<Box<str>>,
    /// What the Business API says in place of the status that follows from the account.
    pub(crate) account_status: Option<Box<str>>,
}

/// A change of a user; what it does not name stays as it is, and an empty text takes a value away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UserChange {
    /// Full name.
    pub name: Option<String>,
    /// Whether access is off.
    pub disabled: Option<bool>,
    /// Multifactor method.
    pub multifactor: Option<String>,
    /// Last login, `YYYY-MM-DD HH:MM:SS`.
    pub last_login: Option<String>,
    /// Which API knows the user.
    pub known_to: Option<KnownTo>,
    /// The address as the Provisioning API spells it.
    pub username: Option<String>,
    /// What the Business API says in place of the status that follows from the account.
    pub account_status: Option<String>,
}

/// A text that is not empty.
fn filled(text: &str) -> Option<Box<str>> {
    (!text.is_empty()).then(|| text.into())
}

impl UserChange {
    /// Changes the user, unless it names a time that is none.
    pub(crate) fn apply(&self, user: &mut User) -> Result<(), InvalidTime> {
        if let Some(time) = &self.last_login {
            let time = if time.is_empty() { None } else { Some(local_time(time)?) };
            user.details_mut().last_login = time;
        }
        if let Some(name) = &self.name {
            user.name = filled(name);
        }
        user.disabled = self.disabled.unwrap_or(user.disabled);
        if let Some(method) = &self.multifactor {
            user.details_mut().multifactor = filled(method);
        }
        if let Some(known_to) = self.known_to {
            user.differences_mut().known_to = known_to;
        }
        if let Some(username) = &self.username {
            user.differences_mut().username = filled(username);
        }
        if let Some(status) = &self.account_status {
            user.differences_mut().account_status = filled(status);
        }
        Ok(())
    }
}
