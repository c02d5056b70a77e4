//! What the documentation of a method says in every language: the contract's words, what it takes, gives and raises.

use crate::model::by_hand::MethodByHand;
use crate::model::{
    Api, ErrorKind, Form, Given, Gives, Kind, Method, Operation, Parameter, Repeat, Signature, Style,
};
use crate::prose;

/// What is said of any failure.
pub(crate) const ANY_FAILURE: &str =
    "Whatever else went wrong; `delivery` says whether the request may have taken effect.";

/// What is said of the options of a call.
pub(crate) const OPTIONS: &str = "Options of this call over those of the client, see `CallOptions`.";

/// What a language says in words of its own.
pub(crate) struct Words {
    /// What is given in place of an item that is not there.
    pub nothing: &'static str,
    /// What a list is.
    pub list: &'static str,
    /// In which forms a date is taken.
    pub date: &'static str,
    /// In which forms a time is taken.
    pub local_time: &'static str,
}

/// What is said of a method, whatever it is made of.
pub(crate) struct Said {
    /// What it does, and of what it is made.
    pub texts: Vec<String>,
    /// Whether it looks for one thing that may not be there.
    looks_up: bool,
    /// Whether it changes something.
    pub writes: bool,
    /// Whether it depends on the credentials what is answered.
    is_view: bool,
}

impl Said {
    /// Of a method that is made of an operation.
    pub(crate) fn of(operation: &Operation, method: &Method) -> Self {
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
    pub(crate) fn by_hand(method: &MethodByHand) -> Self {
        let texts = std::iter::once(method.summary).chain(method.description.iter().copied());
        let origin = [format!("Vendor: {}.", method.vendor), prose::repeats(Repeat::Safe, false)];
        let texts = texts.map(str::to_owned).chain(origin).collect();
        Said { texts, looks_up: false, writes: false, is_view: false }
    }

    /// The kinds of error that a caller may want to tell from the others.
    pub(crate) fn raises<'a>(
        &self,
        errors: &'a [ErrorKind],
        signature: &Signature<'_>,
    ) -> impl Iterator<Item = &'a ErrorKind> {
        let kinds = [
            ("invalid_argument", !signature.parameters.is_empty()),
            ("read_only", self.writes),
            ("not_found", self.looks_up),
            ("not_supported", self.is_view),
            ("partial", signature.gives == Gives::Outcome),
        ];
        let raised = kinds.into_iter().filter(|(_, is_raised)| *is_raised);
        raised.filter_map(|(name, _)| errors.iter().find(|kind| kind.name == name))
    }
}

/// What is said of a parameter.
pub(crate) fn argument(api: &Api, parameter: &Parameter<'_>, words: &Words) -> String {
    let mut text = parameter.description.clone();
    let kind = match &parameter.value {
        Given::Value(kind) => Some(kind),
        _ => None,
    };
    if let Some(known) = kind.and_then(|kind| known_values(api, kind)) {
        text.push_str(&format!(" Known values: {known}."));
    }
    match kind {
        Some(Kind::LocalTime) => text.push_str(&format!(" {}", words.local_time)),
        Some(Kind::Date) => text.push_str(&format!(" {}", words.date)),
        _ => {}
    }
    if let Some(note) = parameter.provenance.and_then(|provenance| provenance.note()) {
        text.push_str(&format!(" {note}"));
    }
    text.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

fn known_values(api: &Api, kind: &Kind) -> Option<String> {
    let Form::Enum(values) = &api.schema(kind.of_enum()?)?.form else { return None };
    let values: Vec<String> = values.iter().map(|value| format!("`{}`", value.wire)).collect();
    (!values.is_empty()).then(|| values.join(", "))
}

/// What is said of what a method gives; none if it gives nothing.
pub(crate) fn answer(gives: Gives<'_>, words: &Words) -> Option<String> {
    Some(match gives {
        Gives::Nothing => return None,
        Gives::Item(said) | Gives::Items(said) => first_sentence(said.description).to_owned(),
        Gives::MaybeItem(said) => {
            format!("{} {} if {}.", first_sentence(said.description), words.nothing, said.absent)
        }
        Gives::Pages(_) => words.list.to_owned(),
        Gives::MaybeJson => "What the vendor answers, if anything; its members are not known.".to_owned(),
        Gives::Outcome => "What became of each user, in the order they were given.".to_owned(),
        Gives::Group => "The group with its members.".to_owned(),
        Gives::Groups => "The groups with their members, by name.".to_owned(),
        Gives::Texts(description) => description.to_owned(),
        Gives::EventBatch => "The events, and the cursor to go on with.".to_owned(),
    })
}

/// The text up to its first full stop.
pub(crate) fn first_sentence(text: &str) -> &str {
    let end = text.find(". ").map_or(text.len(), |end| end + 1);
    &text[..end]
}
