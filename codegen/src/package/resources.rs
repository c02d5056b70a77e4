//! The resources: what methods hang off.

use serde::Serialize;

use super::Language;
use crate::Result;
use crate::comments::paragraphs;
use crate::methods::{Method, methods};
use crate::model::{Gives, Resource};
use crate::names::pascal;
use crate::services::{Place, Service};
use crate::writer::Writer;

/// What methods have besides their own parameters.
const TAKEN: [&str; 3] = ["options", "request", "session"];

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
    /// What it takes, as it is declared, and as it is handed on to another method.
    parameters: String,
    arguments: String,
    operation: String,
    /// What writes the arguments.
    lines: Vec<String>,
    /// The method of the session that gives the answer.
    by: &'static str,
    /// The type of what it gives; none for nothing.
    gives: Option<String>,
    /// The type of the records that it gives; none if there are none.
    item: Option<String>,
    /// Whether it changes something.
    writes: bool,
    /// Of a list: the method that gives its pages.
    pages: Option<PagesHole>,
}

#[derive(Serialize)]
struct PagesHole {
    doc: String,
    name: String,
}

impl Language {
    pub(super) fn resource(&self, writer: Writer<'_>, service: &Service<'_>) -> Result<ResourceHole> {
        let mut holes = Vec::new();
        if let Some(resource) = &service.resource {
            let methods = methods(writer.api, resource)?;
            holes.extend(methods.iter().map(|method| self.method(writer, resource, method)));
        }
        Ok(ResourceHole {
            doc: (self.comment)(0, &paragraphs([service.about])),
            class: service.class.clone(),
            below: service.below.iter().map(|place| self.place(place)).collect(),
            methods: holes,
        })
    }

    pub(super) fn place(&self, place: &Place<'_>) -> PlaceHole {
        PlaceHole {
            doc: (self.comment)(4, &paragraphs([place.about])),
            name: (self.identifier)(&place.name),
            class: place.class.clone(),
        }
    }

    /// The name of a parameter.
    pub(crate) fn parameter(&self, name: &str) -> String {
        let name = (self.identifier)(name);
        if TAKEN.contains(&name.as_str()) { name + "_" } else { name }
    }

    /// The method that gives the pages of a list.
    pub(crate) fn pages_of(&self, list: &str) -> String {
        (self.identifier)(&format!("{list}_pages"))
    }

    fn method(&self, writer: Writer<'_>, resource: &Resource<'_>, method: &Method<'_>) -> MethodHole {
        let (name, signature) = ((self.identifier)(method.name), &method.signature);
        let (mut parameters, mut arguments, mut lines) = (Vec::new(), Vec::new(), Vec::new());
        for parameter in &signature.parameters {
            let (name, base) = (self.parameter(&parameter.name), self.types.given(&parameter.value));
            parameters.push(self.declared(&name, &base, parameter.required));
            arguments.push((self.handed_on)(&name));
            lines.push((self.gives_away)(parameter, &name));
        }
        parameters.push(self.declared("options", "CallOptions", false));
        arguments.push((self.handed_on)("options"));
        let (by, gives) = self.answer(signature.gives);
        let pages = matches!(signature.gives, Gives::Pages(_)).then(|| PagesHole {
            doc: (self.comment)(4, &paragraphs([(self.pages)(&name)])),
            name: self.pages_of(method.name),
        });
        MethodHole {
            doc: (self.comment)(4, &(self.said)(writer, &method.said, signature)),
            name,
            parameters: format!("{}{}", (self.label)(resource, signature), parameters.join(", ")),
            arguments: arguments.join(", "),
            operation: (self.literal)(&method.operation),
            lines,
            by,
            gives,
            item: signature.gives.schema().map(|schema| pascal(&schema.name)),
            writes: method.said.writes,
            pages,
        }
    }

    /// The method of the session that gives an answer, and its type; none for nothing.
    fn answer(&self, gives: Gives<'_>) -> (&'static str, Option<String>) {
        let list = self.types.list;
        let class = gives.schema().map(|schema| pascal(&schema.name)).unwrap_or_default();
        let (by, kind) = match gives {
            Gives::Nothing => return ("nothing", None),
            Gives::Item(_) => ("one", class),
            Gives::MaybeItem(_) => ("maybe", format!("{class}?")),
            Gives::Items(_) => ("many", list(&class)),
            Gives::Pages(_) => ("pages", format!("Pager<{class}>")),
            Gives::MaybeJson => ("json", format!("{}?", self.types.json_text)),
            Gives::Outcome => ("outcome", "Outcome".to_owned()),
            Gives::Group => ("group", self.group.to_owned()),
            Gives::Groups => ("groups", list(self.group)),
            Gives::Texts(_) => ("texts", list(self.types.text)),
            Gives::EventBatch => ("events", "EventBatch".to_owned()),
        };
        (by, Some(kind))
    }
}

#[cfg(test)]
mod tests {
    use crate::{kotlin, swift};

    #[test]
    fn parameters_are_told_from_what_methods_have_besides() {
        for language in [kotlin::LANGUAGE, swift::LANGUAGE] {
            let cases = [("page_size", "pageSize"), ("class", "`class`"), ("options", "options_")];
            for (name, expected) in cases {
                assert_eq!(language.parameter(name), expected);
            }
        }
    }
}
