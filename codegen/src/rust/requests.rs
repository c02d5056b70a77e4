//! The request structs: parameters of a query, bodies, and the data of commands.

use serde::Serialize;

use super::fields::{Field, Lists, checks, field, is_masked, json, json_literal, query};
use super::text::{doc, identifier, literal};
use crate::model::{Api, Form, Kind, Member, Method, Operation, Schema, Style, positional};
use crate::{Error, Result, names, prose};

/// A request struct, as its template takes it.
#[derive(Serialize)]
pub(crate) struct RequestStruct {
    doc: String,
    pub(crate) name: String,
    pub(crate) fields: Vec<Field>,
    /// Whether some fields are required, so that there is a constructor and no `Default`.
    constructor: bool,
    pub(crate) page_size: Option<String>,
    pub(crate) page_token: bool,
    /// Whether the caller may add members.
    pub(crate) extra: bool,
    /// Whether a field is not printed as it is.
    masked: bool,
    checks: Vec<String>,
    pub(super) form: Wire,
    /// Names on the wire and their values.
    pairs: Vec<Pair>,
    /// The path, of a query.
    path: PathHole,
    /// Whether a list is asked for.
    paged: bool,
    /// The two ends of a span of time, which are local times of the client's zone.
    times: Vec<Pair>,
    /// Whether another resource writes it too.
    pub(super) shared: bool,
}

/// How a struct gets onto the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Wire {
    /// As a query.
    Query,
    /// As the `data` of a list.
    Data,
    /// As the `data` of a list of which one member is sent.
    OneFilter,
    /// As a body, or as a row of `data`.
    Members,
    /// Not at all: the core reads it.
    View,
}

#[derive(Serialize)]
struct Pair {
    wire: String,
    value: String,
    /// The value of what is always the same.
    constant: String,
    /// What an item must have, as an expression, where the client can apply the filter.
    keep: String,
}

/// A path and the arguments that fill it.
#[derive(Clone, Default, Serialize)]
pub(crate) struct PathHole {
    /// Parameters of a function, each behind a comma.
    pub parameters: String,
    /// Arguments of a call.
    pub arguments: String,
    /// Their names.
    pub names: Vec<String>,
    /// The path as an expression.
    pub expression: String,
}

/// The struct that a method takes, if it takes one; `handle` is the type that the method hangs off.
pub(super) fn request_struct(
    api: &Api,
    handle: &str,
    operation: &Operation,
    method: &Method,
) -> Result<Option<RequestStruct>> {
    let unsupported =
        |what: &str| Error::Unsupported(format!("{}: {}: {what}", api.source, method.full_name()));
    if operation.view {
        return Ok(view_struct(handle, operation, method));
    }
    if !operation.command {
        let has_query = operation.paging.is_some() || !operation.query.is_empty();
        return match (&operation.input, has_query) {
            (Some(_), true) => Err(unsupported("Rust has no form for a query beside a body yet")),
            (None, false) => Ok(None),
            (None, true) => query_struct(handle, operation, method)
                .map(Some)
                .ok_or_else(|| unsupported("Rust has no form for a parameter of its query yet")),
            (Some(_), false) => {
                let schema = api
                    .input_schema(operation)
                    .ok_or_else(|| unsupported("Rust has no form for its body yet"))?;
                let lists =
                    if operation.http_method == "PATCH" { Lists::EmptyIsSent } else { Lists::EmptyIsAbsent };
                Ok(Some(RequestStruct { extra: true, ..members(schema, lists) }))
            }
        };
    }
    let Some(schema) = api.input_schema(operation).filter(|schema| matches!(schema.form, Form::Object(_)))
    else {
        return Ok(None);
    };
    match method.style {
        Style::Pager => data(api, operation, method, schema)
            .map(Some)
            .ok_or_else(|| unsupported("Rust has no form for its data yet")),
        Style::Call if positional(schema, method).is_some() => Ok(None),
        Style::Call if !method.set.is_empty() => {
            Err(unsupported("`set` beside optional members has no form yet"))
        }
        Style::Call | Style::Chunks => Ok(Some(members(schema, Lists::EmptyIsAbsent))),
        Style::Lookup | Style::Collect | Style::Each => Ok(None),
    }
}

fn query_struct(handle: &str, operation: &Operation, method: &Method) -> Option<RequestStruct> {
    let arguments: Vec<&Member> = operation.query.iter().filter(|member| member.is_argument()).collect();
    let pairs = arguments.iter().map(|member| Some(pair(member, query(member)?)));
    Some(RequestStruct {
        doc: format!("/// What [`{handle}::{}`] asks for.", identifier(&method.name)),
        path: path(operation)?,
        pairs: pairs.collect::<Option<_>>()?,
        ..skeleton(names::pascal(&operation.id), &arguments, Lists::EmptyIsAbsent, Wire::Query, operation)
    })
}

/// What a method of the unified view takes besides what stands in its path.
fn view_struct(handle: &str, operation: &Operation, method: &Method) -> Option<RequestStruct> {
    let arguments: Vec<&Member> = operation.query.iter().filter(|member| member.is_argument()).collect();
    let wanted = operation.paging.is_some() || !arguments.is_empty();
    wanted.then(|| RequestStruct {
        doc: format!("/// What [`{handle}::{}`] asks for.", identifier(&method.name)),
        ..skeleton(names::pascal(&operation.id), &arguments, Lists::EmptyIsAbsent, Wire::View, operation)
    })
}

