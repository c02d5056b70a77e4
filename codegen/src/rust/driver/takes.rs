//! How the driver makes a request struct of the arguments of a scenario.

use serde::Serialize;

use crate::rust::requests::RequestStruct;

/// A request struct and its fields.
#[derive(Serialize)]
pub(super) struct Take {
    pub(super) name: String,
    fields: Vec<Field>,
}

#[derive(Serialize)]
struct Field {
    /// The field in Rust.
    field: String,
    /// Its name in the scenarios.
    name: String,
}

pub(super) fn take(request: &RequestStruct) -> Take {
    let besides = [
        ("page_size", request.page_size.is_some()),
        ("page_token", request.page_token),
        ("extra", request.extra),
    ];
    let besides = besides.into_iter().filter(|(_, is_there)| *is_there).map(|(name, _)| name);
    let fields = request.fields.iter().map(|field| field.name.as_str()).chain(besides);
    Take { name: request.name.clone(), fields: fields.map(field).collect() }
}

fn field(field: &str) -> Field {
    // A keyword of Rust is none in the scenarios.
    let name = field.strip_prefix("r#").unwrap_or(field);
    Field { field: field.to_owned(), name: name.to_owned() }
}
