//! What the comment of a method says: what it does, takes, gives and throws.

use super::names;
use super::text::{Part, in_kotlin, paragraphs};
use crate::documentation::{self, ANY_FAILURE, OPTIONS, Said, Words};
use crate::model::{Api, ErrorKind, Parameter, Signature};
use crate::prose;
use crate::spoken::Spoken;

const WORDS: Words = Words {
    nothing: "null",
    list: "The items, read page by page as they are collected; nothing is sent before.",
    date: "A date as `YYYY-MM-DD`.",
    local_time: "[VendorTime.at] makes one of an instant, [VendorTime.local] one of a time in the zone of the account.",
};

/// What texts of an API are written with.
#[derive(Clone, Copy)]
pub(super) struct Writer<'a> {
    pub api: &'a Api,
    pub spoken: &'a Spoken,
    pub errors: &'a [ErrorKind],
}

impl Writer<'_> {
    /// The parts of a method's comment.
    pub(super) fn method(&self, said: &Said, signature: &Signature<'_>) -> Vec<Part> {
        let mut parts = self.described(&said.texts);
        let mut line = |tag: &str, text: &str| {
            parts.push(Part::Line(format!("@{tag} {}", in_kotlin(text, self.spoken))))
        };
        for parameter in &signature.parameters {
            let name = names::parameter(&parameter.name);
            line("param", &format!("{} {}", name.trim_matches('`'), self.argument(parameter)));
        }
        line("param", &format!("options {OPTIONS}"));
        if let Some(text) = documentation::answer(signature.gives, &WORDS) {
            line("return", &text);
        }
        for kind in said.raises(self.errors, signature) {
            line("throws", &format!("{} {}", names::exception(&kind.name), prose::sentence(&kind.title)));
        }
        line("throws", &format!("LastPassException {ANY_FAILURE}"));
        parts
    }

    /// What is said of a parameter.
    pub(super) fn argument(&self, parameter: &Parameter<'_>) -> String {
        in_kotlin(&documentation::argument(self.api, parameter, &WORDS), self.spoken)
    }

    /// What is said of a type or a member.
    pub(super) fn described(&self, texts: &[String]) -> Vec<Part> {
        described(self.spoken, texts)
    }
}

/// What is said of a type or a member.
pub(super) fn described(spoken: &Spoken, texts: &[String]) -> Vec<Part> {
    paragraphs(texts.iter().map(|text| in_kotlin(text, spoken)))
}
