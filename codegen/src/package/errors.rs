//! The kinds of error, and what is thrown for each.

use serde::Serialize;

use super::Language;
use crate::model::ErrorKind;
use crate::prose;
use crate::setting_parameters::in_settings;
use crate::spoken::Spoken;

/// What a language throws.
pub(crate) struct Errors {
    /// The file, and its template.
    pub file: &'static str,
    pub template: &'static str,
    /// What is thrown for a kind, and how deep its declaration stands.
    pub named: fn(&str) -> String,
    pub indent: usize,
}

/// A kind, as its templates take it.
#[derive(Serialize)]
pub(super) struct KindHole {
    /// What is thrown.
    error: String,
    doc: String,
    /// What it is, within the enum of the kinds.
    name: String,
    about: String,
    value: String,
    number: u32,
}

impl Language {
    pub(super) fn kinds(&self, kinds: &[ErrorKind], spoken: &Spoken) -> Vec<KindHole> {
        let holes = kinds.iter().map(|kind| {
            let said = prose::of_error(kind);
            let said = said.iter().map(|text| in_settings(text, self.identifier));
            let about = self.voice.described(spoken, [prose::sentence(&kind.title)]);
            KindHole {
                error: (self.errors.named)(&kind.name),
                doc: (self.comment)(self.errors.indent, &self.voice.described(spoken, said)),
                name: (self.value)(&kind.name),
                about: (self.comment)(4, &about),
                value: (self.literal)(&kind.name),
                number: kind.number,
            }
        });
        holes.collect()
    }
}
