//! What the comment of a method says: what it does, takes, gives and throws.

use super::names;
use super::text::{Part, paragraphs};
use crate::documentation::{self, ANY_FAILURE, OPTIONS, Said, Words};
use crate::model::{Api, ErrorKind, Parameter, Signature};
use crate::names::error_class;
use crate::prose;

const WORDS: Words = Words {
    nothing: "`undefined`",
    list: "A list that is read page by page as you go through it with `for await`, by `pages()` or by `toArray()`; nothing \
           is sent before.",
    date: "A date as `YYYY-MM-DD`.",
    local_time: "A `Date`, or a text with an offset, is an instant; a text without one is a time in the zone of the \
                 account.",
};

/// The parts of the comment; `params` is the type of the parameters that are members of one object.
pub(super) fn parts(
    said: &Said,
    api: &Api,
    errors: &[ErrorKind],
    signature: &Signature<'_>,
    params: Option<&str>,
) -> Vec<Part> {
    let mut parts = paragraphs(&said.texts);
    let mut line = |tag: &str, text: &str| parts.push(Part::Line(format!("@{tag} {text}")));
    for parameter in signature.parameters.iter().filter(|parameter| parameter.own) {
        let name = names::parameter(&parameter.name);
        line("param", &format!("{name} - {}", argument(api, parameter)));
    }
    if let Some(params) = params {
        line("param", &format!("params - What it takes by name, see `{params}`."));
    }
    line("param", &format!("options - {OPTIONS}"));
    if let Some(text) = documentation::answer(signature.gives, &WORDS) {
        line("returns", &text);
    }
    for kind in said.raises(errors, signature) {
        line("throws", &format!("{{{}}} {}", error_class(&kind.name), prose::sentence(&kind.title)));
    }
    line("throws", &format!("{{LastPassError}} {ANY_FAILURE}"));
    parts
}

/// What is said of a parameter.
pub(super) fn argument(api: &Api, parameter: &Parameter<'_>) -> String {
    documentation::argument(api, parameter, &WORDS)
}
