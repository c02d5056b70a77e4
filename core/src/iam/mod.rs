//! The unified view: users, groups, roles, organizations and who reaches which folder, over whichever credentials the client holds.
//!
//! It reads both APIs by the operations that they have, and makes its records on the tape of what came: a member is the text of the
//! vendor where it stands, so that a page of users costs a few slots a user and no copy.

mod account;
mod call;
mod directory;
mod folder_records;
mod folders;
pub(crate) mod groups;
mod levels;
mod members;
pub(crate) mod organizations;
mod permissions;
mod records;
pub(crate) mod roles;
mod roll;
mod status;
mod user_pages;
mod user_records;
pub(crate) mod users;
mod whole;

pub(crate) use account::{list_resource_types, me};
pub(crate) use call::Call;
pub(crate) use folders::{list_resource_groups, list_resource_users};
pub(crate) use permissions::check_permissions;
