//! Who reaches shared folders: entry by entry, from the one answer that holds all folders.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::tz::TimeZone;
use tokio::sync::OnceCell;

use super::account::SHARED_FOLDER;
use super::call::{Call, Reach};
use super::folder_records::{FolderRecords, flags};
use super::groups::{write_group, write_user};
use super::members::group;
use crate::client::Client;
use crate::error::{Delivery, Error, Result};
use crate::generated::{
    ErrorKind, IamGroup, IamUser, SharedFolder, SharedFolderMember, UnifiedListResourceGroups,
    UnifiedListResourceUsers, operations,
};
use crate::paging::{Cursor, Fetched, PageToken, Pager, Pages, SharedWalk, Source};
use crate::provisioning::lookup;
use crate::tape::Tape;

/// Entries after which a page ends with its folder.
const PAGE: usize = 2000;

/// What is listed.
struct Query {
    resource_id: Option<String>,
    include_deleted: bool,
    super_admins: Option<bool>,
    as_groups: bool,
}

/// A list of entries. Its pages end between folders, so that a position is a folder's id.
struct FolderPages {
    client: Client,
    operation: &'static str,
    query: Query,
    folders: OnceCell<Folders>,
}

/// The folders that are listed, and the account.
struct Folders {
    cid: String,
    folders: Vec<SharedFolder>,
}

pub(crate) fn list_resource_users(call: Call<'_>, query: &UnifiedListResourceUsers) -> Pager<IamUser> {
    let UnifiedListResourceUsers { resource_type, resource_id, include_deleted, super_admins, page_token } =
        query;
    let query = Query::new(resource_id, *include_deleted, *super_admins, false);
    Pager::over(start(call, resource_type.as_deref(), query, page_token.as_ref()))
}

pub(crate) fn list_resource_groups(call: Call<'_>, query: &UnifiedListResourceGroups) -> Pager<IamGroup> {
    let UnifiedListResourceGroups { resource_type, resource_id, include_deleted, super_admins, page_token } =
        query;
    let query = Query::new(resource_id, *include_deleted, *super_admins, true);
    Pager::over(start(call, resource_type.as_deref(), query, page_token.as_ref()))
}

impl Query {
    fn new(
        resource_id: &Option<String>,
        include_deleted: Option<bool>,
        super_admins: Option<bool>,
        as_groups: bool,
    ) -> Self {
        let include_deleted = include_deleted == Some(true);
        Query { resource_id: resource_id.clone(), include_deleted, super_admins, as_groups }
    }
}

fn start(
    call: Call<'_>,
    resource_type: Option<&str>,
    query: Query,
    token: Option<&PageToken>,
) -> Result<(Arc<dyn Source>, Cursor)> {
    let cursor = check_type(resource_type)
        .and_then(|()| Cursor::start(token, |cursor| matches!(cursor, Cursor::Token(_))))
        .map_err(|error| error.serving(call.operation))?;
    let (client, folders) = (call.client.clone(), OnceCell::new());
    Ok((Arc::new(FolderPages { client, operation: call.operation, query, folders }), cursor))
}

/// Refuses a type of resources that there is none of.
pub(super) fn check_type(resource_type: Option<&str>) -> Result<()> {
    match resource_type {
        None | Some(SHARED_FOLDER) => Ok(()),
        Some(other) => Err(Error::invalid_argument(
            "resource_type",
            format_args!("`{other}` is no type of resources here; there is `{SHARED_FOLDER}` alone"),
        )),
    }
}

/// All folders, deleted ones too.
pub(super) async fn read(client: &Client) -> Result<Vec<SharedFolder>> {
    lookup::all_shared_folders(client, &operations::PROVISIONING_SHARED_FOLDERS_LIST).await
}

