//! The resources: what methods hang off.

use serde::Serialize;

use super::arguments::{self, Table};
use super::interfaces::{self, Interface};
use super::text::{comment, literal, paragraphs};
use super::{documentation, names, types};
use crate::Result;
use crate::methods::methods;
use crate::model::{ErrorKind, Gives, Parameter, Resource, Signature, Surface};
use crate::names::{camel, pascal};

/// A resource, as its template takes it.
#[derive(Serialize)]
pub(super) struct ResourceHole<'a> {
    pub(super) name: String,
    doc: String,
    methods: Vec<MethodHole>,
    /// The accessor that it hangs at, and the file that it stands in.
    #[serde(skip)]
    pub(super) accessor: String,
    #[serde(skip)]
    pub(super) file: String,
    /// What it is about.
    #[serde(skip)]
    pub(super) about: &'a str,
    /// What the methods take besides their own arguments.
    #[serde(skip)]
    pub(super) params: Vec<Interface>,
    /// The names of the arguments.
    #[serde(skip)]
    pub(super) arguments: Vec<Table>,
}

#[derive(Serialize)]
struct MethodHole {
    name: String,
    doc: String,
    parameters: String,
    answers: String,
    verb: &'static str,
    operation: String,
    arguments: String,
}

pub(super) fn resource<'a>(
    surface: Surface<'a>,
    errors: &[ErrorKind],
    resource: &Resource<'a>,
) -> Result<ResourceHole<'a>> {
    let Surface { api, parent, .. } = surface;
    let own = if resource.is_root { String::new() } else { pascal(resource.short_name()) };
    let class = format!("{parent}{own}");
    let (mut holes, mut params, mut tables) = (Vec::new(), Vec::new(), Vec::new());
    for method in methods(api, resource)? {
        let name = camel(method.name);
        let (_, rest) = split(&method.signature);
        let rest_name = (!rest.is_empty()).then(|| format!("{class}{}Params", pascal(method.name)));
        if let Some(rest_name) = &rest_name {
            let place: Vec<String> = resource.name.split('.').map(camel).collect();
            let place = format!("client.{}.{name}", place.join("."));
            params.push(interfaces::params(api, rest_name, &place, &rest));
        }
        let parts = documentation::parts(&method.said, api, errors, &method.signature, rest_name.as_deref());
        holes.push(MethodHole {
            name,
            doc: comment(2, &parts),
            parameters: parameters(&method.signature, rest_name.as_deref()),
            answers: types::gives(method.signature.gives),
            verb: if matches!(method.signature.gives, Gives::Pages(_)) { "list" } else { "call" },
            operation: literal(&method.operation),
            arguments: given(&method.signature),
        });
        tables.push(arguments::operation(api, &method.operation, &method.signature.parameters));
    }
    Ok(ResourceHole {
        name: class,
        doc: comment(0, &paragraphs([resource.description])),
        methods: holes,
        accessor: camel(resource.short_name()),
        file: resource.short_name().replace('_', "-"),
        about: resource.description,
        params,
        arguments: tables,
    })
}

/// The parameters that are arguments of their own, and those that are members of one object.
fn split<'s, 'a>(signature: &'s Signature<'a>) -> (Vec<&'s Parameter<'a>>, Vec<&'s Parameter<'a>>) {
    signature.parameters.iter().partition(|parameter| parameter.own)
}

/// The parameters of a method: its own, then the object with the others, then the options of the call.
fn parameters(signature: &Signature<'_>, params: Option<&str>) -> String {
    let (own, rest) = split(signature);
    let own = own.into_iter();
    let own = own.map(|one| format!("{}: {}", names::parameter(&one.name), types::given(&one.value)));
    let rest = params.map(|params| match rest.iter().any(|parameter| parameter.required) {
        true => format!("params: {params}"),
        false => format!("params: {params} = {{}}"),
    });
    let options = "options?: CallOptions".to_owned();
    own.chain(rest).chain([options]).collect::<Vec<_>>().join(", ")
}

/// The arguments as one object.
fn given(signature: &Signature<'_>) -> String {
    let (own, rest) = split(signature);
    let pairs =
        own.iter().map(|parameter| match (camel(&parameter.name), names::parameter(&parameter.name)) {
            (name, variable) if name == variable => name,
            (name, variable) => format!("{name}: {variable}"),
        });
    let pairs = pairs.collect::<Vec<_>>().join(", ");
    match (own.is_empty(), rest.is_empty()) {
        (true, true) => "{}".to_owned(),
        (true, false) => "params".to_owned(),
        (false, true) => format!("{{ {pairs} }}"),
        (false, false) => format!("joined({{ {pairs} }}, params)"),
    }
}
