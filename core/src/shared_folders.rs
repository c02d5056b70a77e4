//! Who reaches a shared folder, and as what.

use crate::generated::{SharedFolder, SharedFolderMember};

/// What a member may do in a shared folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FolderRole {
    /// `can_administer` is set.
    Admin,
    /// `give` is set and `can_administer` is not.
    Editor,
    /// `readonly` is set and neither of the others is.
    Viewer,
    /// No flag is set: the vendor does not document what that means.
    Unmapped,
}

impl FolderRole {
    /// The stable name: `admin`, `editor`, `viewer` or `unmapped`.
    pub fn as_str(self) -> &'static str {
        match self {
            FolderRole::Admin => "admin",
            FolderRole::Editor => "editor",
            FolderRole::Viewer => "viewer",
            FolderRole::Unmapped => "unmapped",
        }
    }
}

impl SharedFolderMember {
    /// The role that the three raw flags amount to, the strongest first. The flags stay readable: sources disagree about the
    /// meaning of [`give`](Self::give).
    pub fn role(&self) -> FolderRole {
        let set = |flag: Option<bool>| flag == Some(true);
        if set(self.can_administer()) {
            FolderRole::Admin
        } else if set(self.give()) {
            FolderRole::Editor
        } else if set(self.read_only()) {
            FolderRole::Viewer
        } else {
            FolderRole::Unmapped
        }
    }

    /// Whether the member reaches the folder as a super admin. Absent counts as no.
    pub fn is_super_admin(&self) -> bool {
        self.super_admin() == Some(true)
    }
}

impl SharedFolder {
    /// Whether the folder was deleted; the vendor lists deleted folders too. Absent counts as no.
    pub fn is_deleted(&self) -> bool {
        self.deleted() == Some(true)
    }
}