fn data(api: &Api, operation: &Operation, method: &Method, schema: &Schema) -> Option<RequestStruct> {
    let sent: Vec<&Member> = schema.members().iter().filter(|member| member.role.is_none()).collect();
    let arguments: Vec<&Member> = sent.iter().copied().filter(|member| member.is_argument()).collect();
    let times: Vec<&Member> = sent.iter().copied().filter(|member| member.kind == Kind::LocalTime).collect();
    if !matches!(times.len(), 0 | 2) {
        return None;
    }
    let item = super::operations::items(api, operation, method);
    let pairs = sent.iter().map(|member| {
        let name = identifier(&member.name);
        let value = match member.kind {
            Kind::LocalTime => format!("{name}.map(Value::from)"),
            _ => json(member, Lists::EmptyIsAbsent),
        };
        let same =
            item.and_then(|item| item.member(&member.wire)).filter(|(_, same)| same.kind == member.kind);
        let keep = match (&member.kind, same) {
            (Kind::Flag, Some((index, _))) => format!("self.{name}.map(|{name}| ({index}, {name}))"),
            _ => "None".to_owned(),
        };
        Pair { keep, ..pair(member, value) }
    });
    let form = if schema.one_filter { Wire::OneFilter } else { Wire::Data };
    Some(RequestStruct {
        doc: doc(0, &super::documentation::of_schema(schema)),
        pairs: pairs.collect(),
        times: times.iter().map(|member| pair(member, identifier(&member.name))).collect(),
        ..skeleton(schema.name.clone(), &arguments, Lists::EmptyIsAbsent, form, operation)
    })
}

fn members(schema: &Schema, lists: Lists) -> RequestStruct {
    let arguments: Vec<&Member> = schema.members().iter().filter(|member| member.is_argument()).collect();
    RequestStruct {
        doc: doc(0, &super::documentation::of_schema(schema)),
        name: schema.name.clone(),
        fields: arguments.iter().map(|member| field(member, lists)).collect(),
        constructor: arguments.iter().any(|member| member.required),
        page_size: None,
        page_token: false,
        extra: false,
        masked: arguments.iter().any(|member| is_masked(member)),
        checks: checks(&arguments),
        form: Wire::Members,
        pairs: schema.members().iter().map(|member| pair(member, json(member, lists))).collect(),
        path: PathHole::default(),
        paged: false,
        times: Vec::new(),
        shared: false,
    }
}

fn skeleton(
    name: String,
    arguments: &[&Member],
    lists: Lists,
    form: Wire,
    operation: &Operation,
) -> RequestStruct {
    let size = operation
        .paging
        .as_ref()
        .filter(|paging| !paging.size.fixed)
        .map(|paging| doc(4, &[prose::page_size(paging.size)]));
    RequestStruct {
        doc: String::new(),
        name,
        fields: arguments.iter().map(|member| field(member, lists)).collect(),
        constructor: arguments.iter().any(|member| member.required),
        page_size: size,
        page_token: operation.paging.is_some(),
        extra: false,
        masked: arguments.iter().any(|member| is_masked(member)),
        checks: checks(arguments),
        form,
        pairs: Vec::new(),
        path: PathHole::default(),
        paged: operation.paging.is_some(),
        times: Vec::new(),
        shared: false,
    }
}

fn pair(member: &Member, value: String) -> Pair {
    let constant = member.constant.as_ref().map(json_literal).unwrap_or_default();
    Pair { wire: literal(&member.wire), value, constant, keep: String::new() }
}

/// The path of an operation as an expression; none if a parameter is no number, which would have to be encoded.
pub(super) fn path(operation: &Operation) -> Option<PathHole> {
    let mut expression = operation.path.clone();
    let mut hole = PathHole::default();
    for parameter in &operation.path_parameters {
        if !matches!(parameter.kind, Kind::Integer { .. }) {
            return None;
        }
        let name = &parameter.name;
        expression = expression.replace(&format!("{{{}}}", parameter.wire), &format!("{{{name}}}"));
        hole.parameters.push_str(&format!(", {name}: i64"));
        hole.arguments.push_str(if hole.arguments.is_empty() { "" } else { ", " });
        hole.arguments.push_str(name);
        hole.names.push(name.clone());
    }
    hole.expression = match operation.path_parameters.len() {
        0 => format!("{}.to_owned()", literal(&expression)),
        _ => format!("format!({})", literal(&expression)),
    };
    Some(hole)
}

/// The data that a method fixes or takes one after the other, as the members of a `json!` object.
pub(super) fn positional_data(schema: &Schema, method: &Method, positional: &[&Member]) -> String {
    let members = schema.members().iter().filter_map(|member| {
        let set = method.set.iter().find(|(name, _)| *name == member.wire).map(|(_, value)| value);
        let value = match set.or(member.constant.as_ref()) {
            Some(value) => value.to_string(),
            None => identifier(&positional.iter().find(|other| other.wire == member.wire)?.name),
        };
        Some(format!("{}: {value}", literal(&member.wire)))
    });
    members.collect::<Vec<_>>().join(", ")
}

/// The data of a read that is always the same, as an expression.
pub(super) fn constant_data(operation: &Operation) -> Option<String> {
    operation.input.as_ref()?.constant.as_ref().map(ToString::to_string)
}

impl RequestStruct {
    /// Whether the client's settings are needed to make the request.
    pub(super) fn needs_client(&self) -> bool {
        !self.times.is_empty()
    }
}
