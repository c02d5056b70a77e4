//! How a request struct is made of named arguments.

use serde::Serialize;

use crate::rust::fields::Field;
use crate::rust::requests::RequestStruct;

/// A request struct and its fields.
#[derive(Serialize)]
pub(super) struct Request {
    pub(super) name: String,
    fields: Vec<Member>,
}

#[derive(Serialize)]
struct Member {
    /// The field in Rust.
    field: String,
    /// What takes it, as an expression.
    taken: String,
}

pub(super) fn members(request: &RequestStruct) -> Request {
    let besides = [
        ("page_size", "Option<u32>", request.page_size.is_some()),
        ("page_token", "Option<PageToken>", request.page_token),
        ("extra", "Map<String, Value>", request.extra),
    ];
    let besides = besides.into_iter().filter(|(_, _, is_there)| *is_there);
    let fields =
        request.fields.iter().map(|Field { name, kind, required, .. }| member(name, kind, *required));
    let fields = fields.chain(besides.map(|(name, kind, _)| member(name, kind, false)));
    Request { name: request.name.clone(), fields: fields.collect() }
}

fn member(field: &str, kind: &str, required: bool) -> Member {
    // A keyword of Rust is none elsewhere.
    let name = field.strip_prefix("r#").unwrap_or(field);
    let taken = match required {
        true => format!("given.take(\"{name}\")?"),
        false if kind.starts_with("Option<") => format!("given.maybe(\"{name}\")?"),
        false => format!("given.maybe(\"{name}\")?.unwrap_or_default()"),
    };
    Member { field: field.to_owned(), taken }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_required_has_to_be_given() {
        let cases = [
            ("email", "String", true, "given.take(\"email\")?"),
            ("addons", "Vec<ManagedCompanyAddon>", true, "given.take(\"addons\")?"),
            ("name", "Option<String>", false, "given.maybe(\"name\")?"),
            ("groups", "Vec<String>", false, "given.maybe(\"groups\")?.unwrap_or_default()"),
            ("r#type", "Option<i64>", false, "given.maybe(\"type\")?"),
        ];
        for (field, kind, required, expected) in cases {
            let member = member(field, kind, required);
            assert_eq!((member.field.as_str(), member.taken.as_str()), (field, expected));
        }
    }
}
