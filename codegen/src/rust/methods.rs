//! The methods of a resource: what each takes, sends and gives.

use serde::Serialize;

use super::documentation::of_method;
use super::operations::{constant, items};
use super::requests::{PathHole, RequestStruct, constant_data, path, positional_data};
use super::text::{doc, identifier, literal};
use crate::model::{Answer, Api, Kind, Member, Method, Operation, Resource, Style, positional};
use crate::{Error, Result, names};

/// A method, as its template takes it.
#[derive(Serialize)]
pub(crate) struct MethodHole {
    doc: String,
    pub(crate) name: String,
    constant: String,
    pub(crate) shape: Shape,
    /// Parameters of the path.
    pub(crate) path: PathHole,
    /// Name and type of the struct it takes.
    pub(crate) argument: String,
    pub(crate) request: String,
    /// What it gives, inside `Result` or `Pager`.
    pub(crate) answers: String,
    /// The call that fetches the answer.
    fetch: String,
    /// The media type of the body, where it is not the usual one.
    media_type: String,
    /// What the caller gives one after the other: names, and checks of them.
    pub(crate) texts: Vec<String>,
    checks: Vec<String>,
    data: String,
    /// The argument that stands for the row, in reports of what became of it.
    row: String,
    pub(crate) confirm: Option<String>,
    chunk: Option<(u32, u64)>,
    /// Whether the client is needed to make the request.
    needs_client: bool,
}

/// The rhythms that methods have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Shape {
    /// A list, read page by page.
    Pager,
    /// A list that comes in one answer.
    Whole,
    /// A request with a body.
    Body,
    /// A request with a query.
    Query,
    /// A request with a path alone.
    Path,
    /// A command that answers something.
    Item,
    /// A command about one user, with its texts one after the other.
    Texts,
    /// A command about one user.
    Row,
    /// A command about any number of users.
    Rows,
    /// A command about any number of users, by their names.
    Names,
    /// One command for each user.
    Each,
    /// One item out of a read.
    Lookup,
    /// A read, put together.
    Gather,
    /// A list of the unified view.
    ViewPages,
    /// An answer of the unified view.
    View,
}

pub(super) fn method(
    api: &Api,
    resource: &Resource<'_>,
    operation: &Operation,
    method: &Method,
    request: Option<&RequestStruct>,
) -> Result<MethodHole> {
    let unsupported = || {
        Error::Unsupported(format!(
            "{}: {}: Rust has no form for this method yet",
            api.source,
            method.full_name()
        ))
    };
    let hole = MethodHole {
        doc: doc(4, &of_method(operation, method)),
        name: identifier(&method.name),
        constant: constant(operation, method),
        shape: Shape::Path,
        path: if operation.view { PathHole::default() } else { path(operation).ok_or_else(unsupported)? },
        argument: request.map(|request| argument(operation, &request.name)).unwrap_or_default(),
        request: request.map(|request| request.name.clone()).unwrap_or_default(),
        answers: String::new(),
        fetch: String::new(),
        media_type: String::new(),
        texts: Vec::new(),
        checks: Vec::new(),
        data: String::new(),
        row: String::new(),
        confirm: None,
        chunk: operation.chunk.map(|chunk| (chunk.size, chunk.pause_ms)),
        needs_client: request.is_some_and(RequestStruct::needs_client),
    };
    let item = items(api, operation, method).map(|schema| schema.name.clone());
    let group = || "Group".to_owned();
    if operation.view {
        return view(operation, method, item, hole).ok_or_else(unsupported);
    }
    match method.style {
        Style::Pager => {
            Ok(MethodHole { shape: Shape::Pager, answers: item.ok_or_else(unsupported)?, ..hole })
        }
        Style::Collect => match item {
            Some(item) => {
                let data = constant_data(operation).ok_or_else(unsupported)?;
                Ok(MethodHole { shape: Shape::Whole, answers: item, data, ..hole })
            }
            None => Ok(MethodHole {
                shape: Shape::Gather,
                answers: group(),
                fetch: gathered(resource).ok_or_else(unsupported)?.to_owned(),
                ..hole
            }),
        },
        Style::Lookup => Ok(MethodHole {
            shape: Shape::Lookup,
            answers: item.unwrap_or_else(group),
            fetch: gathered(resource).ok_or_else(unsupported)?.to_owned(),
            texts: method.by.iter().map(|by| names::snake(by)).collect(),
            ..hole
        }),
        Style::Each => Ok(MethodHole { shape: Shape::Each, ..hole }),
        Style::Chunks => rows(api, operation, hole).ok_or_else(unsupported),
        Style::Call if operation.command => command(api, operation, method, hole).ok_or_else(unsupported),
        Style::Call => call(operation, request.is_some(), hole).ok_or_else(unsupported),
    }
}

