//! One user, as both APIs see them.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;

use super::differences::{Differences, KnownTo};
use super::seed;

/// Where an account stands in its life, besides being disabled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Joined, and logged in at least once.
    Enrolled,
    /// Invited; has not acted.
    PendingInvitation,
    /// The invitation lapsed.
    ExpiredInvitation,
    /// Set up; no mail was sent.
    Staged,
    /// Imported; an admin must approve.
    AwaitingApproval,
}

impl Stage {
    /// The status on the wire; `None` for a text that names none of these.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [
            Self::Enrolled,
            Self::PendingInvitation,
            Self::ExpiredInvitation,
            Self::Staged,
            Self::AwaitingApproval,
        ]
        .into_iter()
        .find(|stage| stage.as_str() == text)
    }

    /// The `accountStatus` of the Business API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Enrolled => "enrolled",
            Self::PendingInvitation => "pending-invitation",
            Self::ExpiredInvitation => "expired-invitation",
            Self::Staged => "staged",
            Self::AwaitingApproval => "awaiting-approval",
        }
    }
}

/// A user of a company.
#[derive(Clone, Debug)]
pub struct User {
    /// Id in the Business API.
    pub id: i64,
    /// Key of the user in `Users` of the Provisioning API; deliberately another number than `id`.
    pub key: i64,
    /// E-mail address, the natural key of both APIs.
    pub email: Box<str>,
    /// Full name, if the user has one.
    pub name: Option<Box<str>>,
    /// Life of the account.
    pub stage: Stage,
    /// Whether access is off.
    pub disabled: bool,
    /// Id of the one admin level the user holds.
    pub admin_level: Option<i64>,
    /// Names of groups.
    pub groups: Vec<Arc<str>>,
    /// What only the Provisioning API shows; `None` as long as it is what the seed gave, which keeps a directory
    /// of a million users small.
    pub(crate) details: Option<Box<Details>>,
    /// What the two APIs say differently of the user.
    pub(crate) differences: Option<Box<Differences>>,
}

impl User {
    /// The `accountStatus` of the Business API.
    #[must_use]
    pub fn account_status(&self) -> &str {
        let own = if self.disabled { "disabled" } else { self.stage.as_str() };
        self.differences.as_ref().and_then(|one| one.account_status.as_deref()).unwrap_or(own)
    }

    /// The address as the Provisioning API spells it.
    #[must_use]
    pub fn username(&self) -> &str {
        self.differences.as_ref().and_then(|one| one.username.as_deref()).unwrap_or(&self.email)
    }

    /// Which API knows the user.
    #[must_use]
    pub fn known_to(&self) -> KnownTo {
        self.differences.as_ref().map(|one| one.known_to).unwrap_or_default()
    }

    pub(crate) fn differences_mut(&mut self) -> &mut Differences {
        self.differences.get_or_insert_default()
    }

    /// What only the Provisioning API shows.
    #[must_use]
    pub fn details(&self) -> Cow<'_, Details> {
        match &self.details {
            Some(details) => Cow::Borrowed(details),
            None => Cow::Owned(seed::details(self)),
        }
    }

    /// The same, to change it.
    pub fn details_mut(&mut self) -> &mut Details {
        if self.details.is_none() {
            self.details = Some(Box::new(seed::details(self)));
        }
        self.details.get_or_insert_default()
    }

    /// Whether the user has logged in before.
    #[must_use]
    pub const fn has_enrolled(&self) -> bool {
        matches!(self.stage, Stage::Enrolled)
    }
}

/// What the Provisioning API shows of a user and the Business API does not.
///
/// Times are seconds of a civil time in the tenant's zone, counted from 1970 as if it were UTC: the API prints no zone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Details {
    /// Strength of the master password, 0 to 100.
    pub master_password_strength: u8,
    /// When the account was created.
    pub created: i64,
    /// When the master password was last changed.
    pub last_password_change: i64,
    /// Last login; `None` = never.
    pub last_login: Option<i64>,
    /// Security score in tenths.
    pub score: Option<u16>,
    /// Security score by the older formula, in tenths.
    pub legacy_score: Option<u16>,
    /// Whether sharing keys exist.
    pub has_sharing_keys: bool,
    /// User name at Duo.
    pub duo_username: Option<Box<str>>,
    /// User name at SecurID; accepted by writes, shown by no read.
    pub securid_username: Option<Box<str>>,
    /// Multifactor method; the member is left out without one.
    pub multifactor: Option<Box<str>>,
    /// E-mail address of the linked personal account.
    pub linked: Option<Box<str>>,
    /// Sites, notes, form fills, applications, attachments; `None` before the first login.
    pub counters: Option<[u32; 5]>,
    /// Whether the master password has to be changed at the next login.
    pub password_reset_required: bool,
    /// Whether the master password is older than the policy allows.
    pub password_expired: bool,
    /// Free attributes.
    pub attribs: Vec<(Box<str>, Box<str>)>,
}
