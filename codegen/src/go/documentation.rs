//! What the comment of a method says: what it does, takes, gives, and which errors to tell from the others.

use super::names;
use super::text::{Part, in_go, named, paragraphs};
use crate::documentation::{self, Said, Words};
use crate::model::{Gives, Parameter, Signature};
use crate::spoken::Spoken;
use crate::writer::{Voice, Writer};

pub(super) const VOICE: Voice = Voice {
    words: Words {
        nothing: "nil",
        list: "The items, read page by page as they are ranged over; nothing is sent before. An error ends them.",
        date: "A date as `YYYY-MM-DD`.",
        local_time: "[At] makes one of an instant, [AtLocal] one of a time in the zone of the account.",
    },
    say: |text, spoken| in_go(text, spoken, &[]),
};

/// The parts of a method's comment.
pub(super) fn method(writer: Writer<'_>, name: &str, said: &Said, signature: &Signature<'_>) -> Vec<Part> {
    let own: Vec<&Parameter<'_>> = signature.parameters.iter().filter(|one| one.own).collect();
    let names: Vec<&str> = own.iter().map(|parameter| parameter.name.as_str()).collect();
    let say = |text: &str| in_go(text, writer.spoken, &names);
    let mut texts: Vec<String> = said.texts.iter().map(|text| say(text)).collect();
    if let Some(first) = texts.first_mut() {
        *first = named(name, "", first);
    }
    let mut parts = paragraphs(texts);
    parts.extend(own.iter().map(|parameter| {
        let text = say(&documentation::argument(writer.api, parameter, &VOICE.words));
        Part::Below(format!("{}: {text}", names::parameter(&parameter.name)))
    }));
    let answer = documentation::answer(signature.gives, &VOICE.words);
    parts.extend(answer.map(|text| Part::Paragraph(format!("Returns: {}", say(&text)))));
    let raised: Vec<String> =
        writer.raised(said, signature).map(|kind| format!("[{}]", error(&kind.name))).collect();
    if !raised.is_empty() {
        parts.push(Part::Paragraph(format!(
            "Errors: {}; any other failure is an [Error], too.",
            raised.join(", ")
        )));
    }
    parts
}

/// The comment of the method that gives a list page by page.
pub(super) fn pages(service: &str, name: &str) -> Vec<Part> {
    paragraphs([format!(
        "{name}Pages is [{service}.{name}] page by page, with what came along, and where to go on later."
    )])
}

/// What is said of a type: its description begins with its name.
pub(super) fn declared(spoken: &Spoken, name: &str, texts: &[String]) -> Vec<Part> {
    let mut texts: Vec<String> = texts.iter().map(|text| in_go(text, spoken, &[])).collect();
    if let Some(first) = texts.first_mut() {
        *first = named(name, "is ", first);
    }
    paragraphs(texts)
}

/// The error of a kind.
pub(super) fn error(kind: &str) -> String {
    format!("Err{}", names::exported(kind))
}

/// Whether a method gives its items page after page.
pub(super) fn is_list(gives: Gives<'_>) -> bool {
    matches!(gives, Gives::Pages(_))
}
