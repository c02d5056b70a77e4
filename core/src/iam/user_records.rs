//! A user in the unified form, written beside what came of it.

use std::sync::LazyLock;

use super::directory::Person;
use super::levels::Holders;
use super::members::{custom_fields, multi_factor, provisioning_user, user, user_status};
use super::records::Records;
use super::status::{self, Standing};
use crate::tape::{NONE, Schema, Tape};

/// How users are to be read.
#[derive(Default)]
pub(super) struct Rules {
    pub never_logged_in_is_pending: bool,
    pub split_names: bool,
    /// Who holds which admin level, in the extended mode.
    pub holders: Option<Holders>,
}

/// What the Business API says of a user, as slots of the tape that the user is written on.
#[derive(Clone, Copy)]
pub(super) struct Half {
    pub id: u64,
    pub email: u64,
    pub name: u64,
    pub status: u64,
    pub extra: u64,
}

/// Writes users on the tape of the page that they came in.
pub(super) struct UserRecords<'t, 'r> {
    records: Records<'t>,
    rules: &'r Rules,
    is_zoned: bool,
    /// Lists of one account role: `basic` and `admin`.
    account_roles: [u64; 2],
}

/// The slots that a user takes as a rule: the members of two records, and short lists.
const SLOTS: usize = user::SCHEMA.members.len() + custom_fields::SCHEMA.members.len() + 8;

/// What of a user of the Provisioning API is handed on as it is.
static HANDED_ON: LazyLock<Vec<(usize, usize)>> =
    LazyLock::new(|| same_members(provisioning_user::SCHEMA, custom_fields::SCHEMA));

/// The indices of the members that two records have by the same name.
pub(super) fn same_members(from: &Schema, to: &Schema) -> Vec<(usize, usize)> {
    let same = from.seen().filter_map(|(index, member)| {
        Some((index, to.members.iter().position(|other| other.sdk == member.sdk)?))
    });
    same.collect()
}

impl<'t, 'r> UserRecords<'t, 'r> {
    pub(super) fn new(tape: &'t mut Tape, rules: &'r Rules, users: usize) -> Self {
        tape.reserve(users * SLOTS);
        let is_zoned = tape.zone().is_some();
        let mut records = Records::new(tape);
        let account_roles = [false, true].map(|is_admin| {
            let role = records.account_role(is_admin);
            records.tape.add_list(&[role])
        });
        UserRecords { records, rules, is_zoned, account_roles }
    }

    pub(super) fn tape(&self) -> &Tape {
        self.records.tape
    }

    /// What the directory says of a user. Texts that the other half has are not written again.
    pub(super) fn half(&mut self, person: Person<'_>, provisioning: Option<u32>) -> Half {
        let is_alone = provisioning.is_none();
        let is_nameless =
            provisioning.is_none_or(|base| self.filled(base, provisioning_user::FULL_NAME).is_none());
        let tape = &mut *self.records.tape;
        let mut text = |text: &str, wanted: bool| {
            if wanted && !text.is_empty() { tape.add_text(text) } else { NONE }
        };
        let (email, name) = (text(person.email, is_alone), text(person.name, is_nameless));
        let status = if person.status.is_empty() { NONE } else { self.records.word(person.status) };
        let extra = person.extra.map_or(NONE, |extra| self.extra(extra));
        Half { id: person.id, email, name, status, extra }
    }

    fn extra(&mut self, json: &str) -> u64 {
        let members: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(json).unwrap_or_default();
        let tape = &mut *self.records.tape;
        let pairs = members.iter().flat_map(|(name, value)| [name.clone(), value.to_string()]);
        let slots: Vec<u64> = pairs.map(|text| tape.add_text(&text)).collect();
        tape.add_list(&slots)
    }

