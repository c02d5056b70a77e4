//! Everything a tenant holds, behind one lock; both APIs read and write it here.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Instant;

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

use super::clock;
use super::companies::{AcceptedChange, Company};
use super::company_changes::FIRST_REQUEST_ID;
use super::differences::{KnownTo, UserChange};
use super::directory::Directory;
use super::events::{AuditLog, Event, InvalidTime, NewEvent};
use super::folders::Folder;
use super::levels::{self, AdminLevel};
use super::options::TenantOptions;
use super::pages::Pages;
use super::user::{Details, Stage, User};
use super::{seed, seed_companies, seed_events, seed_folders};
use crate::quirks::{ActionSpelling, ApiEventUsername, Quirks};

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) directory: Directory,
    pub(crate) levels: Arc<Vec<AdminLevel>>,
    /// In the order of their ids.
    pub(crate) companies: Vec<Company>,
    /// Every known group with the number of its members.
    pub(crate) groups: BTreeMap<Arc<str>, usize>,
    pub(crate) folders: Vec<Folder>,
    pub(crate) log: AuditLog,
    /// Whether some user is known to one API alone.
    pub(crate) has_one_sided: bool,
    /// Invited addresses that the Provisioning API lists beside `Users`.
    pub(crate) invited: Vec<String>,
    /// Changes of addresses that wait for a login with the old one: old, new.
    pub(crate) email_changes: Vec<(String, String)>,
    /// Sites pushed to users, by the id of the push.
    pub(crate) pushes: Vec<(i64, serde_json::Value)>,
    pub(crate) accepted: Vec<AcceptedChange>,
    /// Times of the mails of the last second, by old address.
    pub(crate) mails: HashMap<String, Vec<Instant>>,
    pub(crate) billing_cycles: usize,
    pub(crate) pages: Pages,
    zone: TimeZone,
    fixed_now: Option<Timestamp>,
    next_user_id: i64,
    next_user_key: i64,
    pub(super) next_company_id: i64,
    pub(super) next_request_id: i64,
}

/// A user to be created.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// E-mail address.
    pub email: String,
    /// Full name.
    pub name: Option<String>,
    /// Life of the account.
    pub stage: Stage,
}

