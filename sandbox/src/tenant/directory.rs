//! The users of one company, found by id or e-mail address in constant time.

use std::collections::HashMap;

use super::user::User;

/// Users in the order of their ids.
#[derive(Clone, Debug, Default)]
pub(crate) struct Directory {
    users: Vec<User>,
    /// Case-folded e-mail address to id.
    by_email: HashMap<Box<str>, i64>,
}

fn folded(email: &str) -> Box<str> {
    email.to_lowercase().into_boxed_str()
}

impl Directory {
    pub(crate) fn with_capacity(users: usize) -> Self {
        Self { users: Vec::with_capacity(users), by_email: HashMap::with_capacity(users) }
    }

    /// Adds a user whose id is above all others; `false` if the address is taken.
    pub(crate) fn add(&mut self, user: User) -> bool {
        let key = folded(&user.email);
        if self.by_email.contains_key(&key) {
            return false;
        }
        self.by_email.insert(key, user.id);
        self.users.push(user);
        true
    }

    pub(crate) fn users(&self) -> &[User] {
        &self.users
    }

    pub(crate) fn len(&self) -> usize {
        self.users.len()
    }

    /// Where the user with this id stands. Ids are handed out one by one, so without a deletion the first guess is right.
    fn position(&self, id: i64) -> Option<usize> {
        let first = self.users.first()?.id;
        let guess = usize::try_from(id.checked_sub(first)?).ok()?;
        if self.users.get(guess).is_some_and(|user| user.id == id) {
            return Some(guess);
        }
        self.users.binary_search_by_key(&id, |user| user.id).ok()
    }

    pub(crate) fn get(&self, id: i64) -> Option<&User> {
        self.position(id).map(|at| &self.users[at])
    }

    pub(crate) fn get_mut(&mut self, id: i64) -> Option<&mut User> {
        self.position(id).map(|at| &mut self.users[at])
    }

    pub(crate) fn id_of(&self, email: &str) -> Option<i64> {
        if let Some(id) = self.by_email.get(email) {
            return Some(*id);
        }
        self.by_email.get(&folded(email)).copied()
    }

    pub(crate) fn find(&self, email: &str) -> Option<&User> {
        self.get(self.id_of(email)?)
    }

    pub(crate) fn find_mut(&mut self, email: &str) -> Option<&mut User> {
        self.get_mut(self.id_of(email)?)
    }

    pub(crate) fn remove(&mut self, id: i64) -> Option<User> {
        let at = self.position(id)?;
        let user = self.users.remove(at);
        self.by_email.remove(&folded(&user.email));
        Some(user)
    }

    /// Gives the user another address; `false` if there is no such user or the address is taken.
    pub(crate) fn change_email(&mut self, id: i64, email: &str) -> bool {
        if self.id_of(email).is_some_and(|other| other != id) {
            return false;
        }
        let Some(at) = self.position(id) else { return false };
        self.by_email.remove(&folded(&self.users[at].email));
        self.by_email.insert(folded(email), id);
        self.users[at].email = email.into();
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tenant::user::Stage;

    fn user(id: i64, email: &str) -> User {
        User {
            id,
            key: id + 1,
            email: email.into(),
            name: None,
            stage: Stage::Enrolled,
            disabled: false,
            admin_level: None,
            groups: Vec::new(),
            details: None,
            differences: None,
        }
    }

    #[test]
    fn users_are_found_after_others_are_removed_and_renamed() {
        let mut directory = Directory::default();
        for id in 10..20 {
            assert!(directory.add(user(id, &format!("User{id}@example.com"))));
        }
        assert!(!directory.add(user(20, "user11@EXAMPLE.com")), "addresses are compared case-folded");
        assert_eq!(directory.remove(10).map(|user| user.id), Some(10));
        assert!(directory.remove(10).is_none());
        assert_eq!(directory.find("user15@example.com").map(|user| user.id), Some(15));
        assert!(!directory.change_email(15, "user16@example.com"));
        assert!(directory.change_email(15, "new@example.com"));
        assert!(directory.find("user15@example.com").is_none());
        assert_eq!(directory.find("new@example.com").map(|user| user.id), Some(15));
        assert!(directory.get(10).is_none());
        assert_eq!(directory.get(19).map(|user| &*user.email), Some("User19@example.com"));
    }
}
