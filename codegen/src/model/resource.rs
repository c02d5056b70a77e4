//! A resource: what methods hang off.

use super::{Method, Operation};

/// A resource with its methods, in the order of the contract.
#[derive(Debug)]
pub struct Resource<'a> {
    /// Its name, for example `provisioning.users`.
    pub name: &'a str,
    /// What it is about.
    pub description: &'a str,
    /// The methods and the operations they are made of.
    pub methods: Vec<(&'a Operation, &'a Method)>,
}

impl Resource<'_> {
    /// The last part of the name, for example `users`.
    #[must_use]
    pub fn short_name(&self) -> &str {
        self.name.rsplit('.').next().unwrap_or(self.name)
    }
}
