//! The users of the Business API as a compact index, by which those of the Provisioning API find their other half.

use std::hash::BuildHasher;
use std::sync::Arc;

use hashbrown::{DefaultHashBuilder, HashTable};
use ring::digest::{SHA256, digest};

use super::members::company_user;
use crate::address::{folded, is_same};
use crate::client::Client;
use crate::error::Result;
use crate::generated::{CompanyUser, ListUsers};
use crate::paging::{Fetched, ListSummary, Pager};
use crate::tape::Node;

/// The users of the Business API, or other people whom the Provisioning API does not list: 40 bytes each and their texts.
#[derive(Default)]
pub(super) struct Directory {
    texts: String,
    people: Vec<Place>,
    /// Hashes of addresses, and who has them: it grows without looking at anybody again.
    by_email: HashTable<(u32, u32)>,
    hasher: DefaultHashBuilder,
    /// Unknown members of the few who have any, as JSON.
    extras: Vec<Box<str>>,
    pub summary: ListSummary,
}

/// Where the texts of somebody begin, and how long each is.
struct Place {
    start: usize,
    email: u32,
    name: u32,
    status: u32,
    /// One more than the index among the extras; 0 without any.
    extra: u32,
    /// Whether nobody with this address came before.
    is_first: bool,
    /// As the slot of a tape.
    id: u64,
}

/// What is known of somebody.
#[derive(Clone, Copy, Default)]
pub(super) struct Person<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub status: &'a str,
    /// As the slot of a tape.
    pub id: u64,
    pub extra: Option<&'a str>,
}

/// A directory that is being read. Who gives up, or meets a failure, can go on where it stands.
pub(super) struct Reading {
    pages: Pager<CompanyUser>,
    /// The only one to be read.
    email: Option<String>,
    directory: Directory,
}

impl Reading {
    /// Reads the users of the Business API, or the one with this address, in the largest pages.
    pub(super) fn new(client: &Client, email: Option<&str>) -> Self {
        let email = email.map(str::to_owned);
        let filter = ListUsers { email: email.clone(), ..ListUsers::default() };
        Reading { pages: client.users().list(&filter), email, directory: Directory::default() }
    }

    /// Ends the reading ahead.
    pub(super) fn pause(&mut self) {
        self.pages.pause();
    }

    /// Reads what is left.
    pub(super) async fn finish(&mut self) -> Result<Directory> {
        while let Some(Fetched { tape, bases, .. }) = self.pages.next_raw().await? {
            let tape = Arc::new(tape);
            for base in bases {
                let user = Node::new(tape.clone(), base);
                // The vendor takes a pattern for an address, so what it answers is looked at again.
                self.directory.add_user(&user, self.email.as_deref());
            }
        }
        self.directory.summary = self.pages.summary();
        Ok(std::mem::take(&mut self.directory))
    }
}

impl Directory {
    fn add_user(&mut self, user: &Node, wanted: Option<&str>) {
        let text = |index| user.text(index).unwrap_or_default();
        if wanted.is_some_and(|wanted| !is_same(text(company_user::EMAIL), wanted)) {
            return;
        }
        let schema = company_user::SCHEMA;
        let extra = user.has_extra(schema).then(|| serde_json::Value::Object(user.extra(schema)).to_string());
        self.add(Person {
            email: text(company_user::EMAIL),
            name: text(company_user::NAME),
            status: text(company_user::ACCOUNT_STATUS),
            id: user.raw(company_user::ID),
            extra: extra.as_deref(),
        });
    }

    /// Adds somebody; who is there already is there twice, and found as before.
    pub(super) fn add(&mut self, person: Person<'_>) {
        let extra = person.extra.map_or(0, |extra| {
            self.extras.push(extra.into());
            self.extras.len() as u32
        });
        let index = self.people.len() as u32;
        let hash = self.hash(person.email);
        let Directory { texts, people, by_email, .. } = self;
        let mut is_first = false;
        if !person.email.is_empty() {
            let is_it = |&(other_hash, other): &(u32, u32)| {
                other_hash == hash && is_same(email(people, texts, other), person.email)
            };
            by_email.entry(spread(hash), is_it, |&(hash, _)| spread(hash)).or_insert_with(|| {
                is_first = true;
                (hash, index)
            });
        }
        // An answer has no room for a text that is longer than this.
        let [email, name, status] = [person.email, person.name, person.status].map(|text| text.len() as u32);
        people.push(Place { start: texts.len(), email, name, status, extra, is_first, id: person.id });
        [person.email, person.name, person.status].iter().for_each(|text| texts.push_str(text));
    }

