//! The resources: what methods hang off, with and without `await`.

use serde::Serialize;

use super::text::{docstring, literal, paragraphs};
use super::{documentation, names, types};
use crate::Result;
use crate::methods::{Method, methods};
use crate::model::{Api, ErrorKind, Given, Gives, Kind, Resource, Schema, Signature};

/// A resource, as its template takes it.
#[derive(Serialize)]
pub(super) struct ResourceHole {
    /// The class without `await`; the other one has `Async` before it.
    pub(super) name: String,
    /// The attribute that it hangs at, and its module.
    pub(super) accessor: String,
    pub(super) doc: String,
    pub(super) accessor_doc: String,
    /// What it is about.
    #[serde(skip)]
    pub(super) about: String,
    methods: Vec<MethodHole>,
    async_methods: Vec<MethodHole>,
}

#[derive(Serialize)]
struct MethodHole {
    name: String,
    parameters: String,
    answers: String,
    doc: String,
    operation: String,
    arguments: String,
    /// The parameters that a traceback with variables may not print.
    secrets: Vec<String>,
    /// What stands before the name, and before the call.
    keyword: &'static str,
    awaits: &'static str,
    is_list: bool,
    is_nothing: bool,
}

pub(super) fn resource(
    api: &Api,
    errors: &[ErrorKind],
    resource: &Resource<'_>,
    prefix: &str,
) -> Result<ResourceHole> {
    let methods = methods(api, resource)?;
    let names: Vec<String> = methods.iter().map(|method| names::identifier(method.name)).collect();
    let holes = |is_async| {
        let holes = methods.iter().map(|Method { name, operation, said, signature }| {
            let is_list = matches!(signature.gives, Gives::Pages(_));
            MethodHole {
                name: names::identifier(name),
                parameters: parameters(signature, &names),
                answers: names::in_class(&types::gives(signature.gives, is_async), &names),
                doc: docstring(8, &documentation::parts(said, api, errors, signature, is_async)),
                operation: literal(operation),
                arguments: arguments(signature),
                secrets: secrets(api, signature),
                keyword: if is_async && !is_list { "async def" } else { "def" },
                awaits: if is_async && !is_list { "await " } else { "" },
                is_list,
                is_nothing: signature.gives == Gives::Nothing,
            }
        });
        holes.collect()
    };
    let about = paragraphs([resource.description]);
    Ok(ResourceHole {
        name: format!("{prefix}{}", crate::names::pascal(resource.short_name())),
        accessor: names::identifier(resource.short_name()),
        doc: docstring(4, &about),
        accessor_doc: docstring(8, &about),
        about: resource.description.to_owned(),
        methods: holes(false),
        async_methods: holes(true),
    })
}

/// The parameters of a signature, behind `self`.
fn parameters(signature: &Signature<'_>, members: &[String]) -> String {
    let mut texts = vec!["self".to_owned()];
    let mut keywords_only = false;
    for parameter in &signature.parameters {
        if !parameter.own && !keywords_only {
            keywords_only = true;
            texts.push("*".to_owned());
        }
        texts.push(types::annotated(parameter, members));
    }
    texts.push("**options: Unpack[CallOptions]".to_owned());
    texts.join(", ")
}

/// The names of the parameters that are secret, or hold rows with secrets.
fn secrets(api: &Api, signature: &Signature<'_>) -> Vec<String> {
    let holds = |schema: &Schema| schema.members().iter().any(|member| member.kind == Kind::Secret);
    let secret = signature.parameters.iter().filter(|parameter| match &parameter.value {
        Given::Value(Kind::Secret) => true,
        Given::Value(kind) => kind.schema().and_then(|name| api.schema(name)).is_some_and(holds),
        _ => false,
    });
    secret.map(|parameter| names::parameter(&parameter.name)).collect()
}

impl ResourceHole {
    /// Whether a method takes a secret.
    pub(super) fn takes_secrets(&self) -> bool {
        self.methods.iter().any(|method| !method.secrets.is_empty())
    }
}

/// What the session is told, by the names of the SDK.
fn arguments(signature: &Signature<'_>) -> String {
    let pairs = signature.parameters.iter();
    let pairs =
        pairs.map(|parameter| format!("{}: {}", literal(&parameter.name), names::parameter(&parameter.name)));
    pairs.collect::<Vec<_>>().join(", ")
}
