//! The small records that many others refer to, each written once on a tape.

use hashbrown::HashMap;

use super::levels::Level;
use super::members::{group_reference, permission, permission_type, role, role_type, scope, user_status};
use crate::tape::{NONE, Schema, Tape};

/// The value that stands for what the unified schema has no word for.
pub(super) const UNMAPPED: &str = "unmapped_value";

/// Writes records on a tape, those that recur once.
pub(super) struct Records<'t> {
    pub tape: &'t mut Tape,
    /// Texts that do not come from the vendor, or come again and again.
    words: Vec<(Box<str>, u64)>,
    /// Pairs of a value and what it was mapped from, by the table of their type.
    pairs: Vec<Pair>,
    groups: HashMap<Box<str>, u64>,
    roles: HashMap<Box<str>, u64>,
    empty: u64,
}

/// A value with what it was mapped from.
struct Pair {
    schema: &'static str,
    value: &'static str,
    source: Box<str>,
    base: u64,
}

/// So many texts and pairs are looked through; a page that has more has them twice.
const FEW: usize = 64;

impl<'t> Records<'t> {
    pub(super) fn new(tape: &'t mut Tape) -> Self {
        let empty = tape.add_list(&[]);
        let (words, pairs) = (Vec::new(), Vec::new());
        Records { tape, words, pairs, groups: HashMap::new(), roles: HashMap::new(), empty }
    }

    /// A record with some of its members.
    pub(super) fn record(&mut self, schema: &Schema, members: &[(usize, u64)]) -> u64 {
        let base = self.tape.add_record(schema);
        self.fill(base, members);
        base
    }

    /// Writes some members of a record.
    pub(super) fn fill(&mut self, base: u64, members: &[(usize, u64)]) {
        members.iter().for_each(|&(index, slot)| self.tape.set(base, index, slot));
    }

    /// A list with nothing in it.
    pub(super) fn empty(&self) -> u64 {
        self.empty
    }

    /// A text that recurs.
    pub(super) fn word(&mut self, word: &str) -> u64 {
        if let Some((_, slot)) = self.words.iter().find(|(known, _)| **known == *word) {
            return *slot;
        }
        let slot = self.tape.add_text(word);
        if self.words.len() < FEW {
            self.words.push((word.into(), slot));
        }
        slot
    }

    /// A value of the unified schema with what it was mapped from: the two members of every such type.
    pub(super) fn pair(&mut self, schema: &'static Schema, value: &'static str, source: &str) -> u64 {
        let is_same =
            |pair: &&Pair| *pair.source == *source && pair.value == value && pair.schema == schema.name;
        if let Some(pair) = self.pairs.iter().find(is_same) {
            return pair.base;
        }
        let (word, source_word) = (self.word(value), self.word(source));
        let members = [(user_status::VALUE, word), (user_status::SOURCE_VALUE, source_word)];
        let base = self.record(schema, &members);
        if self.pairs.len() < FEW {
            self.pairs.push(Pair { schema: schema.name, value, source: source.into(), base });
        }
        base
    }

    /// A group, where another record names it by the text in this slot.
    pub(super) fn group(&mut self, name: u64) -> u64 {
        if let Some(&base) = self.groups.get(self.tape.text(name)) {
            return base;
        }
        let key = self.tape.text(name).into();
        let members = [(group_reference::ID, name), (group_reference::NAME, name)];
        let base = self.record(group_reference::SCHEMA, &members);
        self.groups.insert(key, base);
        base
    }

    /// The role of an account.
    pub(super) fn account_role(&mut self, is_admin: bool) -> u64 {
        let name = if is_admin { "admin" } else { "basic" };
        if let Some(&base) = self.roles.get(name) {
            return base;
        }
        let kind = self.pair(role_type::SCHEMA, name, if is_admin { "true" } else { "false" });
        let slot = self.word(name);
        let members = [(role::ID, slot), (role::REMOTE_ID, slot), (role::NAME, slot), (role::TYPE, kind)];
        let base = self.record(role::SCHEMA, &members);
        self.roles.insert(name.into(), base);
        base
    }

    /// An admin level as a role.
    pub(super) fn level_role(&mut self, level: &Level) -> u64 {
        let id = level.role_id();
        if let Some(&base) = self.roles.get(id.as_str()) {
            return base;
        }
        let kind = self.pair(role_type::SCHEMA, UNMAPPED, "admin_level");
        let own = level.permissions.iter().map(|name| (name, NONE)).collect::<Vec<_>>();
        let managed = if level.managed_permissions.is_empty() { NONE } else { self.managed_companies() };
        let managed = level.managed_permissions.iter().map(|name| (name, managed));
        let permissions: Vec<u64> =
            own.into_iter().chain(managed).map(|(name, scopes)| self.permission(name, scopes)).collect();
        let text =
            |tape: &mut Tape, text: &Option<String>| text.as_deref().map_or(NONE, |text| tape.add_text(text));
        let members = [
            (role::ID, self.tape.add_text(&id)),
            (role::REMOTE_ID, self.tape.add_text(&level.id.to_string())),
            (role::NAME, text(self.tape, &level.name)),
            (role::DESCRIPTION, text(self.tape, &level.description)),
            (role::TYPE, kind),
            (role::PERMISSIONS, self.tape.add_list(&permissions)),
        ];
        let base = self.record(role::SCHEMA, &members);
        self.roles.insert(id.into(), base);
        base
    }

    /// What a permission in managed companies is about.
    fn managed_companies(&mut self) -> u64 {
        let name = self.word("managed_company");
        let scope = self.record(scope::SCHEMA, &[(scope::RESOURCE_TYPE, name)]);
        self.tape.add_list(&[scope])
    }

    /// A permission of which no more is known than its name, and what it is about.
    fn permission(&mut self, name: &str, scopes: u64) -> u64 {
        let kind = self.pair(permission_type::SCHEMA, UNMAPPED, name);
        let name = self.word(name);
        let members = [
            (permission::ID, name),
            (permission::REMOTE_ID, name),
            (permission::NAME, name),
            (permission::TYPE, kind),
            (permission::SCOPES, scopes),
        ];
        self.record(permission::SCHEMA, &members)
    }
}