impl State {
    pub(crate) fn new(options: &TenantOptions) -> Self {
        let zone = options.time_zone.time_zone();
        let names = seed::group_names(options);
        let directory = seed::users(options, &names);
        let mut groups: BTreeMap<Arc<str>, usize> = names.iter().map(|name| (name.clone(), 0)).collect();
        for user in directory.users() {
            for group in &user.groups {
                *groups.entry(group.clone()).or_default() += 1;
            }
        }
        let levels = Arc::new(levels::seeded(options.admin_levels));
        let first_child_user = seed::FIRST_USER_ID + options.users as i64;
        let companies = seed_companies::companies(
            options.companies,
            options.company_users,
            options.seed,
            first_child_user,
            &levels,
        );
        let now = options.now.unwrap_or_else(Timestamp::now);
        let mut log = AuditLog::new(zone.clone());
        if options.events > 20 {
            seed_events::fill_repeated_hour(&mut log, &zone, now);
        }
        let rest = options.events.saturating_sub(log.events().len());
        seed_events::fill(&mut log, rest, options.users, options.seed, now.as_microsecond());
        Self {
            folders: seed_folders::folders(options, &names),
            directory,
            levels,
            next_company_id: seed_companies::FIRST_COMPANY_ID + companies.len() as i64,
            companies,
            groups,
            log,
            has_one_sided: false,
            invited: if options.users > 0 { vec!["carol@example.com".to_owned()] } else { Vec::new() },
            email_changes: Vec::new(),
            pushes: Vec::new(),
            accepted: Vec::new(),
            mails: HashMap::new(),
            billing_cycles: options.billing_cycles,
            pages: Pages::default(),
            zone,
            fixed_now: options.now,
            next_user_id: first_child_user + (options.companies * options.company_users) as i64,
            next_user_key: seed::FIRST_USER_KEY + options.users as i64,
            next_request_id: FIRST_REQUEST_ID,
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.fixed_now.unwrap_or_else(Timestamp::now)
    }

    pub(crate) fn today(&self) -> civil::Date {
        self.zone.to_datetime(self.now()).date()
    }

    /// Seconds of civil time now.
    pub(crate) fn civil_now(&self) -> i64 {
        clock::civil_seconds(self.now(), &self.zone)
    }

    /// Forgets what was printed: to be called after every change of what a list shows.
    pub(crate) fn touch(&mut self) {
        self.pages.clear();
    }

    /// Adds a user to a directory of this tenant, the own one or a company's; `None` if the address is taken.
    pub(crate) fn create_user(&mut self, company: Option<i64>, new: NewUser) -> Option<User> {
        let now = self.civil_now();
        let user = User {
            id: self.next_user_id,
            key: self.next_user_key,
            email: new.email.into(),
            name: new.name.filter(|name| !name.is_empty()).map(Into::into),
            stage: new.stage,
            disabled: false,
            admin_level: None,
            groups: Vec::new(),
            details: Some(Box::new(Details {
                created: now,
                last_password_change: now,
                password_reset_required: true,
                ..Details::default()
            })),
            differences: None,
        };
        let directory = match company {
            None => &mut self.directory,
            Some(id) => &mut self.company_mut(id)?.directory,
        };
        if !directory.add(user.clone()) {
            return None;
        }
        self.next_user_id += 1;
        self.next_user_key += 1;
        if company.is_none() && user.stage == Stage::PendingInvitation {
            self.invited.push(user.email.to_string());
        }
        Some(user)
    }

    /// Changes a user of the own company; `false` if there is none with this address.
    pub(crate) fn change_user(&mut self, email: &str, change: &UserChange) -> Result<bool, InvalidTime> {
        let Some(user) = self.directory.find_mut(email) else { return Ok(false) };
        change.apply(user)?;
        self.has_one_sided |= user.known_to() != KnownTo::Both;
        Ok(true)
    }

    /// Removes a user of the own company with all that refers to them.
    pub(crate) fn remove_user(&mut self, id: i64) -> Option<User> {
        let user = self.directory.remove(id)?;
        for group in &user.groups {
            if let Some(members) = self.groups.get_mut(group) {
                *members = members.saturating_sub(1);
            }
        }
        self.invited.retain(|email| !email.eq_ignore_ascii_case(&user.email));
        for folder in &mut self.folders {
            folder.rename_user(&user.email, None);
        }
        Some(user)
    }

    /// Gives a user of the own company another address; `false` if it is taken.
    pub(crate) fn change_email(&mut self, old: &str, new: &str) -> bool {
        let Some(id) = self.directory.id_of(old) else { return false };
        if !self.directory.change_email(id, new) {
            return false;
        }
        for folder in &mut self.folders {
            folder.rename_user(old, Some(new));
        }
        for email in &mut self.invited {
            if email.eq_ignore_ascii_case(old) {
                new.clone_into(email);
            }
        }
        true
    }

    /// Adds a member to a group, which comes into being if it does not exist.
    pub(crate) fn add_to_group(&mut self, user: i64, group: &str) -> bool {
        let name = match self.groups.get_key_value(group) {
            Some((name, _)) => name.clone(),
            None => Arc::from(group),
        };
        let Some(user) = self.directory.get_mut(user) else { return false };
        if user.groups.contains(&name) {
            return false;
        }
        user.groups.push(name.clone());
        *self.groups.entry(name).or_default() += 1;
        true
    }

    pub(crate) fn remove_from_group(&mut self, user: i64, group: &str) -> bool {
        let Some(user) = self.directory.get_mut(user) else { return false };
        let Some(at) = user.groups.iter().position(|name| &**name == group) else { return false };
        user.groups.remove(at);
        if let Some(members) = self.groups.get_mut(group) {
            *members = members.saturating_sub(1);
        }
        true
    }

    /// Addresses of the members of every group, in the order of the directory, as the Provisioning API has them.
    pub(crate) fn members(&self) -> HashMap<&str, Vec<&str>> {
        let mut members: HashMap<&str, Vec<&str>> = HashMap::new();
        for user in self.directory.users().iter().filter(|user| user.known_to() != KnownTo::Business) {
            for group in &user.groups {
                members.entry(group).or_default().push(user.username());
            }
        }
        members
    }

    /// Writes the entry that a call of either API leaves; `spellings` are the action in sentence case and in title case.
    pub(crate) fn audit_call(&mut self, quirks: &Quirks, (sentence, title): (&str, &str), data: &str) {
        let username = match quirks.api_event_username {
            ApiEventUsername::Empty => "",
            ApiEventUsername::Api => "API",
        };
        let action = match quirks.action_spelling {
            ActionSpelling::Sentence => sentence,
            ActionSpelling::Title => title,
        };
        self.audit(username, action, data, true);
    }

    /// Writes an entry of the audit log about something done now.
    pub(crate) fn audit(&mut self, username: &str, action: &str, data: &str, admin: bool) {
        let at = self.now().as_microsecond();
        self.log.push(Event {
            at,
            id: 0,
            username: username.into(),
            ip_address: "127.0.0.1".into(),
            action: action.into(),
            data: data.into(),
            admin,
            session: None,
        });
    }

    /// Adds an event at a local time, as often as asked for.
    pub(crate) fn push_events(&mut self, new: &NewEvent, times: usize) -> Result<(), InvalidTime> {
        let at = match &new.time {
            None => Some(self.now().as_microsecond()),
            Some(time) if new.second_pass => self.log.latest_start(time),
            Some(time) => self.log.earliest(time),
        };
        let at = at.ok_or_else(|| InvalidTime(new.time.clone().unwrap_or_default()))?;
        let event = Event {
            at,
            id: 0,
            username: new.username.as_str().into(),
            ip_address: if new.ip_address.is_empty() { "203.0.113.7" } else { new.ip_address.as_str() }
                .into(),
            action: new.action.as_str().into(),
            data: new.data.as_str().into(),
            admin: new.admin,
            session: None,
        };
        self.log.push_many(event, times);
        Ok(())
    }
}
