//! The resources: what methods hang off, and what these take by name.

use serde::Serialize;

use super::documentation::{self, is_list};
use super::names::{self, exported};
use super::text::{comment, literal, named, paragraphs};
use super::types;
use crate::methods::{Method, methods};
use crate::model::{Parameter, Resource, Schema, Surface};
use crate::writer::Writer;
use crate::{Result, prose};

/// A resource, as its template takes it.
#[derive(Serialize)]
pub(super) struct ResourceHole {
    pub(super) service: String,
    doc: String,
    /// The lines of the fields that hold other resources.
    pub(super) fields: Vec<String>,
    methods: Vec<MethodHole>,
    params: Vec<InputHole>,
    /// The field that holds it, what it is about, and the file that it stands in.
    #[serde(skip)]
    pub(super) field: String,
    #[serde(skip)]
    pub(super) about: String,
    #[serde(skip)]
    pub(super) file: String,
}

#[derive(Serialize)]
struct MethodHole {
    name: String,
    doc: String,
    parameters: String,
    gives: String,
    operation: String,
    lines: Vec<String>,
    call: String,
    /// Of a list: the comment of the method that gives its pages, and the type of an item.
    pages: String,
    item: String,
}

/// An object that callers give: what a method takes by name, or a row.
#[derive(Serialize)]
pub(super) struct InputHole {
    name: String,
    doc: String,
    fields: Vec<String>,
    /// What is refused where the object is nil; empty if all of it is optional, and for a row, which is never nil.
    first: String,
    lines: Vec<String>,
    is_row: bool,
}

impl ResourceHole {
    /// What the resources of an API hang off, where it has no methods of its own.
    pub(super) fn holder(writer: Writer<'_>, service: &str) -> Self {
        let about = paragraphs([named(service, "holds the resources of ", &writer.api.description)]);
        ResourceHole {
            service: service.to_owned(),
            doc: comment(0, &about),
            fields: Vec::new(),
            methods: Vec::new(),
            params: Vec::new(),
            field: String::new(),
            about: String::new(),
            file: String::new(),
        }
    }
}

pub(super) fn resource(
    writer: Writer<'_>,
    surface: Surface<'_>,
    resource: &Resource<'_>,
) -> Result<ResourceHole> {
    let own = if resource.is_root { String::new() } else { exported(resource.short_name()) };
    let class = format!("{}{own}", exported(surface.parent));
    let service = format!("{class}Service");
    let place: Vec<String> = resource.name.split('.').map(exported).collect();
    let (mut holes, mut params) = (Vec::new(), Vec::new());
    for method in methods(writer.api, resource)? {
        let name = exported(method.name);
        let rest: Vec<&Parameter<'_>> = method.signature.parameters.iter().filter(|one| !one.own).collect();
        let rest_name = (!rest.is_empty()).then(|| format!("{class}{name}Params"));
        params.extend(rest_name.as_ref().map(|params| {
            let doc = format!("{params} is what {}.{name} takes by name.", place.join("."));
            InputHole { doc: comment(0, &paragraphs([doc])), ..input(writer, params, &rest) }
        }));
        holes.push(method_hole(writer, &service, &method, rest_name.as_deref()));
    }
    let about = resource.description.to_owned();
    let doc = format!("{service} has the methods of {}: {}", place.join("."), prose::lower(&about));
    let file = match surface.parent {
        "" => resource.short_name().to_owned(),
        _ if resource.is_root => surface.module.to_owned(),
        _ => format!("{}_{}", surface.module, resource.short_name()),
    };
    Ok(ResourceHole {
        doc: comment(0, &paragraphs([doc])),
        service,
        fields: Vec::new(),
        methods: holes,
        params,
        field: exported(resource.short_name()),
        about,
        file,
    })
}

fn method_hole(writer: Writer<'_>, service: &str, method: &Method<'_>, params: Option<&str>) -> MethodHole {
    let (name, signature) = (exported(method.name), &method.signature);
    let own: Vec<&Parameter<'_>> = signature.parameters.iter().filter(|one| one.own).collect();
    let declared = own.iter().map(|one| format!("{} {}", names::parameter(&one.name), types::given(one)));
    let declared = declared.chain(params.map(|params| format!("params *{params}")));
    let declared = std::iter::once("ctx context.Context".to_owned()).chain(declared);
    let parameters: Vec<String> = declared.chain(["opts ...Option".to_owned()]).collect();
    let mut lines: Vec<String> = own
        .iter()
        .flat_map(|one| types::gives_away(one, &types::REQUEST, &names::parameter(&one.name)))
        .collect();
    lines.extend(params.map(|_| "params.give(&request.object)".to_owned()));
    let (gives, call) = types::gives(signature.gives);
    let pages = match is_list(signature.gives) {
        true => comment(0, &documentation::pages(service, &name)),
        false => String::new(),
    };
    MethodHole {
        doc: comment(0, &documentation::method(writer, &name, &method.said, signature)),
        name,
        parameters: parameters.join(", "),
        gives,
        operation: literal(&method.operation),
        lines,
        call,
        pages,
        item: signature.gives.schema().map(|schema| exported(&schema.name)).unwrap_or_default(),
    }
}

/// A row of a call on many users.
pub(super) fn row(writer: Writer<'_>, schema: &Schema) -> InputHole {
    let parameters = schema.parameters();
    let name = exported(&schema.name);
    InputHole {
        doc: comment(0, &documentation::declared(writer.spoken, &name, &prose::of_schema(schema))),
        is_row: true,
        ..input(writer, &name, &parameters.iter().collect::<Vec<_>>())
    }
}

fn input(writer: Writer<'_>, name: &str, parameters: &[&Parameter<'_>]) -> InputHole {
    let (mut fields, mut lines) = (Vec::new(), Vec::new());
    for parameter in parameters {
        let member = exported(&parameter.name);
        fields.push(comment(1, &paragraphs([writer.argument(parameter)])));
        fields.push(format!("\t{member} {}", types::given(parameter)));
        lines.extend(types::gives_away(parameter, &types::MEMBERS, &format!("p.{member}")));
    }
    let first = parameters.iter().find(|parameter| parameter.required);
    InputHole {
        name: name.to_owned(),
        doc: String::new(),
        fields,
        first: first.map(|parameter| literal(&parameter.name)).unwrap_or_default(),
        lines,
        is_row: false,
    }
}
