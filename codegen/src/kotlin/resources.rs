//! The resources: what methods hang off.

use serde::Serialize;

use super::documentation;
use super::names;
use super::text::{comment, literal, paragraphs};
use super::types;
use crate::Result;
use crate::methods::{Method, methods};
use crate::model::Gives;
use crate::names::pascal;
use crate::services::{Place, Service};
use crate::writer::Writer;

/// A resource, as its template takes it.
#[derive(Serialize)]
pub(super) struct ResourceHole {
    doc: String,
    class: String,
    /// The resources below it.
    below: Vec<PlaceHole>,
    methods: Vec<MethodHole>,
}

/// A property that holds a resource.
#[derive(Serialize)]
pub(super) struct PlaceHole {
    doc: String,
    name: String,
    class: String,
}

#[derive(Serialize)]
struct MethodHole {
    doc: String,
    name: String,
    parameters: String,
    /// The type of what it gives, with its colon; empty for nothing.
    gives: String,
    operation: String,
    /// What writes the arguments.
    lines: Vec<String>,
    /// The call of the session.
    call: String,
    /// Of a list: the method that gives its pages, the type of an item, and what it is called with. Empty otherwise.
    pages: String,
    item: String,
    arguments: String,
}

impl ResourceHole {
    pub(super) fn of(writer: Writer<'_>, service: &Service<'_>) -> Result<Self> {
        let mut holes = Vec::new();
        if let Some(resource) = &service.resource {
            let methods = methods(writer.api, resource)?;
            holes.extend(methods.iter().map(|method| method_hole(writer, method)));
        }
        Ok(ResourceHole {
            doc: comment(0, &paragraphs([service.about])),
            class: service.class.clone(),
            below: service.below.iter().map(PlaceHole::of).collect(),
            methods: holes,
        })
    }
}

impl PlaceHole {
    pub(super) fn of(place: &Place<'_>) -> Self {
        PlaceHole {
            doc: comment(4, &paragraphs([place.about])),
            name: names::identifier(&place.name),
            class: place.class.clone(),
        }
    }
}

fn method_hole(writer: Writer<'_>, method: &Method<'_>) -> MethodHole {
    let (name, signature) = (names::identifier(method.name), &method.signature);
    let parameters = signature.parameters.iter();
    let given: Vec<_> = parameters.map(|parameter| (parameter, names::parameter(&parameter.name))).collect();
    let declared = given.iter().map(|(parameter, name)| types::declared(name, parameter));
    let declared = declared.chain(["options: CallOptions? = null".to_owned()]).collect::<Vec<_>>();
    let arguments = given.iter().map(|(_, name)| name.as_str()).chain(["options"]).collect::<Vec<_>>();
    let answer = types::answer(signature.gives);
    let reader = answer.reader.map(|reader| format!(", {reader}")).unwrap_or_default();
    let is_list = matches!(signature.gives, Gives::Pages(_));
    MethodHole {
        doc: comment(4, &documentation::method(writer, &method.said, signature)),
        parameters: declared.join(", "),
        call: format!(
            "{}session.{}(request, options{reader})",
            if answer.kind.is_some() { "return " } else { "" },
            answer.by
        ),
        gives: answer.kind.map(|kind| format!(": {kind}")).unwrap_or_default(),
        operation: literal(&method.operation),
        lines: given.iter().map(|(parameter, name)| types::gives_away(parameter, name)).collect(),
        pages: if is_list { format!("{name}Pages") } else { String::new() },
        item: signature.gives.schema().map(|schema| pascal(&schema.name)).unwrap_or_default(),
        arguments: arguments.join(", "),
        name,
    }
}
