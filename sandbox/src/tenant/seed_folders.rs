//! The shared folders that a tenant starts with.

use std::sync::Arc;

use super::folders::{Folder, Grant, Principal};
use super::options::TenantOptions;
use super::seed::draw;

/// Shared folders that show every kind of row.
pub(crate) fn folders(options: &TenantOptions, groups: &[Arc<str>]) -> Vec<Folder> {
    let user = |number: usize| match number {
        0 => "ada@example.com".to_owned(),
        1 => "bob@example.com".to_owned(),
        2 => "eve@example.com".to_owned(),
        _ => format!("user{number:05}@example.com"),
    };
    let grant = |principal, flags: u8| Grant {
        principal,
        read_only: flags & 4 != 0,
        give: flags & 2 != 0,
        can_administer: flags & 1 != 0,
    };
    let group = |number: usize| {
        groups.get(number % groups.len().max(1)).map(|name| Principal::Group(name.to_string()))
    };
    let super_admin = || grant(Principal::SuperAdmin("root@example.com".to_owned()), 3);
    (0..options.folders)
        .zip(5001..)
        .map(|(number, id)| {
            let mut grants = vec![grant(Principal::User(user(0)), 3)];
            let name = match number {
                0 => {
                    grants.extend(group(0).map(|group| grant(group, 4)));
                    grants.push(super_admin());
                    "Shared-Infra".to_owned()
                }
                1 => {
                    grants.push(grant(Principal::User(user(1)), 4));
                    "Shared-Finance".to_owned()
                }
                2 => {
                    grants.push(grant(Principal::User(user(2)), 0));
                    "Shared-Old project".to_owned()
                }
                3 => {
                    grants = vec![super_admin()];
                    "Shared-Super-Admins".to_owned()
                }
                4 => {
                    grants = group(1).map(|group| grant(group, 2)).into_iter().collect();
                    "Shared-Oncall".to_owned()
                }
                _ => {
                    let drawn = draw(options.seed ^ id as u64);
                    if options.users > 0 {
                        let number = 3 + drawn as usize % options.users.saturating_sub(3).max(1);
                        grants.push(grant(Principal::User(user(number)), (drawn >> 8) as u8));
                    }
                    grants.extend(group(drawn as usize >> 16).map(|group| grant(group, (drawn >> 12) as u8)));
                    format!("Shared-Project {number:04}")
                }
            };
            Folder { id, name, score: (number % 3 != 1).then_some(875), deleted: number == 2, grants }
        })
        .collect()
}