    /// The index of who has this address, most likely this one: both APIs tend to list their users in one order.
    pub(super) fn find_near(&self, wanted: &str, guess: u32) -> Option<u32> {
        let is_first = self.people.get(guess as usize).is_some_and(|place| place.is_first);
        if is_first && email(&self.people, &self.texts, guess) == wanted {
            Some(guess)
        } else {
            self.find(wanted)
        }
    }

    /// The index of who has this address; upper and lower case make no difference.
    pub(super) fn find(&self, wanted: &str) -> Option<u32> {
        if self.by_email.is_empty() {
            return None;
        }
        let hash = self.hash(wanted);
        let is_wanted = |&(other_hash, other): &(u32, u32)| {
            other_hash == hash && is_same(email(&self.people, &self.texts, other), wanted)
        };
        self.by_email.find(spread(hash), is_wanted).map(|&(_, index)| index)
    }

    fn hash(&self, email: &str) -> u32 {
        self.hasher.hash_one(&*folded(email)) as u32
    }

    pub(super) fn get(&self, index: u32) -> Option<Person<'_>> {
        let place = self.people.get(index as usize)?;
        let mut rest = self.texts.get(place.start..)?;
        let mut text = |length: u32| {
            let (text, behind) = rest.split_at_checked(length as usize).unwrap_or_default();
            rest = behind;
            text
        };
        let (email, name, status) = (text(place.email), text(place.name), text(place.status));
        let extra = place.extra.checked_sub(1).and_then(|index| self.extras.get(index as usize));
        Some(Person { email, name, status, id: place.id, extra: extra.map(|extra| &**extra) })
    }

    pub(super) fn len(&self) -> usize {
        self.people.len()
    }
}

fn email<'a>(people: &[Place], texts: &'a str, index: u32) -> &'a str {
    let place = people.get(index as usize);
    let range = place.map(|place| place.start..place.start + place.email as usize);
    range.and_then(|range| texts.get(range)).unwrap_or_default()
}

/// A hash over all bits, which a table looks at both ends of.
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// A fingerprint of somebody, the same in every process.
pub(super) fn fingerprint(person: Person<'_>) -> u64 {
    let mut whole = folded(person.email).into_owned();
    whole.push_str(&person.id.to_string());
    let digest = digest(&SHA256, whole.as_bytes());
    digest.as_ref().iter().take(8).fold(0, |number, &byte| number << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(email: &str, id: i64) -> Person<'_> {
        Person { email, name: "Somebody", status: "enrolled", id: id as u64, extra: None }
    }

    #[test]
    fn people_are_found_whatever_the_case_of_their_address() {
        let mut directory = Directory::default();
        for (index, email) in
            ["Ada@Example.com", "bob@example.com", "ÉVA@example.com"].into_iter().enumerate()
        {
            directory.add(person(email, index as i64));
        }
        let cases = [
            ("ada@example.com", Some(0)),
            ("BOB@EXAMPLE.COM", Some(1)),
            ("éva@example.com", Some(2)),
            ("eva@example.com", None),
            ("", None),
        ];
        for (email, expected) in cases {
            assert_eq!(directory.find(email), expected, "{email}");
        }
        let ada = directory.get(0).unwrap();
        assert_eq!((ada.email, ada.name, ada.status, ada.id), ("Ada@Example.com", "Somebody", "enrolled", 0));
    }

    #[test]
    fn who_stands_twice_is_kept_and_found_first() {
        let mut directory = Directory::default();
        for (email, id) in [("ada@example.com", 1), ("ADA@example.com", 2), ("", 3), ("", 4)] {
            directory.add(person(email, id));
        }
        assert_eq!((directory.find("ada@example.com"), directory.len()), (Some(0), 4));
    }
}