/// A method of the unified view, which a function of the core answers by hand.
fn view(
    operation: &Operation,
    method: &Method,
    item: Option<String>,
    hole: MethodHole,
) -> Option<MethodHole> {
    let (shape, answers) = match (method.style, operation.answer()) {
        (Style::Pager, _) => (Shape::ViewPages, item?),
        (Style::Call, Answer::Body(Kind::Object(name))) => (Shape::View, name),
        (Style::Call, Answer::Body(Kind::List(text))) if *text == Kind::Text => {
            (Shape::View, "Vec<String>".to_owned())
        }
        _ => return None,
    };
    Some(MethodHole {
        shape,
        answers,
        fetch: method.full_name().replace('.', "::"),
        texts: operation.path_parameters.iter().map(|parameter| identifier(&parameter.name)).collect(),
        data: literal(&method.full_name()),
        ..hole
    })
}

/// The name of the struct argument: what it is, in a word.
fn argument(operation: &Operation, name: &str) -> String {
    let own = operation.input.as_ref().and_then(|input| input.name.clone());
    let last = names::words(name).pop().filter(|_| operation.input.is_some());
    own.or(last).unwrap_or_else(|| "query".to_owned())
}

/// The module of the core that looks things up in whole reads.
fn gathered(resource: &Resource<'_>) -> Option<&'static str> {
    ["users", "groups", "shared_folders"].into_iter().find(|known| *known == resource.short_name())
}

fn call(operation: &Operation, has_request: bool, hole: MethodHole) -> Option<MethodHole> {
    let (fetch, answers) = match operation.answer() {
        Answer::Nothing => ("unit", "()".to_owned()),
        Answer::Body(Kind::Object(name)) => ("item", name),
        Answer::Maybe(Kind::Object(name)) => ("maybe_item", format!("Option<{name}>")),
        Answer::Maybe(Kind::Any) => ("maybe_json", "Option<Value>".to_owned()),
        Answer::Body(Kind::List(item)) => match *item {
            Kind::Object(name) => ("items", format!("Vec<{name}>")),
            _ => return None,
        },
        _ => return None,
    };
    let (shape, media_type) = match &operation.input {
        Some(input) if input.media_type == "application/json" => (Shape::Body, String::new()),
        Some(input) => (Shape::Body, literal(&input.media_type)),
        None if has_request => (Shape::Query, String::new()),
        None => (Shape::Path, String::new()),
    };
    Some(MethodHole { shape, fetch: fetch.to_owned(), answers, media_type, ..hole })
}

fn command(api: &Api, operation: &Operation, method: &Method, hole: MethodHole) -> Option<MethodHole> {
    let schema = api.input_schema(operation)?;
    let reply = api.answer_schema(operation)?;
    // What every reply has says only how the command ended.
    let tells = reply.members().iter().any(|member| !member.envelope && member.wire != "message");
    if tells {
        return Some(MethodHole { shape: Shape::Item, answers: reply.name.clone(), ..hole });
    }
    let row = schema.members().iter().find(|member| member.kind == Kind::Email)?;
    let row = identifier(&row.name);
    let Some(texts) = positional(schema, method) else {
        return Some(MethodHole {
            shape: Shape::Row,
            row: format!("{}.{row}.as_str()", hole.argument),
            ..hole
        });
    };
    let check = |member: &Member| {
        let (label, name) = (literal(&member.name), identifier(&member.name));
        let test = if member.kind == Kind::Email { "email" } else { "text" };
        format!("check::{test}({label}, {name})")
    };
    let confirm = method.confirm.as_ref().and_then(|wire| texts.iter().find(|member| member.wire == *wire));
    Some(MethodHole {
        shape: Shape::Texts,
        texts: texts.iter().map(|member| identifier(&member.name)).collect(),
        checks: texts.iter().map(|member| check(member)).collect(),
        data: positional_data(schema, method, &texts),
        row,
        confirm: confirm.map(|member| member.name.clone()),
        ..hole
    })
}

fn rows(api: &Api, operation: &Operation, hole: MethodHole) -> Option<MethodHole> {
    let input = operation.input.as_ref()?;
    match &input.kind {
        Kind::List(item) if matches!(**item, Kind::Email) => {
            let argument = input.name.clone().unwrap_or_else(|| "usernames".to_owned());
            Some(MethodHole { shape: Shape::Names, argument, ..hole })
        }
        Kind::List(_) => {
            let schema = api.input_schema(operation)?;
            let row = schema.members().iter().find(|member| member.kind == Kind::Email)?;
            Some(MethodHole { shape: Shape::Rows, row: identifier(&row.name), ..hole })
        }
        _ => None,
    }
}