    /// Writes a user whom one API knows, or both.
    pub(super) fn write(&mut self, provisioning: Option<u32>, business: Option<Half>) -> u32 {
        let base = self.records.tape.add_record(user::SCHEMA);
        let username = provisioning.and_then(|base| self.filled(base, provisioning_user::USERNAME));
        let username = username.or(business.map(|half| half.email)).unwrap_or(NONE);
        let username = if self.is_empty(username) { NONE } else { username };
        let name = provisioning.and_then(|base| self.filled(base, provisioning_user::FULL_NAME));
        let name =
            name.or(business.map(|half| half.name)).filter(|&slot| !self.is_empty(slot)).unwrap_or(NONE);
        let status = self.status(provisioning, business);
        let (first, last) = if self.rules.split_names { self.split(name) } else { (NONE, NONE) };
        let members = [
            (user::ID, username),
            (user::USERNAME, username),
            (user::EMAIL, username),
            (user::REMOTE_ID, self.remote_id(provisioning, business, username)),
            (user::NAME, name),
            (user::FIRST_NAME, first),
            (user::LAST_NAME, last),
            (user::STATUS, status),
            (user::ROLES, self.roles(provisioning, username)),
            (user::CUSTOM_FIELDS, self.custom_fields(provisioning, business)),
        ];
        self.records.fill(base, &members);
        if let Some(provisioning) = provisioning {
            let members = [
                (user::GROUPS, self.groups(provisioning)),
                (user::MULTI_FACTOR, self.multi_factor(provisioning)),
                (user::LAST_LOGIN_AT, self.instant(provisioning, provisioning_user::LAST_LOGIN)),
                (user::CREATED_AT, self.instant(provisioning, provisioning_user::CREATED)),
            ];
            self.records.fill(base, &members);
        }
        base as u32
    }

    /// Writes somebody who was invited and has no account yet.
    pub(super) fn write_invited(&mut self, email: &str) -> u32 {
        let email = self.records.tape.add_text(email);
        let status = self.records.pair(user_status::SCHEMA, "pending", "invited");
        let source = self.records.word("provisioning");
        let fields = self.records.record(custom_fields::SCHEMA, &[(custom_fields::SOURCE, source)]);
        let members = [
            (user::ID, email),
            (user::USERNAME, email),
            (user::EMAIL, email),
            (user::STATUS, status),
            (user::CUSTOM_FIELDS, fields),
        ];
        self.records.record(user::SCHEMA, &members) as u32
    }

    fn member(&self, base: u32, index: usize) -> Option<u64> {
        self.tape().member(base, index)
    }

    /// A text that is not empty.
    fn filled(&self, base: u32, index: usize) -> Option<u64> {
        self.member(base, index).filter(|&slot| !self.is_empty(slot))
    }

    fn is_empty(&self, slot: u64) -> bool {
        slot == NONE || self.tape().text(slot).is_empty()
    }

    fn status(&mut self, provisioning: Option<u32>, business: Option<Half>) -> u64 {
        let flag = |index| Some(self.member(provisioning?, index)? != 0);
        let status = business.map(|half| half.status).filter(|&slot| slot != NONE);
        let standing = Standing {
            disabled: flag(provisioning_user::DISABLED),
            pending: self.rules.never_logged_in_is_pending
                && flag(provisioning_user::NEVER_LOGGED_IN) == Some(true),
            business: status.map(|slot| self.tape().text(slot)),
        };
        let Some((value, source)) = standing.status() else { return NONE };
        let source = source.to_owned();
        self.records.pair(user_status::SCHEMA, value, &source)
    }

    /// The parts of a name before and behind its last space.
    fn split(&self, name: u64) -> (u64, u64) {
        let whole = if name == NONE { "" } else { self.tape().text(name) };
        let part = |part: &str| {
            let start = part.as_ptr() as usize - whole.as_ptr() as usize;
            Tape::part(name, start..start + part.len())
        };
        match whole.trim().rsplit_once(char::is_whitespace) {
            Some((first, last)) => (part(first.trim_end()), part(last)),
            None => (NONE, NONE),
        }
    }

    fn remote_id(&mut self, provisioning: Option<u32>, business: Option<Half>, username: u64) -> u64 {
        match (provisioning, business) {
            (Some(base), _) => self.member(base, provisioning_user::ID).unwrap_or(username),
            (None, Some(Half { id, .. })) if id != NONE => {
                self.records.tape.add_text(&(id as i64).to_string())
            }
            _ => NONE,
        }
    }

    fn roles(&mut self, provisioning: Option<u32>, username: u64) -> u64 {
        let is_admin = provisioning
            .map(|base| self.member(base, provisioning_user::ADMIN).is_some_and(|flag| flag != 0));
        let rules = self.rules;
        let email = if username == NONE { "" } else { self.tape().text(username) };
        let held: Vec<_> = rules.holders.iter().flat_map(|holders| holders.of(email)).collect();
        match is_admin {
            Some(is_admin) if held.is_empty() => self.account_roles[usize::from(is_admin)],
            None if held.is_empty() => NONE,
            _ => {
                let own = is_admin.map(|is_admin| self.records.account_role(is_admin));
                let held = held.into_iter().map(|level| self.records.level_role(level));
                let roles: Vec<u64> = own.into_iter().chain(held).collect();
                self.records.tape.add_list(&roles)
            }
        }
    }