impl FolderPages {
    async fn read(&self) -> Result<Folders> {
        let reach = Reach::of(&self.client).await?;
        let cid = reach.provisioning("shared folders")?.to_owned();
        let Query { resource_id, include_deleted, .. } = &self.query;
        let mut folders = read(&self.client).await?;
        if let Some(id) = resource_id {
            folders.retain(|folder| folder.id() == Some(id));
            match folders.first() {
                None => return Err(Call::not_found("there is no shared folder with this id")),
                Some(folder) if folder.is_deleted() && !include_deleted => {
                    return Err(Call::not_found(
                        "the shared folder with this id was deleted; `include_deleted` lists it",
                    ));
                }
                Some(_) => {}
            }
        }
        folders.retain(|folder| *include_deleted || !folder.is_deleted());
        Ok(Folders { cid, folders })
    }

    async fn page(&self, cursor: &Cursor, walk: &SharedWalk) -> Result<Fetched> {
        let Folders { cid, folders } = self.folders.get_or_try_init(|| self.read()).await?;
        let start = match cursor {
            Cursor::Token(token) => place_of(token, folders).ok_or_else(|| {
                let message = "the folder that the list stood at is gone; start again";
                Error::new(ErrorKind::Paging, message).with_delivery(Delivery::Answered)
            })?,
            _ => 0,
        };
        let mut tape = Tape::blank(&self.client);
        let mut records = FolderRecords::new(&mut tape);
        let (mut entries, mut end) = (Vec::new(), start);
        while let Some(folder) = folders.get(end).filter(|_| entries.len() < PAGE) {
            records.turn_to(folder);
            let is_listed = |row: &SharedFolderMember| {
                self.query.super_admins.is_none_or(|wanted| row.is_super_admin() == wanted)
            };
            let rows = folder.users().filter(is_listed);
            match self.query.as_groups {
                true => entries.extend(groups(&mut records, rows, cid)),
                false => entries.extend(rows.map(|row| records.entry(&row))),
            }
            end += 1;
        }
        let next = folders.get(end).and_then(|folder| folder.id());
        let next = next.map(|id| Cursor::Token(format!("{end}:{id}")));
        walk.open().count(entries.len(), next.is_some())?;
        let bases = entries.into_iter().map(|base| base as u32).collect();
        Ok(Fetched { tape, bases, next, made: None })
    }
}

/// Where a folder stands, by where it stood and its id.
fn place_of(token: &str, folders: &[SharedFolder]) -> Option<usize> {
    let (place, id) = token.split_once(':')?;
    let is_it = |place: &usize| folders.get(*place).is_some_and(|folder| folder.id() == Some(id));
    place.parse().ok().into_iter().chain(0..folders.len()).find(is_it)
}

/// The groups through which the folder at hand is reached: one entry for each group and role.
fn groups(
    records: &mut FolderRecords<'_>,
    rows: impl Iterator<Item = SharedFolderMember>,
    cid: &str,
) -> Vec<u64> {
    let mut members: BTreeMap<(String, usize), (SharedFolderMember, Vec<u64>)> = BTreeMap::new();
    for row in rows {
        let Some(name) = row.group_name().filter(|name| !name.is_empty()) else { continue };
        let user = row.username().map(|email| write_user(&mut records.records, email));
        let entry = members.entry((name.to_owned(), flags(&row)));
        entry.or_insert_with(|| (row, Vec::new())).1.extend(user);
    }
    let written = members.into_iter().map(|((name, _), (row, users))| {
        let (role, _) = records.role(&row);
        let records = &mut records.records;
        let (name, cid) = (records.word(&name), records.word(cid));
        let written = write_group(records, name, cid, &users);
        let roles = records.tape.add_list(&[role]);
        records.tape.set(written, group::ROLES, roles);
        written
    });
    written.collect()
}

impl Source for FolderPages {
    fn fetch<'a>(&'a self, cursor: &'a Cursor, walk: &'a SharedWalk) -> Pages<'a> {
        Box::pin(async move { self.page(cursor, walk).await.map_err(|error| error.serving(self.operation)) })
    }

    fn zone(&self) -> Option<&TimeZone> {
        self.client.options.zone.as_ref()
    }
}
