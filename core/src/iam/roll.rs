//! Who was on the pages of a list of users, and so who follows behind the last one: those whom the other API knows besides, and then
//! people who were invited.

use super::directory::{Directory, Person, fingerprint};
use crate::address::is_same;
use crate::generated::UnifiedListUsers;
use crate::paging::{Cursor, Place};

/// Who was on the pages.
pub(super) struct Roll {
    /// Whether invited people are listed, and whose address alone.
    invites: bool,
    only: Option<String>,
    /// Whom of the directory a page had, and who most likely comes next.
    joined: Vec<bool>,
    next: u32,
    /// Everybody on the pages, and who was invited, if it matters.
    listed: Directory,
    invited: Directory,
    /// Who follows: the directory's and then those invited, by index.
    rest: Option<Vec<u32>>,
}

/// Somebody who follows behind the last page.
pub(super) enum Follower<'a> {
    /// A user of the Business API.
    User(Person<'a>),
    /// Somebody who was invited, by the address.
    Invited(&'a str),
}

impl Roll {
    pub(super) fn new(query: &UnifiedListUsers) -> Self {
        Roll {
            invites: query.include_invited == Some(true),
            only: query.email.clone(),
            joined: Vec::new(),
            next: 0,
            listed: Directory::default(),
            invited: Directory::default(),
            rest: None,
        }
    }

    /// Takes note of somebody on a page; gives the other half.
    pub(super) fn note<'d>(&mut self, email: &str, directory: &'d Directory) -> Option<Person<'d>> {
        if self.invites {
            self.listed.add(Person { email, ..Person::default() });
        }
        let index = directory.find_near(email, self.next)?;
        self.next = index + 1;
        self.joined.resize(directory.len(), false);
        if let Some(joined) = self.joined.get_mut(index as usize) {
            *joined = true;
        }
        directory.get(index)
    }

    /// Takes note of who was invited, as a page says.
    pub(super) fn note_invited<'a>(&mut self, emails: impl Iterator<Item = &'a str>) {
        let only = self.only.clone();
        let is_wanted = |email: &&str| only.as_deref().is_none_or(|only| is_same(only, email));
        for email in emails.filter(is_wanted).filter(|_| self.invites) {
            if self.invited.find(email).is_none() {
                self.invited.add(Person { email, ..Person::default() });
            }
        }
    }

    /// Who follows, once all pages were seen.
    pub(super) fn close(&mut self, directory: &Directory) {
        let Roll { joined, listed, invited, rest, .. } = self;
        let is_left = |&index: &u32| joined.get(index as usize) != Some(&true);
        let is_new = |&index: &u32| {
            let person = invited.get(index);
            let is_known = |email: &str| listed.find(email).is_some() || directory.find(email).is_some();
            person.is_some_and(|person| !is_known(person.email))
        };
        rest.get_or_insert_with(|| {
            let invited = (0..invited.len() as u32).filter(is_new);
            let invited = invited.map(|index| index + directory.len() as u32);
            (0..directory.len() as u32).filter(is_left).chain(invited).collect()
        });
    }

    /// How many follow.
    pub(super) fn len(&self) -> usize {
        self.rest.as_ref().map_or(0, Vec::len)
    }

    /// Who follows at a place.
    pub(super) fn get<'a>(&'a self, place: usize, directory: &'a Directory) -> Option<Follower<'a>> {
        let index = *self.rest.as_ref()?.get(place)?;
        match index.checked_sub(directory.len() as u32) {
            None => directory.get(index).map(Follower::User),
            Some(index) => self.invited.get(index).map(|person| Follower::Invited(person.email)),
        }
    }

    /// The position of a place; `None` behind the last one.
    pub(super) fn cursor(&self, index: usize, directory: &Directory) -> Option<Cursor> {
        Some(Cursor::Rest(Place { item: self.get(index, directory)?.fingerprint(), index }))
    }

    /// The place that a position means: where it was, or where its person is now, or the beginning if there is none.
    pub(super) fn find(&self, at: Place, directory: &Directory) -> usize {
        let is_there = |place: &usize| {
            self.get(*place, directory).is_some_and(|follower| follower.fingerprint() == at.item)
        };
        std::iter::once(at.index).chain(0..self.len()).find(is_there).unwrap_or(0)
    }
}

impl Follower<'_> {
    fn fingerprint(&self) -> u64 {
        match self {
            Follower::User(person) => fingerprint(*person),
            Follower::Invited(email) => fingerprint(Person { email, ..Person::default() }),
        }
    }
}
