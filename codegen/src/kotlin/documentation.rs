//! What the comment of a method says: what it does, takes, gives and throws.

use super::names;
use super::text::{Part, in_kotlin};
use crate::documentation::{ANY_FAILURE, OPTIONS, Said, Words};
use crate::model::Signature;
use crate::prose;
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
        let name = names::parameter(&parameter.name);
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
