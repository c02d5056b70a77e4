//! Whether a user may do something with a shared folder, and why.

use std::sync::Arc;

use super::account::SHARED_FOLDER;
use super::call::{Call, Reach};
use super::folder_records::{FolderRecords, flags};
use super::folders::{check_type, read};
use super::members::{access, check, checked_resource, checked_user};
use crate::address::is_same;
use crate::error::{Error, Result};
use crate::generated::{
    ErrorKind, IamAction, IamPermissionCheck, SharedFolderMember, UnifiedCheckPermissions, operations,
};
use crate::provisioning::lookup;
use crate::shared_folders::FolderRole;
use crate::tape::{Item, NONE, Tape};

pub(crate) async fn check_permissions(
    call: Call<'_>,
    query: &UnifiedCheckPermissions,
) -> Result<IamPermissionCheck> {
    call.run(async {
        query.check()?;
        check_type(query.resource_type.as_deref())?;
        check_action(query.action.as_ref())?;
        Reach::of(call.client).await?.provisioning(&format!("{SHARED_FOLDER}s"))?;
        let folders = read(call.client).await?;
        let folder = folders.into_iter().find(|folder| folder.id() == Some(&query.resource_id));
        let folder = folder.ok_or_else(|| Call::not_found("there is no shared folder with this id"))?;
        let is_users =
            |row: &SharedFolderMember| row.username().is_some_and(|email| is_same(email, &query.user_id));
        let mut rows: Vec<SharedFolderMember> = folder.users().filter(is_users).collect();
        if rows.is_empty() {
            // Whoever does not exist is told from one who may not.
            lookup::users(call.client, &operations::PROVISIONING_USERS_GET, &query.user_id).await?;
        }
        if folder.is_deleted() {
            rows.clear();
        }
        let mut tape = Tape::blank(call.client);
        let mut records = FolderRecords::new(&mut tape);
        records.turn_to(&folder);
        let root = write(&mut records, query, &rows);
        Ok(IamPermissionCheck::from_node(Arc::new(tape.with_root(root)).root()))
    })
    .await
}

/// Refuses what the vendor's flags say nothing of.
fn check_action(action: Option<&IamAction>) -> Result<()> {
    match action {
        None | Some(IamAction::Read | IamAction::Write | IamAction::Delete) => Ok(()),
        Some(action @ (IamAction::Comment | IamAction::Export)) => Err(Error::new(
            ErrorKind::NotSupported,
            format!(
                "the vendor's data does not tell who may `{action}`; ask for `read`, `write` or `delete`"
            ),
        )),
        Some(action) => Err(Error::invalid_argument(
            "action",
            format_args!("there is no action `{action}`; there are `read`, `write` and `delete`"),
        )),
    }
}

/// Whether a role allows an action; `None` where the flags do not tell.
fn allows(role: FolderRole, action: Option<&IamAction>) -> Option<bool> {
    match (action, role) {
        // Whoever is listed reaches the folder.
        (None | Some(IamAction::Read), _) => Some(true),
        (_, FolderRole::Admin | FolderRole::Editor) => Some(true),
        (_, FolderRole::Viewer) => Some(false),
        (_, FolderRole::Unmapped) => None,
    }
}

fn write(
    records: &mut FolderRecords<'_>,
    query: &UnifiedCheckPermissions,
    rows: &[SharedFolderMember],
) -> u64 {
    let action = query.action.as_ref();
    let slot = |allowed: Option<bool>| allowed.map_or(NONE, u64::from);
    let ways: Vec<Option<bool>> = rows.iter().map(|row| allows(row.role(), action)).collect();
    let allowed = match &ways {
        ways if ways.contains(&Some(true)) => Some(true),
        ways if ways.contains(&None) => None,
        _ => Some(false),
    };
    let mut reasons = Vec::new();
    for (row, way) in rows.iter().zip(&ways) {
        let group = row.group_name().filter(|name| !name.is_empty());
        let kind = match group {
            _ if row.is_super_admin() => "super_admin",
            Some(_) => "group",
            None => "direct",
        };
        let members = [
            (access::KIND, records.records.word(kind)),
            (access::GROUP, group.map_or(NONE, |name| records.group(name))),
            (access::ROLE, records.role(row).0),
            (access::ALLOWED, slot(*way)),
        ];
        reasons.push(records.records.record(access::SCHEMA, &members));
    }
    let permissions = records.permissions(rows.iter().fold(0, |all, row| all | flags(row)));
    // The address as the vendor writes it, where it does.
    let email = rows.iter().find_map(SharedFolderMember::username).unwrap_or(&query.user_id);
    let id = records.id();
    let records = &mut records.records;
    let kind = records.word(SHARED_FOLDER);
    let members = [(checked_resource::TYPE, kind), (checked_resource::ID, id)];
    let resource = records.record(checked_resource::SCHEMA, &members);
    let email = records.tape.add_text(email);
    let user = records
        .record(checked_user::SCHEMA, &[(checked_user::ID, email), (checked_user::PERMISSIONS, permissions)]);
    let members = [
        (check::USER, user),
        (check::RESOURCE, resource),
        (check::ACTION, action.map_or(NONE, |action| records.word(action.as_str()))),
        (check::ALLOWED, slot(allowed)),
        (check::REASONS, records.tape.add_list(&reasons)),
    ];
    records.record(check::SCHEMA, &members)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_allows_what_its_flags_tell() {
        let write = Some(&IamAction::Write);
        let cases = [
            (FolderRole::Admin, None, Some(true)),
            (FolderRole::Unmapped, None, Some(true)),
            (FolderRole::Unmapped, Some(&IamAction::Read), Some(true)),
            (FolderRole::Viewer, Some(&IamAction::Read), Some(true)),
            (FolderRole::Admin, write, Some(true)),
            (FolderRole::Editor, write, Some(true)),
            (FolderRole::Editor, Some(&IamAction::Delete), Some(true)),
            (FolderRole::Viewer, write, Some(false)),
            (FolderRole::Viewer, Some(&IamAction::Delete), Some(false)),
            (FolderRole::Unmapped, write, None),
        ];
        for (role, action, expected) in cases {
            assert_eq!(allows(role, action), expected, "{role:?} {action:?}");
        }
    }
}
