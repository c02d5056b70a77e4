//! The resources: what methods hang off.

use serde::Serialize;

use super::documentation;
use super::names;
use super::text::{comment, literal, paragraphs};
use super::types;
use crate::Result;
use crate::methods::{Method, methods};
use crate::model::{Gives, Parameter, Resource, Signature};
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
    /// The type of what it gives, with its arrow; empty for nothing.
    gives: String,
    /// Whether its answer may be left alone, as that of a change.
    is_discardable: bool,
    operation: String,
    /// What writes the arguments.
    lines: Vec<String>,
    /// The call of the session.
    call: String,
    /// Of a list: the method that gives its pages with its comment, the type of an item, and what it is called with.
    /// Empty otherwise.
    pages: String,
    pages_doc: String,
    item: String,
    arguments: String,
}

impl ResourceHole {
    pub(super) fn of(writer: Writer<'_>, service: &Service<'_>) -> Result<Self> {
        let mut holes = Vec::new();
        if let Some(resource) = &service.resource {
            let methods = methods(writer.api, resource)?;
            holes.extend(methods.iter().map(|method| method_hole(writer, resource, method)));
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

/// What is said of a list that is read page by page.
const PAGES: &str = "A page holds what came with it, and where to go on later.";

fn method_hole(writer: Writer<'_>, resource: &Resource<'_>, method: &Method<'_>) -> MethodHole {
    let (name, signature) = (names::identifier(method.name), &method.signature);
    let given: Vec<_> = signature.parameters.iter().map(|one| (one, names::parameter(&one.name))).collect();
    let unlabelled = names_its_object(resource, signature);
    let declared = given.iter().enumerate().map(|(index, (parameter, name))| {
        let label = if index == 0 && unlabelled { "_ " } else { "" };
        format!("{label}{}", types::declared(name, parameter))
    });
    let declared = declared.chain(["options: CallOptions? = nil".to_owned()]).collect::<Vec<_>>();
    let arguments = given.iter().map(|(_, name)| format!("{}: {name}", name.trim_matches('`')));
    let arguments = arguments.chain(["options: options".to_owned()]).collect::<Vec<_>>();
    let answer = types::answer(signature.gives);
    let is_list = matches!(signature.gives, Gives::Pages(_));
    MethodHole {
        doc: comment(4, &documentation::method(writer, &method.said, signature)),
        parameters: declared.join(", "),
        is_discardable: method.said.writes && answer.kind.is_some(),
        call: match (is_list, answer.kind.is_some()) {
            (true, _) => format!("return session.{}(request, options)", answer.by),
            (false, true) => format!("return try await session.{}(request, options)", answer.by),
            (false, false) => format!("try await session.{}(request, options)", answer.by),
        },
        gives: answer.kind.map(|kind| format!(" -> {kind}")).unwrap_or_default(),
        operation: literal(&method.operation),
        lines: given.iter().map(|(parameter, name)| types::gives_away(parameter, name)).collect(),
        pages: if is_list { names::pages(method.name) } else { String::new() },
        pages_doc: comment(4, &paragraphs([format!("What `{name}` gives and takes, page by page. {PAGES}")])),
        item: signature.gives.schema().map(|schema| pascal(&schema.name)).unwrap_or_default(),
        arguments: arguments.join(", "),
        name,
    }
}

/// Whether the first argument of a method, which is given without a label then, names what the method is about, as in
/// `users.get(7)`, and not what that belongs to, as in `managedCompanyUsers.create(childCompanyID: 7, …)`.
pub(super) fn names_its_object(resource: &Resource<'_>, signature: &Signature<'_>) -> bool {
    let own: Vec<&Parameter<'_>> = signature.parameters.iter().filter(|parameter| parameter.own).collect();
    let [one] = own.as_slice() else { return false };
    let things = resource.short_name().rsplit('_').next().unwrap_or_default();
    let is_of_another = one.name.strip_suffix("_id").is_some_and(|thing| {
        let thing = thing.rsplit('_').next().unwrap_or(thing);
        // Of `companies`, one is a `company`.
        !things.starts_with(thing.trim_end_matches('y'))
    });
    !is_of_another && !matches!(signature.gives, Gives::Pages(_))
}
