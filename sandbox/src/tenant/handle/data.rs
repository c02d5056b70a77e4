//! A tenant's data in the hands of tests: users, groups, folders, companies, events.

use std::sync::Arc;

use super::Tenant;
use crate::tenant::companies::Company;
use crate::tenant::differences::UserChange;
use crate::tenant::events::{Event, InvalidTime, NewEvent};
use crate::tenant::folders::{Folder, Grant};
use crate::tenant::levels::AdminLevel;
use crate::tenant::state::{NewUser, State};
use crate::tenant::user::User;

/// Data.
impl Tenant {
    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let mut state = self.inner.state();
        let outcome = change(&mut state);
        state.touch();
        outcome
    }

    /// How many users the company has.
    #[must_use]
    pub fn user_count(&self) -> usize {
        self.inner.state().directory.len()
    }

    /// Every user of the company; for large tenants prefer [`Tenant::user`].
    #[must_use]
    pub fn users(&self) -> Vec<User> {
        self.inner.state().directory.users().to_vec()
    }

    /// The user with this e-mail address, whatever its case.
    #[must_use]
    pub fn user(&self, email: &str) -> Option<User> {
        self.inner.state().directory.find(email).cloned()
    }

    /// The user with this id in the Business API.
    #[must_use]
    pub fn user_by_id(&self, id: i64) -> Option<User> {
        self.inner.state().directory.get(id).cloned()
    }

    /// Adds a user; `None` if the address is taken.
    pub fn add_user(&self, user: NewUser) -> Option<User> {
        self.change(|state| state.create_user(None, user))
    }

    /// Changes a user in place, except for the id, the e-mail address and the groups; `false` if there is none.
    pub fn edit_user(&self, email: &str, edit: impl FnOnce(&mut User)) -> bool {
        self.change(|state| {
            let Some(user) = state.directory.find_mut(email) else { return false };
            let (id, email, groups) = (user.id, user.email.clone(), user.groups.clone());
            edit(user);
            (user.id, user.email, user.groups) = (id, email, groups);
            true
        })
    }

    /// Changes what a scenario may say of a user, also where the two APIs differ; `false` if there is none.
    pub fn change_user(&self, email: &str, change: &UserChange) -> Result<bool, InvalidTime> {
        self.change(|state| state.change_user(email, change))
    }

    /// Removes a user; `None` if there is none.
    pub fn remove_user(&self, email: &str) -> Option<User> {
        self.change(|state| {
            let id = state.directory.id_of(email)?;
            state.remove_user(id)
        })
    }

    /// Sets one custom attribute of a user; `false` if there is no such user.
    pub fn set_attrib(&self, email: &str, name: &str, value: &str) -> bool {
        self.edit_user(email, |user| {
            let attribs = &mut user.details_mut().attribs;
            attribs.retain(|(known, _)| &**known != name);
            attribs.push((name.into(), value.into()));
        })
    }

    /// Groups with the addresses of their members, by name.
    #[must_use]
    pub fn groups(&self) -> Vec<(String, Vec<String>)> {
        let state = self.inner.state();
        let members = state.members();
        let of =
            |name: &str| members.get(name).map(|members| members.iter().map(ToString::to_string).collect());
        state.groups.keys().map(|name| (name.to_string(), of(name).unwrap_or_default())).collect()
    }

    /// Puts a user into a group, which comes into being if it does not exist; `false` if nothing changed.
    pub fn add_to_group(&self, email: &str, group: &str) -> bool {
        self.change(|state| state.directory.id_of(email).is_some_and(|id| state.add_to_group(id, group)))
    }

    /// Takes a user out of a group; `false` if nothing changed.
    pub fn remove_from_group(&self, email: &str, group: &str) -> bool {
        self.change(|state| state.directory.id_of(email).is_some_and(|id| state.remove_from_group(id, group)))
    }

    /// Shared folders, deleted ones too.
    #[must_use]
    pub fn folders(&self) -> Vec<Folder> {
        self.inner.state().folders.clone()
    }

    /// Replaces the shared folders.
    pub fn set_folders(&self, folders: Vec<Folder>) {
        self.change(|state| state.folders = folders);
    }

    /// Shares a folder with one more; `false` if there is none with this id.
    pub fn share(&self, folder: i64, grant: Grant) -> bool {
        self.change(|state| {
            let found = state.folders.iter_mut().find(|known| known.id == folder);
            found.map(|folder| folder.grants.push(grant)).is_some()
        })
    }

    /// Admin levels.
    #[must_use]
    pub fn admin_levels(&self) -> Vec<AdminLevel> {
        self.inner.state().levels.to_vec()
    }

    /// Replaces the admin levels of the company itself.
    pub fn set_admin_levels(&self, levels: Vec<AdminLevel>) {
        self.change(|state| state.levels = Arc::new(levels));
    }

    /// Managed companies.
    #[must_use]
    pub fn companies(&self) -> Vec<Company> {
        self.inner.state().companies.clone()
    }

    /// The managed company with this id.
    #[must_use]
    pub fn company(&self, id: i64) -> Option<Company> {
        self.inner.state().company(id).cloned()
    }

    /// Adds a managed company at once, without the detour of a request; gives its id.
    pub fn add_company(&self, name: &str, kind: &str, parent: Option<i64>) -> i64 {
        self.change(|state| state.add_company(name.to_owned(), None, kind.to_owned(), Vec::new(), parent))
    }

    /// Users of a managed company.
    #[must_use]
    pub fn company_users(&self, company: i64) -> Vec<User> {
        self.inner
            .state()
            .company(company)
            .map(|company| company.directory.users().to_vec())
            .unwrap_or_default()
    }

    /// Adds a user to a managed company; `None` if there is no such company or the address is taken.
    pub fn add_company_user(&self, company: i64, user: NewUser) -> Option<User> {
        self.change(|state| state.create_user(Some(company), user))
    }

    /// Applies every accepted change of a company now; gives their number.
    pub fn flush_company_changes(&self) -> usize {
        self.inner.state().apply_changes(true)
    }

    /// How many accepted changes of companies have not been applied.
    #[must_use]
    pub fn pending_company_changes(&self) -> usize {
        let mut state = self.inner.state();
        state.apply_changes(false);
        state.accepted.len()
    }

    /// The audit log, the oldest event first.
    #[must_use]
    pub fn events(&self) -> Vec<Event> {
        self.inner.state().log.events().to_vec()
    }

    /// Adds an event to the audit log, `times` times; identical ones within one second stay identical on the wire.
    pub fn push_events(&self, event: &NewEvent, times: usize) -> Result<(), InvalidTime> {
        self.inner.state().push_events(event, times)
    }

    /// Adds one event to the audit log.
    pub fn push_event(&self, event: &NewEvent) -> Result<(), InvalidTime> {
        self.push_events(event, 1)
    }

    /// Empties the audit log.
    pub fn clear_events(&self) {
        self.inner.state().log.clear();
    }

    /// Invited addresses.
    #[must_use]
    pub fn invited(&self) -> Vec<String> {
        self.inner.state().invited.clone()
    }

    /// Replaces the invited addresses.
    pub fn set_invited(&self, invited: Vec<String>) {
        self.change(|state| state.invited = invited);
    }

    /// Changes of addresses that wait for a login with the old one: old, new.
    #[must_use]
    pub fn email_changes(&self) -> Vec<(String, String)> {
        self.inner.state().email_changes.clone()
    }

    /// Completes a started change of an address, as the login with the old one does; `false` if none was started.
    pub fn confirm_email_change(&self, old: &str) -> bool {
        self.change(|state| {
            let started = |(from, _): &(String, String)| from.eq_ignore_ascii_case(old);
            let Some(at) = state.email_changes.iter().position(started) else { return false };
            let (old, new) = state.email_changes.remove(at);
            state.change_email(&old, &new)
        })
    }

    /// Sites that were pushed to users: the id of the push and its `data`.
    #[must_use]
    pub fn pushed_sites(&self) -> Vec<(i64, serde_json::Value)> {
        self.inner.state().pushes.clone()
    }
}
