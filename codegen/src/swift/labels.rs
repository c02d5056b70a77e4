//! The labels of arguments.

use crate::model::{Gives, Parameter, Resource, Signature};

/// An argument with its label, which is the name of the parameter.
pub(super) fn labelled(parameter: &str, argument: &str) -> String {
    format!("{}: {argument}", parameter.trim_matches('`'))
}

/// Whether the first argument of a method, which is given without a label then, names what the method is about, as in
/// `users.get(7)`, and not what that belongs to, as in `managedCompanyUsers.create(childCompanyID: 7, …)`.
pub(super) fn names_its_object(resource: &Resource<'_>, signature: &Signature<'_>) -> bool {
    let own: Vec<&Parameter<'_>> = signature.parameters.iter().filter(|parameter| parameter.own).collect();
    let [one] = own.as_slice() else { return false };
    let things = resource.short_name().rsplit('_').next().unwrap_or_default();
    let is_of_another = one.name.strip_suffix("_id").is_some_and(|thing| {
        let thing = thing.rsplit('_').next().unwrap_or(thing);
        // Of `companies`, one is a `company`.
        !things.starts_with(thing.trim_end_matches('y'))
    });
    !is_of_another && !matches!(signature.gives, Gives::Pages(_))
}
