//! Managed companies, and the accepted changes that have not been applied yet.

use std::time::Instant;

use super::directory::Directory;
use super::levels::AdminLevel;

/// A managed company.
#[derive(Clone, Debug)]
pub struct Company {
    /// Id.
    pub id: i64,
    /// Name.
    pub name: String,
    /// License limit; only triggers a warning.
    pub license_limit: Option<i64>,
    /// `active` or `suspended`.
    pub status: String,
    /// `managed` or `managed-msp`.
    pub kind: String,
    /// `mfa`, `sso`.
    pub addons: Vec<String>,
    /// The company above; `None` = top level.
    pub parent: Option<i64>,
    pub(crate) directory: Directory,
    pub(crate) levels: std::sync::Arc<Vec<AdminLevel>>,
}

impl Company {
    /// Whether an admin of its own would be left after a detach.
    pub(crate) fn has_local_admin(&self) -> bool {
        self.directory.users().iter().any(|user| user.admin_level.is_some())
    }
}

/// A change that was answered with 202.
#[derive(Clone, Debug)]
pub(crate) struct AcceptedChange {
    pub(crate) id: i64,
    /// When it applies by itself.
    pub(crate) due: Option<Instant>,
    pub(crate) change: CompanyChange,
}

#[derive(Clone, Debug)]
pub(crate) enum CompanyChange {
    Create {
        name: String,
        license_limit: Option<i64>,
        kind: String,
        addons: Vec<String>,
        parent: Option<i64>,
    },
    Update {
        company: i64,
        license_limit: Option<i64>,
        status: Option<String>,
        addons: Option<Vec<String>>,
    },
}
