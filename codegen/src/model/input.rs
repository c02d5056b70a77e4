//! What goes out with an operation: parameters, a body, or the `data` of a command.

use serde_json::Value;

use super::{Api, Form, Given, Kind, Member, Parameter, Provenance, Schema};
use crate::spec::{Node, Problem};

/// The body of a request, or the `data` of a command.
#[derive(Clone, Debug)]
pub struct Input {
    /// What it is.
    pub kind: Kind,
    /// What it is for; empty if the contract does not say.
    pub description: String,
    /// The name in the SDK, where it has one.
    pub name: Option<String>,
    /// Whether the request is refused without it.
    pub required: bool,
    /// The only value, which is always sent.
    pub constant: Option<Value>,
    /// Another value that the service accepts.
    pub alternative: Option<Value>,
    /// Media type of the request.
    pub media_type: String,
}

impl Input {
    pub(super) fn read(command: bool, node: &Node<'_>) -> Result<Option<Self>, Problem> {
        let Some(body) = node.get("requestBody") else { return Ok(None) };
        let content = body.require("content", "say what the body is")?.members()?;
        let [(media_type, content)] = content.as_slice() else {
            return Err(body.problem(
                "has several media types; one is sent, and `x-media-type-alternative` names the other",
            ));
        };
        Provenance::read(&body)?;
        let schema = content.require("schema", "say what the body is")?;
        let media_type = (*media_type).to_owned();
        if command {
            let required = schema.texts_of("required")?.iter().any(|name| name == "data");
            let data = schema.get("properties").and_then(|members| members.get("data"));
            return data.map(|data| Input::of(&data, required, media_type)).transpose();
        }
        Input::of(&schema, body.mark("required")?, media_type).map(Some)
    }

    fn of(node: &Node<'_>, required: bool, media_type: String) -> Result<Self, Problem> {
        Ok(Input {
            kind: Kind::read(node)?,
            description: node.text_of("description")?.unwrap_or_default(),
            name: node.text_of("x-name")?,
            required,
            constant: node.get("const").map(|constant| constant.value.clone()),
            alternative: node
                .get("x-alternative")
                .and_then(|other| other.get("const"))
                .map(|other| other.value.clone()),
            media_type,
        })
    }
}

impl Api {
    /// The objects that callers give: the rows of calls on many users.
    #[must_use]
    pub fn rows(&self) -> Vec<&Schema> {
        let mut given = Vec::new();
        for resource in self.resources() {
            let methods = resource.methods.iter();
            let signatures =
                methods.filter_map(|(operation, method)| self.signature(&resource, operation, method));
            given.extend(signatures.flat_map(|signature| signature.parameters).filter_map(|parameter| {
                match parameter.value {
                    Given::Value(kind) => Some(kind),
                    _ => None,
                }
            }));
        }
        let mut rows = self.reachable(given.iter());
        rows.retain(|schema| matches!(schema.form, Form::Object(_)));
        rows
    }
}

impl Schema {
    /// What a caller gives in a row, what is required first.
    #[must_use]
    pub fn parameters(&self) -> Vec<Parameter<'_>> {
        let mut parameters: Vec<Parameter<'_>> =
            self.members().iter().filter(|member| member.is_argument()).map(Parameter::of).collect();
        parameters.sort_by_key(|parameter| !parameter.required);
        parameters
    }
}

/// Parameters of the path in its order, and those of the query.
pub(super) fn parameters(path: &str, node: &Node<'_>) -> Result<(Vec<Member>, Vec<Member>), Problem> {
    let (mut in_path, mut in_query) = (Vec::new(), Vec::new());
    for parameter in node.get("parameters").map_or(Ok(Vec::new()), |list| list.entries())? {
        let place = parameter.require("in", "write path or query")?;
        let member = Member::of_parameter(&parameter)?;
        if place.choice(&[("path", true), ("query", false)])? {
            if !path.contains(&format!("{{{}}}", member.wire)) {
                return Err(parameter.problem(format!("`{}` does not stand in the path", member.wire)));
            }
            in_path.push(member);
        } else {
            in_query.push(member);
        }
    }
    let mut ordered = Vec::new();
    for name in path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name) {
        match in_path.iter().position(|member| member.wire == name) {
            Some(index) => ordered.push(in_path.swap_remove(index)),
            None => {
                return Err(node.problem(format!("the path has `{{{name}}}`; declare it under `parameters`")));
            }
        }
    }
    Ok((ordered, in_query))
}