    fn groups(&mut self, provisioning: u32) -> u64 {
        let Some(list) = self.member(provisioning, provisioning_user::GROUPS) else {
            return self.records.empty();
        };
        let count = self.tape().list(list).len();
        if count == 0 {
            return self.records.empty();
        }
        let groups: Vec<u64> =
            (0..count).map(|index| self.records.group(self.records.tape.list(list)[index])).collect();
        self.records.tape.add_list(&groups)
    }

    fn multi_factor(&mut self, provisioning: u32) -> u64 {
        let Some(slot) = self.filled(provisioning, provisioning_user::MULTIFACTOR) else {
            return self.records.empty();
        };
        let method = self.tape().text(slot).to_owned();
        let method = self.records.pair(multi_factor::SCHEMA, status::multi_factor(&method), &method);
        self.records.tape.add_list(&[method])
    }

    /// A time, if its zone is known.
    fn instant(&self, provisioning: u32, index: usize) -> u64 {
        self.filled(provisioning, index).filter(|_| self.is_zoned).unwrap_or(NONE)
    }

    fn custom_fields(&mut self, provisioning: Option<u32>, business: Option<Half>) -> u64 {
        let source = match (provisioning, business) {
            (Some(_), Some(_)) => "both",
            (Some(_), None) => "provisioning",
            _ => "business",
        };
        let source = self.records.word(source);
        let fields = self.records.record(custom_fields::SCHEMA, &[(custom_fields::SOURCE, source)]);
        let tape = &mut *self.records.tape;
        if let Some(half) = business {
            tape.set(fields, custom_fields::BUSINESS_ID, half.id);
            tape.set(fields, custom_fields::BUSINESS_ACCOUNT_STATUS, half.status);
        }
        let mut extra = NONE;
        if let Some(base) = provisioning {
            for &(from, to) in HANDED_ON.iter() {
                let slot = tape.member(base, from).unwrap_or(NONE);
                tape.set(fields, to, slot);
            }
            extra = tape.member(base, provisioning_user::SCHEMA.members.len()).unwrap_or(NONE);
        }
        let others = business.map_or(NONE, |half| half.extra);
        if extra != NONE || others != NONE {
            extra = unknown(tape, extra, others);
        }
        tape.set(fields, custom_fields::SCHEMA.members.len(), extra);
        fields
    }
}

/// The unknown members of both halves. One that is called as a member of the view, or of the other half, says whose it is.
fn unknown(tape: &mut Tape, provisioning: u64, business: u64) -> u64 {
    let [provisioning, business] =
        [provisioning, business].map(|list| if list == NONE { Vec::new() } else { tape.list(list).to_vec() });
    let mut all: Vec<u64> = Vec::new();
    for (own, others, whose) in
        [(&provisioning, &business, "provisioning"), (&business, &provisioning, "business")]
    {
        for (at, pair) in own.chunks_exact(2).enumerate() {
            let name = free_name(tape, own, others, at, whose);
            let name = name.map_or(pair[0], |name| tape.add_text(&name));
            all.extend([name, pair[1]]);
        }
    }
    tape.add_list(&all)
}

/// Another name for an unknown member whose own is taken.
fn free_name(tape: &Tape, own: &[u64], others: &[u64], at: usize, whose: &str) -> Option<String> {
    let has = |list: &[u64], name: &str| list.chunks_exact(2).any(|pair| tape.text(pair[0]) == name);
    let is_members = |name: &str| custom_fields::SCHEMA.members.iter().any(|member| member.name == name);
    let given = own.get(at * 2).map_or("", |&slot| tape.text(slot));
    // Of a name that both halves have, the first one keeps it.
    let is_second = whose == "business" && has(others, given);
    if !is_members(given) && !is_second {
        return None;
    }
    let mut name = format!("{whose}_{given}");
    while is_members(&name) || has(own, &name) || has(others, &name) {
        name.insert_str(0, &format!("{whose}_"));
    }
    Some(name)
}
