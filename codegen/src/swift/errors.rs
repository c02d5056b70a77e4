//! The kinds of error: a case each.

use serde::Serialize;

use super::documentation::VOICE;
use super::names::{case, identifier};
use super::text::{comment, literal};
use crate::model::ErrorKind;
use crate::prose;
use crate::setting_parameters::in_settings;
use crate::spoken::Spoken;

/// A kind, as its templates take it.
#[derive(Serialize)]
pub(super) struct KindHole {
    doc: String,
    /// What it is, within the enum of the kinds.
    about: String,
    name: String,
    value: String,
    number: u32,
}

pub(super) fn kinds(kinds: &[ErrorKind], spoken: &Spoken) -> Vec<KindHole> {
    let said =
        |kind| prose::of_error(kind).iter().map(|text| in_settings(text, identifier)).collect::<Vec<_>>();
    let holes = kinds.iter().map(|kind| KindHole {
        doc: comment(4, &VOICE.described(spoken, said(kind))),
        about: comment(4, &VOICE.described(spoken, [prose::sentence(&kind.title)])),
        name: case(&kind.name),
        value: literal(&kind.name),
        number: kind.number,
    });
    holes.collect()
}
