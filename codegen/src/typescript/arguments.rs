//! What every operation calls its arguments, and the objects in them: the way from a caller's names to those of the SDK.

use serde::Serialize;

use super::text::literal;
use crate::model::{Api, Form, Given, Kind, Parameter};
use crate::names::{camel, screaming};

/// The names of an operation's arguments, or of a row's members, as its template takes them.
#[derive(Serialize)]
pub(super) struct Table {
    name: String,
    /// An object.
    members: String,
}

/// The rows of an API.
pub(super) fn rows(api: &Api) -> Vec<Table> {
    let rows = api.rows().into_iter();
    let tables =
        rows.map(|row| Table { name: screaming(&row.name), members: members(api, &row.parameters()) });
    tables.collect()
}

/// An operation of this name.
pub(super) fn operation(api: &Api, name: &str, parameters: &[Parameter<'_>]) -> Table {
    Table { name: literal(name), members: members(api, parameters) }
}

fn members(api: &Api, parameters: &[Parameter<'_>]) -> String {
    let members = parameters.iter().map(|parameter| {
        let (ours, theirs) = (camel(&parameter.name), literal(&parameter.name));
        match holds(api, &parameter.value) {
            Some(holds) => format!("{ours}: [{theirs}, {holds}]"),
            None => format!("{ours}: {theirs}"),
        }
    });
    match members.collect::<Vec<_>>().join(", ").as_str() {
        "" => "{}".to_owned(),
        members => format!("{{ {members} }}"),
    }
}

/// What an argument is, if it is more than JSON that is handed on.
fn holds(api: &Api, value: &Given) -> Option<String> {
    match value {
        Given::Cursor => Some(literal("cursor")),
        Given::Value(Kind::LocalTime | Kind::Instant) => Some(literal("time")),
        Given::Value(kind) => {
            let schema = api.schema(kind.schema()?)?;
            matches!(schema.form, Form::Object(_)).then(|| screaming(&schema.name))
        }
        _ => None,
    }
}
