//! What is done: reads, lists and writes of both APIs and of the view, each write with a mark that no other one leaves.

use std::collections::BTreeSet;

use fastrand::Rng;
use lastpass_sandbox::{Tenant, User};
use serde_json::{Value, json};

/// So many people come and go.
const PEOPLE: u64 = 2_000;
const GROUP: &str = "Soak";

/// The people that are written: others stay as they are.
#[derive(Default)]
pub(super) struct People {
    /// How many marks have been made.
    marks: u64,
}

/// An operation on a person.
pub(super) struct Work {
    call: &'static str,
    arguments: Value,
    read: Option<Value>,
    /// The operation or command that writes; none for a read.
    pub(super) writes: Option<&'static str>,
    pub(super) email: String,
    pub(super) id: Option<i64>,
    /// What it is to bring about; for a read, what it is to answer.
    pub(super) goal: Goal,
}

/// What an operation is to bring about or to answer.
#[derive(Debug)]
pub(super) enum Goal {
    There {
        name: String,
    },
    Gone,
    Named(String),
    Disabled(bool),
    Member(bool),
    /// It reads this person.
    Read,
    /// It reads a page of so many items.
    Page(usize),
}

impl Work {
    pub(super) fn step(&self) -> Value {
        let mut step = json!({ "do": "call", "operation": self.call, "arguments": self.arguments });
        if let Some(read) = &self.read {
            step["read"] = read.clone();
        }
        step
    }

    /// Its name in the SDK.
    pub(super) fn call(&self) -> &'static str {
        self.call
    }

    /// Whether the goal is reached.
    pub(super) fn is_reached(&self, tenant: &Tenant) -> bool {
        let user = tenant.user(&self.email);
        let is = |is: &dyn Fn(&User) -> bool| user.as_ref().is_some_and(is);
        match &self.goal {
            Goal::There { name } | Goal::Named(name) => {
                is(&|user| user.name.as_deref() == Some(name.as_str()))
            }
            Goal::Gone => user.is_none(),
            Goal::Disabled(wanted) => is(&|user| user.disabled == *wanted),
            Goal::Member(wanted) => is(&|user| user.groups.iter().any(|group| &**group == GROUP) == *wanted),
            Goal::Read | Goal::Page(_) => true,
        }
    }

    /// Whether a read answered what it was asked for.
    pub(super) fn is_answered(&self, answer: &Value) -> bool {
        match self.goal {
            Goal::Page(size) => answer["pages"][0].as_array().is_some_and(|items| items.len() == size),
            Goal::Read => {
                let named = ["email", "username", "id"].iter().find_map(|name| answer[name].as_str());
                named.is_some_and(|named| named.eq_ignore_ascii_case(&self.email))
            }
            _ => true,
        }
    }
}

impl People {
    /// So many operations, each on another person, that suit how the people stand now.
    pub(super) fn work(&mut self, tenant: &Tenant, chance: &mut Rng, count: usize) -> Vec<Work> {
        let mut taken = BTreeSet::new();
        while taken.len() < count {
            taken.insert(chance.u64(..PEOPLE));
        }
        taken.into_iter().map(|person| self.one(tenant, chance, person)).collect()
    }

    fn one(&mut self, tenant: &Tenant, chance: &mut Rng, person: u64) -> Work {
        let email = format!("soak{person:04}@example.com");
        let user = tenant.user(&email);
        self.marks += 1;
        let name = format!("Person {}", self.marks);
        let id = user.as_ref().map(|user| user.id);
        let work = |call, writes, arguments, goal| Work {
            call,
            arguments,
            read: None,
            writes,
            email: email.clone(),
            id,
            goal,
        };
        let page = |call, size: usize| Work {
            read: Some(json!({ "pages": 1 })),
            ..work(call, None, json!({ "page_size": size }), Goal::Page(size))
        };
        let draw = chance.u8(..100);
        let by_id = json!({ "user_id": id });
        let by_name = json!({ "username": email });
        match (draw, &user) {
            (0..4, _) => page("users.list", 20),
            (4..7, _) => page("provisioning.users.list", 20),
            (7, _) => page("iam.users.list", 20),
            (8..50, None) => {
                let row = json!({ "users": [{ "username": email, "full_name": name }] });
                work("provisioning.users.add", Some("batchadd"), row, Goal::There { name })
            }
            (_, None) => {
                let arguments = json!({ "email": email, "name": name, "creation_account_action": "stage" });
                work("users.create", Some("createUser"), arguments, Goal::There { name })
            }
            (8..28, _) => work("users.get", None, by_id, Goal::Read),
            (28..42, _) => work("provisioning.users.get", None, by_name, Goal::Read),
            (42..44, _) => work("iam.users.get", None, json!({ "id": email }), Goal::Read),
            (44..56, _) => {
                let arguments = json!({ "user_id": id, "name": name });
                work("users.update", Some("partiallyUpdateUser"), arguments, Goal::Named(name))
            }
            (56..68, _) => {
                let arguments = json!({ "username": email, "full_name": name });
                work("provisioning.users.update", Some("updateuser"), arguments, Goal::Named(name))
            }
            (68..80, Some(user)) => {
                let (call, command) = match user.disabled {
                    true => ("provisioning.users.enable", "enableuser"),
                    false => ("provisioning.users.disable", "disableuser"),
                };
                work(call, Some(command), json!({ "usernames": [email] }), Goal::Disabled(!user.disabled))
            }
            (80..90, Some(user)) => {
                let is_member = user.groups.iter().any(|group| &**group == GROUP);
                let mut change = json!({ "username": email });
                change[if is_member { "remove" } else { "add" }] = json!([GROUP]);
                let arguments = json!({ "changes": [change] });
                work(
                    "provisioning.groups.change_members",
                    Some("batchchangegrp"),
                    arguments,
                    Goal::Member(!is_member),
                )
            }
            (90..95, _) => work("users.delete", Some("deleteUser"), by_id, Goal::Gone),
            _ => work("provisioning.users.remove_from_company", Some("deluser"), by_name, Goal::Gone),
        }
    }
}
