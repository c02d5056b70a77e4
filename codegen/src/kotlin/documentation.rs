//! What comments say of methods and of what makes a client: what they do, take, give and throw.

use super::text::{Part, in_kotlin, paragraphs};
use super::{LANGUAGE, names};
use crate::documentation::{ANY_FAILURE, OPTIONS, Said, Words};
use crate::model::Signature;
use crate::package::SettingHole;
use crate::prose;
use crate::setting_parameters::{CONSTRUCTOR, CREDENTIALS};
use crate::writer::{Voice, Writer};

pub(super) const VOICE: Voice = Voice {
    words: Words {
        nothing: "null",
        list: "The items, read page by page as they are collected; nothing is sent before.",
        date: "A date as `YYYY-MM-DD`.",
        local_time: "[VendorTime.at] makes one of an instant, [VendorTime.local] one of a time in the zone of the account.",
    },
    say: in_kotlin,
};

/// The parts of a method's comment.
pub(super) fn method(writer: Writer<'_>, said: &Said, signature: &Signature<'_>) -> Vec<Part> {
    let mut parts = writer.described(&said.texts);
    let mut line = |tag: &str, text: &str| parts.push(Part::Line(format!("@{tag} {}", writer.say(text))));
    for parameter in &signature.parameters {
        let name = LANGUAGE.parameter(&parameter.name);
        line("param", &format!("{} {}", name.trim_matches('`'), writer.argument(parameter)));
    }
    line("param", &format!("options {OPTIONS}"));
    if let Some(text) = writer.answer(signature.gives) {
        line("return", &text);
    }
    for kind in writer.raised(said, signature) {
        line("throws", &format!("{} {}", names::exception(&kind.name), prose::sentence(&kind.title)));
    }
    line("throws", &format!("LastPassException {ANY_FAILURE}"));
    parts
}

/// What the constructor throws.
const THROWS: [&str; 2] = [
    "InvalidArgumentException A setting cannot work; `parameter` names it.",
    "ConfigurationException No credential is given.",
];

/// The parts of the constructor's comment.
pub(super) fn constructor(settings: &[SettingHole]) -> Vec<Part> {
    let mut parts = paragraphs([CONSTRUCTOR]);
    let said = settings.iter().map(|setting| format!("@param {} {}", setting.name, setting.text));
    let said = said.chain([format!("@param credentials {CREDENTIALS}")]);
    parts.extend(said.chain(THROWS.map(|text| format!("@throws {text}"))).map(Part::Line));
    parts
}
