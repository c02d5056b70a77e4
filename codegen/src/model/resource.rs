//! A resource: what methods hang off.

use super::{Method, Operation};

/// A resource with its methods, in the order of the contract.
#[derive(Debug)]
pub struct Resource<'a> {
    /// Its name, for example `provisioning.users`.
    pub name: &'a str,
    /// What it is about.
    pub description: &'a str,
    /// Whether its methods hang off what the other resources of its API hang off.
    pub is_root: bool,
    /// The methods and the operations they are made of.
    pub methods: Vec<(&'a Operation, &'a Method)>,
}

impl Resource<'_> {
    /// The name of its module: its short name, unless that is the name of the API.
    #[must_use]
    pub fn module(&self) -> &str {
        if self.is_root { "access" } else { self.short_name() }
    }

    /// The last part of the name, for example `users`.
    #[must_use]
    pub fn short_name(&self) -> &str {
        self.name.rsplit('.').next().unwrap_or(self.name)
    }
}
