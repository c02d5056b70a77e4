//! The static tables of operations and of how they page.

use serde::Serialize;

use super::views::kind_of;
use crate::model::{Answer, Api, Form, Kind, Method, Operation, PagingStyle, Repeat, Role, Schema, Style};
use crate::{Error, Result, names};

/// The table of an operation, and of its paging.
#[derive(Serialize)]
pub(super) struct Table {
    pub(super) constant: String,
    name: String,
    id: String,
    method: String,
    path: String,
    writes: bool,
    repeat: &'static str,
    answer: String,
    attempt_limit: Option<u64>,
    status_values: Vec<String>,
    paging: Option<PagingTable>,
}

#[derive(Serialize)]
struct PagingTable {
    style: String,
    size_name: String,
    default_size: u32,
    max_size: u32,
    fixed: bool,
    identity: Option<usize>,
}

/// The name of an operation's table: by the vendor's id, or for a command by the method, since a command is made into
/// several.
pub(super) fn constant(operation: &Operation, method: &Method) -> String {
    names::screaming(&if operation.command { method.full_name() } else { operation.id.clone() })
}

pub(super) fn tables(api: &Api) -> Result<Vec<Table>> {
    let mut tables = Vec::new();
    for operation in &api.operations {
        for method in &operation.methods {
            tables.push(table(api, operation, method)?);
        }
    }
    Ok(tables)
}

fn table(api: &Api, operation: &Operation, method: &Method) -> Result<Table> {
    let unsupported = || {
        Error::Unsupported(format!("{}: {}: Rust has no form for its answer yet", api.source, operation.id))
    };
    let answer = match operation.answer() {
        Answer::Nothing => "Answer::Nothing".to_owned(),
        Answer::Maybe(kind) => {
            format!("Answer::Maybe({})", kind_of(&kind, "types::").ok_or_else(unsupported)?)
        }
        Answer::Body(kind) => format!("Answer::Body({})", kind_of(&kind, "types::").ok_or_else(unsupported)?),
    };
    let paging = match method.style {
        Style::Pager => Some(paged(api, operation, method).ok_or_else(unsupported)?),
        // One answer holds the items themselves.
        Style::Collect if items(api, operation, method).is_some() => Some(PagingTable {
            style: "Style::Whole".to_owned(),
            size_name: String::new(),
            default_size: 0,
            max_size: 0,
            fixed: true,
            identity: identity(api, operation, method),
        }),
        _ => None,
    };
    Ok(Table {
        constant: constant(operation, method),
        name: method.full_name(),
        id: operation.id.clone(),
        method: operation.http_method.clone(),
        path: operation.path.clone(),
        writes: operation.writes,
        repeat: match operation.repeat {
            Repeat::Safe => "Safe",
            Repeat::Idempotent => "Idempotent",
            Repeat::Once => "Once",
        },
        answer,
        attempt_limit: operation.attempt_timeout,
        status_values: operation.status_values.iter().map(|value| value.to_ascii_lowercase()).collect(),
        paging,
    })
}

fn paged(api: &Api, operation: &Operation, method: &Method) -> Option<PagingTable> {
    let paging = operation.paging.as_ref()?;
    let items = api.items(operation, method)?.position;
    let token = &paging.position_name;
    let next = api.answer_role(operation, Role::Next);
    let style = match paging.style {
        PagingStyle::Token => {
            format!("Style::Token {{ token_name: \"{token}\", items: {}, next: {} }}", items?, next?.0)
        }
        PagingStyle::Next => {
            format!("Style::Next {{ token_name: \"{token}\", items: {}, next: {} }}", items?, next?.0)
        }
        PagingStyle::Continuation => {
            let (continuation, inner) = next?;
            format!(
                "Style::Continuation {{ token_name: \"{token}\", items: {}, continuation: {continuation}, token: {} }}",
                items?, inner?
            )
        }
        PagingStyle::Index => {
            let total = api.answer_role(operation, Role::Total).map(|(position, _)| position);
            let shrinks = paging.size.shrinks;
            format!(
                "Style::Index {{ index_name: \"{token}\", items: {items:?}, total: {total:?}, shrinks: {shrinks} }}"
            )
        }
    };
    Some(PagingTable {
        style,
        size_name: paging.size_name.clone().unwrap_or_default(),
        default_size: paging.size.default,
        max_size: paging.size.maximum,
        fixed: paging.size.fixed,
        identity: identity(api, operation, method),
    })
}

/// The schema of the items of a method, where they are objects of the answer.
pub(super) fn items<'a>(api: &'a Api, operation: &'a Operation, method: &Method) -> Option<&'a Schema> {
    let Kind::Object(name) = api.items(operation, method)?.kind else { return None };
    api.schema(name).filter(|schema| matches!(schema.form, Form::Object(_)))
}

fn identity(api: &Api, operation: &Operation, method: &Method) -> Option<usize> {
    items(api, operation, method)?.members().iter().position(|member| member.identity)
}
