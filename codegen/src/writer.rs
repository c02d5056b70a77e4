//! What an API says, in the words of a language that names what it says in backticks.

use crate::comments::{Part, paragraphs};
use crate::documentation::{self, Said, Words};
use crate::model::{Api, ErrorKind, Gives, Parameter, Signature};
use crate::spoken::Spoken;

/// How a language says what the contract says.
pub(crate) struct Voice {
    pub words: Words,
    /// A text with the names that it says as the language writes them.
    pub say: fn(&str, &Spoken) -> String,
}

/// What texts of an API are written with.
#[derive(Clone, Copy)]
pub(crate) struct Writer<'a> {
    pub voice: &'static Voice,
    pub api: &'a Api,
    pub spoken: &'a Spoken,
    pub errors: &'a [ErrorKind],
}

impl Voice {
    /// What is said of a type or a member.
    pub(crate) fn described<T: AsRef<str>>(
        &self,
        spoken: &Spoken,
        texts: impl IntoIterator<Item = T>,
    ) -> Vec<Part> {
        paragraphs(texts.into_iter().map(|text| (self.say)(text.as_ref(), spoken)))
    }
}

impl<'a> Writer<'a> {
    /// What is said of a type or a member.
    pub(crate) fn described<T: AsRef<str>>(&self, texts: impl IntoIterator<Item = T>) -> Vec<Part> {
        self.voice.described(self.spoken, texts)
    }

    /// What is said of a parameter.
    pub(crate) fn argument(&self, parameter: &Parameter<'_>) -> String {
        self.say(&documentation::argument(self.api, parameter, &self.voice.words))
    }

    /// What is said of what a method gives; none if it gives nothing.
    pub(crate) fn answer(&self, gives: Gives<'_>) -> Option<String> {
        documentation::answer(gives, &self.voice.words).map(|text| self.say(&text))
    }

    /// The kinds of error that a caller of a method may want to tell from the others.
    pub(crate) fn raised(
        &self,
        said: &Said,
        signature: &Signature<'_>,
    ) -> impl Iterator<Item = &'a ErrorKind> {
        said.raises(self.errors, signature)
    }

    pub(crate) fn say(&self, text: &str) -> String {
        (self.voice.say)(text, self.spoken)
    }
}
