//! getsfdata and getdetailedsfdata: shared folders and who may reach them.

use std::collections::HashMap;

use http::{StatusCode, header};
use serde_json::{Map, Value, json};

use super::Call;
use super::reply::{error_status, json};
use crate::quirks::{FolderFlags, Quirks, SuperAdminSpelling};
use crate::reply::Reply;
use crate::tenant::{Folder, Grant, Principal};

const MOST_FOLDERS_A_PAGE: usize = 1000;
const SITES: [&str; 6] =
    ["portal.example", "wiki.example", "mail.example", "203.0.113.9:8443/app", "bank.example", "crm.example"];

pub(super) fn read(call: &mut Call<'_>) -> Reply {
    print(call, &call.state.folders, false)
}

/// Without paging, large accounts get 429 (provisioning mock rule 23).
pub(super) fn read_detailed(call: &mut Call<'_>) -> Reply {
    let folders = &call.state.folders;
    let Some(size) = call.page_size("pagesize", MOST_FOLDERS_A_PAGE) else {
        if folders.len() > call.quirks.detailed_folders_limit {
            let refused = error_status(StatusCode::TOO_MANY_REQUESTS);
            return match &call.quirks.detailed_folders_retry_after {
                Some(value) => refused.with_header(header::RETRY_AFTER, value),
                None => refused,
            };
        }
        return print(call, folders, true);
    };
    let index = usize::try_from(call.integer("pageindex").unwrap_or(0)).unwrap_or(0);
    let start = call.paging.start(index.saturating_mul(size), index, folders.len()).min(folders.len());
    print(call, &folders[start..start.saturating_add(size).min(folders.len())], true)
}

fn print(call: &Call<'_>, folders: &[Folder], detailed: bool) -> Reply {
    if folders.is_empty() {
        return json(&call.empty_map());
    }
    let through_groups = folders.iter().flat_map(|folder| &folder.grants).any(is_group);
    let members = if through_groups { call.state.members() } else { HashMap::new() };
    let map: Map<String, Value> = folders
        .iter()
        .map(|folder| (folder.id.to_string(), print_folder(folder, &members, detailed, call.quirks)))
        .collect();
    json(&Value::Object(map))
}

fn is_group(grant: &Grant) -> bool {
    matches!(grant.principal, Principal::Group(_))
}

fn print_folder(
    folder: &Folder,
    members: &HashMap<&str, Vec<&str>>,
    detailed: bool,
    quirks: &Quirks,
) -> Value {
    let mut rows = Vec::new();
    for grant in &folder.grants {
        match &grant.principal {
            Principal::User(email) => rows.push(row(email, grant, rows.len(), quirks)),
            Principal::SuperAdmin(email) => {
                let mut row = row(email, grant, rows.len(), quirks);
                let name = match quirks.super_admin_spelling {
                    SuperAdminSpelling::Joined => "superadmin",
                    SuperAdminSpelling::Underscored => "super_admin",
                };
                row.insert(name.into(), true.into());
                rows.push(row);
            }
            Principal::Group(group) => {
                for email in members.get(group.as_str()).into_iter().flatten() {
                    let mut row = row(email, grant, rows.len(), quirks);
                    row.insert("group_name".into(), group.as_str().into());
                    rows.push(row);
                }
            }
        }
    }
    if detailed {
        let first = folder.id as usize % SITES.len();
        let sites: Vec<&str> = SITES.iter().cycle().skip(first).take(2).copied().collect();
        for row in &mut rows {
            row.insert("sites".into(), json!(sites));
        }
    }
    let rows = rows.into_iter().map(Value::Object);
    let users = if quirks.folder_users_as_map {
        Value::Object(rows.enumerate().map(|(at, row)| (at.to_string(), row)).collect())
    } else {
        Value::Array(rows.collect())
    };
    let mut printed = Map::new();
    printed.insert("sharedfoldername".into(), folder.name.as_str().into());
    if let Some(tenths) = folder.score {
        printed.insert("score".into(), (f64::from(tenths) / 10.0).into());
    }
    printed.insert("deleted".into(), folder.deleted.into());
    printed.insert("users".into(), users);
    Value::Object(printed)
}

fn row(email: &str, grant: &Grant, number: usize, quirks: &Quirks) -> Map<String, Value> {
    let mut row = Map::new();
    row.insert("username".into(), email.into());
    let flags =
        [("readonly", grant.read_only), ("give", grant.give), ("can_administer", grant.can_administer)];
    for (at, (name, flag)) in flags.into_iter().enumerate() {
        row.insert(name.into(), print_flag(flag, quirks.folder_flags, number + at));
    }
    row
}

/// A flag in one of its forms (provisioning mock rule 12).
fn print_flag(flag: bool, form: FolderFlags, place: usize) -> Value {
    match (form, place % 3) {
        (FolderFlags::Integers, _) | (FolderFlags::Mixed, 0) => u8::from(flag).into(),
        (FolderFlags::Strings, _) | (FolderFlags::Mixed, 1) => u8::from(flag).to_string().into(),
        (FolderFlags::Booleans | FolderFlags::Mixed, _) => flag.into(),
    }
}
