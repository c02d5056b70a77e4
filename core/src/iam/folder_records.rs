//! Who reaches a shared folder, in the unified form.

use std::sync::LazyLock;

use super::account::SHARED_FOLDER;
use super::members::{
    custom_fields, permission, permission_type, resource, resource_type, role, role_type, scope,
    shared_folder_member, user,
};
use super::records::{Records, UNMAPPED};
use super::user_records::same_members;
use crate::generated::{SharedFolder, SharedFolderMember};
use crate::shared_folders::FolderRole;
use crate::tape::{Item, NONE, Tape};

/// The vendor's flags: what permissions are made of.
const FLAGS: [&str; 3] = ["can_administer", "give", "readonly"];

/// Writes what the rows of one folder after the other say.
pub(super) struct FolderRecords<'t> {
    pub records: Records<'t>,
    folder: Folder,
}

/// The folder at hand.
#[derive(Default)]
struct Folder {
    id: u64,
    name: u64,
    deleted: u64,
    scope: u64,
    resources: u64,
    scopes: u64,
    permissions: [Option<u64>; 3],
    /// Roles by the flags that they are made of, with their permissions.
    roles: [Option<(u64, u64)>; 8],
}

/// What of a row is handed on as it is: the vendor's flags.
static HANDED_ON: LazyLock<Vec<(usize, usize)>> =
    LazyLock::new(|| same_members(shared_folder_member::SCHEMA, custom_fields::SCHEMA));

impl<'t> FolderRecords<'t> {
    pub(super) fn new(tape: &'t mut Tape) -> Self {
        FolderRecords { records: Records::new(tape), folder: Folder::default() }
    }

    /// Turns to the next folder.
    pub(super) fn turn_to(&mut self, folder: &SharedFolder) {
        let records = &mut self.records;
        let id = folder.id().map_or(NONE, |id| records.tape.add_text(id));
        let name = folder.name().map_or(NONE, |name| records.tape.add_text(name));
        let kind = records.pair(resource_type::SCHEMA, "folder", SHARED_FOLDER);
        let members =
            [(resource::ID, id), (resource::REMOTE_ID, id), (resource::NAME, name), (resource::TYPE, kind)];
        let resource = records.record(resource::SCHEMA, &members);
        let type_name = records.word(SHARED_FOLDER);
        let scope =
            records.record(scope::SCHEMA, &[(scope::RESOURCE_TYPE, type_name), (scope::RESOURCE_ID, id)]);
        let (resources, scopes) = (records.tape.add_list(&[resource]), records.tape.add_list(&[scope]));
        let deleted = u64::from(folder.is_deleted());
        self.folder = Folder { id, name, deleted, scope, resources, scopes, ..Folder::default() };
    }

    /// The id of the folder at hand.
    pub(super) fn id(&self) -> u64 {
        self.folder.id
    }

    /// The entry of a row: the user, with what this row says alone.
    pub(super) fn entry(&mut self, row: &SharedFolderMember) -> u64 {
        let email = row.username().map_or(NONE, |email| self.records.tape.add_text(email));
        let (role, permissions) = self.role(row);
        let group = row.group_name().filter(|name| !name.is_empty());
        let group = group.map(|name| self.group(name));
        let records = &mut self.records;
        let of_folder = [
            (custom_fields::SOURCE, records.word("provisioning")),
            (custom_fields::RESOURCE_ID, self.folder.id),
            (custom_fields::RESOURCE_NAME, self.folder.name),
            (custom_fields::RESOURCE_DELETED, self.folder.deleted),
        ];
        let fields = records.record(custom_fields::SCHEMA, &of_folder);
        for &(from, to) in HANDED_ON.iter() {
            records.tape.set(fields, to, row.node().raw(from));
        }
        let members = [
            (user::ID, email),
            (user::REMOTE_ID, email),
            (user::USERNAME, email),
            (user::EMAIL, email),
            (user::ROLES, records.tape.add_list(&[role])),
            (user::GROUPS, group.map_or(records.empty(), |group| records.tape.add_list(&[group]))),
            (user::PERMISSIONS, permissions),
            (user::CUSTOM_FIELDS, fields),
        ];
        records.record(user::SCHEMA, &members)
    }

    /// A group, where another record names it.
    pub(super) fn group(&mut self, name: &str) -> u64 {
        let name = self.records.word(name);
        self.records.group(name)
    }

    /// The role of a row in the folder, and the list of its permissions.
    pub(super) fn role(&mut self, row: &SharedFolderMember) -> (u64, u64) {
        let flags = flags(row);
        if let Some(written) = self.folder.roles[flags] {
            return written;
        }
        let permissions = self.permissions(flags);
        let name = match row.role() {
            FolderRole::Unmapped => UNMAPPED,
            role => role.as_str(),
        };
        let source: Vec<String> =
            FLAGS.iter().zip(bits(flags)).map(|(flag, bit)| format!("{flag}={}", u8::from(bit))).collect();
        let kind = self.records.pair(role_type::SCHEMA, name, &source.join(" "));
        let name = self.records.word(name);
        let members = [
            (role::ID, name),
            (role::REMOTE_ID, name),
            (role::NAME, name),
            (role::TYPE, kind),
            (role::PERMISSIONS, permissions),
            (role::SCOPE, self.folder.scope),
        ];
        let written = (self.records.record(role::SCHEMA, &members), permissions);
        self.folder.roles[flags] = Some(written);
        written
    }

    /// The list of the permissions that these flags are.
    pub(super) fn permissions(&mut self, flags: usize) -> u64 {
        let set = bits(flags).into_iter().enumerate().filter(|(_, bit)| *bit);
        let permissions: Vec<u64> = set.map(|(index, _)| self.permission(index)).collect();
        self.records.tape.add_list(&permissions)
    }

    fn permission(&mut self, index: usize) -> u64 {
        if let Some(written) = self.folder.permissions[index] {
            return written;
        }
        let flag = FLAGS[index];
        let value = if flag == "readonly" { "read" } else { UNMAPPED };
        let kind = self.records.pair(permission_type::SCHEMA, value, flag);
        let name = self.records.word(flag);
        let members = [
            (permission::ID, name),
            (permission::REMOTE_ID, name),
            (permission::NAME, name),
            (permission::TYPE, kind),
            (permission::RESOURCES, self.folder.resources),
            (permission::SCOPES, self.folder.scopes),
        ];
        let written = self.records.record(permission::SCHEMA, &members);
        self.folder.permissions[index] = Some(written);
        written
    }
}

/// The flags of a row as bits, in the order of their names above.
pub(super) fn flags(row: &SharedFolderMember) -> usize {
    let flags = [row.can_administer(), row.give(), row.read_only()];
    flags.iter().enumerate().map(|(bit, flag)| usize::from(*flag == Some(true)) << bit).sum()
}

fn bits(flags: usize) -> [bool; 3] {
    [0, 1, 2].map(|bit| flags >> bit & 1 == 1)
}
