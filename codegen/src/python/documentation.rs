//! What `help()` says of a method: what it does, takes, gives and raises.

use super::names;
use super::text::{Part, paragraphs};
use crate::documentation::{self, ANY_FAILURE, OPTIONS, Said, Words};
use crate::model::{Api, ErrorKind, Parameter, Signature};
use crate::prose;

const WORDS: Words = Words {
    nothing: "None",
    list: "A list that is read page by page as you go through it with `for`, by `pages()` or by `collect()`; nothing is \
           sent before.",
    date: "A date, or its text `YYYY-MM-DD`.",
    local_time: "An aware `datetime` is an instant; a naive one, or a text without an offset, is a time in the zone of the \
                 account.",
};

const ASYNC_WORDS: Words = Words {
    list: "A list that is read page by page as you go through it with `async for`, by `pages()` or by `collect()`; \
           nothing is sent before.",
    ..WORDS
};

/// The parts of the documentation.
pub(super) fn parts(
    said: &Said,
    api: &Api,
    errors: &[ErrorKind],
    signature: &Signature<'_>,
    is_async: bool,
) -> Vec<Part> {
    let mut parts = paragraphs(&said.texts);
    let arguments = signature.parameters.iter();
    let arguments = arguments.map(|parameter| (names::parameter(&parameter.name), argument(api, parameter)));
    let options = ("**options".to_owned(), OPTIONS.to_owned());
    parts.push(Part::Section("Args", arguments.chain([options]).collect()));
    let words = if is_async { &ASYNC_WORDS } else { &WORDS };
    if let Some(text) = documentation::answer(signature.gives, words) {
        parts.push(Part::Section("Returns", vec![(String::new(), text)]));
    }
    let raised = said.raises(errors, signature);
    let raised = raised.map(|kind| (names::error(&kind.name).0, prose::sentence(&kind.title)));
    let any = ("LastPassError".to_owned(), ANY_FAILURE.to_owned());
    parts.push(Part::Section("Raises", raised.chain([any]).collect()));
    parts
}

/// What is said of a parameter.
pub(super) fn argument(api: &Api, parameter: &Parameter<'_>) -> String {
    documentation::argument(api, parameter, &WORDS)
}
