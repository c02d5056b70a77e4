//! What `help()` says of a method: the contract's words, what it takes, gives and raises.

use super::names;
use super::text::{Part, paragraphs};
use crate::model::by_hand::MethodByHand;
use crate::model::{
    Api, ErrorKind, Form, Given, Gives, Kind, Method, Operation, Parameter, Repeat, Signature, Style,
};
use crate::prose;

/// What is said of a method, whatever it is made of.
pub(super) struct Said {
    texts: Vec<String>,
    /// Whether it looks for one thing that may not be there.
    looks_up: bool,
    writes: bool,
    /// Whether it depends on the credentials what is answered.
    is_view: bool,
}

impl Said {
    /// Of a method that is made of an operation.
    pub(super) fn of(operation: &Operation, method: &Method) -> Self {
        let prose = prose::of_method(operation, method);
        let warning = prose.warning.map(|warning| format!("Destructive: {warning}"));
        let texts = [Some(prose.summary), Some(prose.description), warning, prose.pages];
        let origin = [Some(prose.vendor), Some(prose.repeats), prose.provenance];
        Said {
            texts: texts.into_iter().chain(origin).flatten().collect(),
            looks_up: method.style == Style::Lookup || !operation.path_parameters.is_empty(),
            writes: operation.writes,
            is_view: operation.view,
        }
    }

    /// Of a method that the core adds; all of them only read.
    pub(super) fn by_hand(method: &MethodByHand) -> Self {
        let texts = std::iter::once(method.summary).chain(method.description.iter().copied());
        let origin = [format!("Vendor: {}.", method.vendor), prose::repeats(Repeat::Safe, false)];
        Said {
            texts: texts.map(str::to_owned).chain(origin).collect(),
            looks_up: false,
            writes: false,
            is_view: false,
        }
    }

    /// The parts of the documentation.
    pub(super) fn parts(
        &self,
        api: &Api,
        errors: &[ErrorKind],
        signature: &Signature<'_>,
        is_async: bool,
    ) -> Vec<Part> {
        let mut parts = paragraphs(&self.texts);
        let arguments = signature.parameters.iter();
        let arguments =
            arguments.map(|parameter| (names::parameter(&parameter.name), argument(api, parameter)));
        let options = "Options of this call over those of the client, see `CallOptions`.";
        let options = ("**options".to_owned(), options.to_owned());
        parts.push(Part::Section("Args", arguments.chain([options]).collect()));
        if let Some(text) = answer(signature.gives, is_async) {
            parts.push(Part::Section("Returns", vec![(String::new(), text)]));
        }
        parts.push(Part::Section("Raises", self.raises(errors, signature)));
        parts
    }

    fn raises(&self, errors: &[ErrorKind], signature: &Signature<'_>) -> Vec<(String, String)> {
        let kinds = [
            ("invalid_argument", !signature.parameters.is_empty()),
            ("read_only", self.writes),
            ("not_found", self.looks_up),
            ("not_supported", self.is_view),
            ("partial", signature.gives == Gives::Outcome),
        ];
        let raised = kinds.into_iter().filter(|(_, is_raised)| *is_raised);
        let raised = raised.filter_map(|(name, _)| errors.iter().find(|kind| kind.name == name));
        let raised = raised.map(|kind| (names::error(&kind.name).0, prose::sentence(&kind.title)));
        let any = "Whatever else went wrong; `delivery` says whether the request may have taken effect.";
        raised.chain([("LastPassError".to_owned(), any.to_owned())]).collect()
    }
}

/// What is said of a parameter.
pub(super) fn argument(api: &Api, parameter: &Parameter<'_>) -> String {
    let mut text = parameter.description.clone();
    let kind = match &parameter.value {
        Given::Value(kind) => Some(kind),
        _ => None,
    };
    if let Some(known) = kind.and_then(|kind| known_values(api, kind)) {
        text.push_str(&format!(" Known values: {known}."));
    }
    match kind {
        Some(Kind::LocalTime) => text.push_str(
            " An aware `datetime` is an instant; a naive one, or a text without an offset, is a time in the zone of the \
             account.",
        ),
        Some(Kind::Date) => text.push_str(" A date, or its text `YYYY-MM-DD`."),
        _ => {}
    }
    if let Some(note) = parameter.provenance.and_then(|provenance| provenance.note()) {
        text.push_str(&format!(" {note}"));
    }
    text.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

fn known_values(api: &Api, kind: &Kind) -> Option<String> {
    let name = match kind {
        Kind::Enum(name) => name,
        Kind::List(item) => return known_values(api, item),
        _ => return None,
    };
    let Form::Enum(values) = &api.schema(name)?.form else { return None };
    let values: Vec<String> = values.iter().map(|value| format!("`{}`", value.wire)).collect();
    (!values.is_empty()).then(|| values.join(", "))
}

fn answer(gives: Gives<'_>, is_async: bool) -> Option<String> {
    Some(match gives {
        Gives::Nothing => return None,
        Gives::Item(said) => first_sentence(said.description).to_owned(),
        Gives::MaybeItem(said) => {
            format!("{} None if {}.", first_sentence(said.description), said.absent)
        }
        Gives::Items(said) => first_sentence(said.description).to_owned(),
        Gives::Pages(_) if is_async => {
            "A list that is read page by page as you go through it with `async for`, by `pages()` or by `collect()`; \
             nothing is sent before."
                .to_owned()
        }
        Gives::Pages(_) => {
            "A list that is read page by page as you go through it with `for`, by `pages()` or by `collect()`; nothing \
             is sent before."
                .to_owned()
        }
        Gives::MaybeJson => "What the vendor answers, if anything; its members are not known.".to_owned(),
        Gives::Outcome => "What became of each user, in the order they were given.".to_owned(),
        Gives::Group => "The group with its members.".to_owned(),
        Gives::Groups => "The groups with their members, by name.".to_owned(),
        Gives::Texts(description) => description.to_owned(),
        Gives::EventBatch => "The events, and the cursor to go on with.".to_owned(),
    })
}

/// The text up to its first full stop.
pub(super) fn first_sentence(text: &str) -> &str {
    let end = text.find(". ").map_or(text.len(), |end| end + 1);
    &text[..end]
}
