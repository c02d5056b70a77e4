//! The names that texts of the contract say in backticks, in the case of a language.

use std::collections::BTreeSet;

use crate::model::Api;
use crate::model::by_hand::OWN_ENUMS;

/// What members, parameters, methods and resources are called, but for what a value is called, too.
pub(crate) struct Spoken(BTreeSet<String>);

impl Spoken {
    /// The names of an API.
    pub(crate) fn of(api: &Api) -> Self {
        let members = api.schemas.iter().flat_map(|schema| schema.members());
        let mut names: BTreeSet<String> = members.map(|member| member.name.clone()).collect();
        for resource in api.resources() {
            for (operation, method) in &resource.methods {
                let signature = api.signature(&resource, operation, method);
                let parameters = signature.into_iter().flat_map(|signature| signature.parameters);
                names.extend(parameters.map(|parameter| parameter.name));
                names.extend(method.full_name().split('.').map(str::to_owned));
            }
        }
        let values: Vec<&str> =
            OWN_ENUMS.iter().flat_map(|own| own.values).map(|(value, _)| *value).collect();
        names.retain(|name| !values.contains(&name.as_str()));
        Spoken(names)
    }

    /// These names.
    #[cfg(test)]
    pub(crate) fn of_names(names: &[&str]) -> Self {
        Spoken(names.iter().map(|name| (*name).to_owned()).collect())
    }

    /// The names of several APIs, and those that errors have.
    pub(crate) fn of_all<'a>(apis: impl IntoIterator<Item = &'a Spoken>) -> Self {
        let names = apis.into_iter().flat_map(|api| api.0.iter().cloned());
        // What an error has is described by no document.
        Spoken(names.chain(["retry_after".to_owned()]).collect())
    }

    /// Whether all of a piece of code are such names: `name`, `iam.list_roles`.
    pub(crate) fn holds(&self, piece: &str) -> bool {
        piece.split('.').all(|word| self.0.contains(word))
    }

    /// A text that says these names in another form.
    pub(crate) fn in_words(&self, text: &str, form: impl Fn(&str) -> String) -> String {
        let pieces = text.split('`').enumerate().map(|(index, piece)| match index % 2 {
            1 if self.holds(piece) => piece.split('.').map(&form).collect::<Vec<_>>().join("."),
            _ => piece.to_owned(),
        });
        pieces.collect::<Vec<_>>().join("`")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::camel;

    #[test]
    fn texts_name_members_as_a_caller_writes_them() {
        let spoken = Spoken::of_names(&["page_size", "name", "iam", "list_roles"]);
        let cases = [
            ("Pages of `page_size` items.", "Pages of `pageSize` items."),
            ("See `iam.list_roles`.", "See `iam.listRoles`."),
            ("The same as `name`, `not_sent` or page_size.", "The same as `name`, `not_sent` or page_size."),
        ];
        for (text, expected) in cases {
            assert_eq!(spoken.in_words(text, camel), expected);
        }
    }
}
