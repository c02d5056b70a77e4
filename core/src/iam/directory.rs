//! The users of the Business API as a compact index, by which those of the Provisioning API find their other half.

use std::borrow::Cow;
use std::hash::{BuildHasher, RandomState};

use hashbrown::HashTable;
use ring::digest::{SHA256, digest};

use super::members::company_user;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::generated::{CompanyUser, ListUsers};
use crate::paging::{ListSummary, Page};
use crate::tape::Item;

/// The users of the Business API, or other people whom the Provisioning API does not list: 32 bytes each and their texts.
#[derive(Default)]
pub(super) struct Directory {
    texts: String,
    people: Vec<Place>,
    by_email: HashTable<u32>,
    hasher: RandomState,
    /// Unknown members of the few who have any, as JSON.
    extras: Vec<Box<str>>,
    pub summary: ListSummary,
}

/// Where the texts of somebody begin, and how long each is.
struct Place {
    start: u32,
    email: u16,
    name: u16,
    status: u16,
    /// One more than the index among the extras; 0 without any.
    extra: u32,
    id: Option<i64>,
}

/// What is known of somebody.
#[derive(Clone, Copy, Default)]
pub(super) struct Person<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub status: &'a str,
    pub id: Option<i64>,
    pub extra: Option<&'a str>,
}

impl Directory {
    /// Reads the users of the Business API, or the one with this address.
    ///
    /// The vendor takes a pattern for an address, so what it answers is looked at again.
    pub(super) async fn read(client: &Client, email: Option<&str>, page_size: Option<u32>) -> Result<Self> {
        let mut directory = Directory::default();
        let filter = ListUsers { email: email.map(str::to_owned), page_size, ..ListUsers::default() };
        let mut pages = client.users().list(&filter);
        while let Some(page) = pages.next_page().await? {
            directory.add_page(&page, email)?;
        }
        directory.summary = pages.summary();
        Ok(directory)
    }

    fn add_page(&mut self, page: &Page<CompanyUser>, email: Option<&str>) -> Result<()> {
        for user in page {
            let node = user.node();
            let is_wanted =
                |wanted| folded(node.text(company_user::EMAIL).unwrap_or_default()) == folded(wanted);
            if !email.is_none_or(is_wanted) {
                continue;
            }
            let extra = node
                .has_extra(company_user::SCHEMA)
                .then(|| serde_json::Value::Object(user.extra()).to_string());
            self.add(Person {
                email: node.text(company_user::EMAIL).unwrap_or_default(),
                name: node.text(company_user::NAME).unwrap_or_default(),
                status: node.text(company_user::ACCOUNT_STATUS).unwrap_or_default(),
                id: node.integer(company_user::ID),
                extra: extra.as_deref(),
            })?;
        }
        Ok(())
    }

    /// Adds somebody; who is there already is there twice, and found as before.
    pub(super) fn add(&mut self, person: Person<'_>) -> Result<()> {
        let too_long =
            |_| Error::unexpected_response("the answer holds a name or an address of more than 64 KiB");
        let place = Place {
            start: u32::try_from(self.texts.len())
                .map_err(|_| Error::unexpected_response("the names of all users are more than 4 GiB"))?,
            email: u16::try_from(person.email.len()).map_err(too_long)?,
            name: u16::try_from(person.name.len()).map_err(too_long)?,
            status: u16::try_from(person.status.len()).map_err(too_long)?,
            extra: match person.extra {
                Some(extra) => {
                    self.extras.push(extra.into());
                    self.extras.len() as u32
                }
                None => 0,
            },
            id: person.id,
        };
        [person.email, person.name, person.status].iter().for_each(|text| self.texts.push_str(text));
        let index = self.people.len() as u32;
        self.people.push(place);
        let Directory { people, texts, by_email, hasher, .. } = self;
        if person.email.is_empty() || find(by_email, hasher, people, texts, person.email).is_some() {
            return Ok(());
        }
        let hash = |&index: &u32| hasher.hash_one(&*folded(email(people, texts, index)));
        by_email.insert_unique(hash(&index), index, hash);
        Ok(())
    }

    /// The index of who has this address; upper and lower case make no difference.
    pub(super) fn find(&self, email: &str) -> Option<u32> {
        find(&self.by_email, &self.hasher, &self.people, &self.texts, email)
    }

    pub(super) fn get(&self, index: u32) -> Option<Person<'_>> {
        let place = self.people.get(index as usize)?;
        let mut rest = self.texts.get(place.start as usize..)?;
        let mut text = |length: u16| {
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

fn find(
    by_email: &HashTable<u32>,
    hasher: &RandomState,
    people: &[Place],
    texts: &str,
    wanted: &str,
) -> Option<u32> {
    let wanted = folded(wanted);
    let is_wanted = |&index: &u32| folded(email(people, texts, index)) == wanted;
    by_email.find(hasher.hash_one(&*wanted), is_wanted).copied()
}

fn email<'a>(people: &[Place], texts: &'a str, index: u32) -> &'a str {
    let place = people.get(index as usize);
    let range = place.map(|place| place.start as usize..place.start as usize + usize::from(place.email));
    range.and_then(|range| texts.get(range)).unwrap_or_default()
}

/// An address without the difference between upper and lower case.
pub(super) fn folded(email: &str) -> Cow<'_, str> {
    match email.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        true => Cow::Borrowed(email),
        false => Cow::Owned(email.to_lowercase()),
    }
}

/// A fingerprint of an address, the same in every process.
pub(super) fn fingerprint(email: &str) -> u64 {
    let digest = digest(&SHA256, folded(email).as_bytes());
    digest.as_ref().iter().take(8).fold(0, |number, &byte| number << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(email: &str, id: i64) -> Person<'_> {
        Person { email, name: "Somebody", status: "enrolled", id: Some(id), extra: None }
    }

    #[test]
    fn people_are_found_whatever_the_case_of_their_address() {
        let mut directory = Directory::default();
        for (index, email) in
            ["Ada@Example.com", "bob@example.com", "ÉVA@example.com"].into_iter().enumerate()
        {
            directory.add(person(email, index as i64)).unwrap();
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
        assert_eq!(
            (ada.email, ada.name, ada.status, ada.id),
            ("Ada@Example.com", "Somebody", "enrolled", Some(0))
        );
    }

    #[test]
    fn who_stands_twice_is_kept_and_found_first() {
        let mut directory = Directory::default();
        for (email, id) in [("ada@example.com", 1), ("ADA@example.com", 2), ("", 3), ("", 4)] {
            directory.add(person(email, id)).unwrap();
        }
        assert_eq!((directory.find("ada@example.com"), directory.len()), (Some(0), 4));
    }
}
