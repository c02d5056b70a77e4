//! The kinds of error: an exception each.

use serde::Serialize;

use super::documentation::VOICE;
use super::names;
use super::text::{comment, literal};
use crate::model::ErrorKind;
use crate::names::constant;
use crate::prose;
use crate::setting_parameters::in_settings;
use crate::spoken::Spoken;

/// A kind, as its templates take it.
#[derive(Serialize)]
pub(super) struct KindHole {
    doc: String,
    class: String,
    /// What it is, within the enum of the kinds.
    about: String,
    name: String,
    value: String,
    number: u32,
}

pub(super) fn kinds(kinds: &[ErrorKind], spoken: &Spoken) -> Vec<KindHole> {
    let said = |kind| {
        prose::of_error(kind).iter().map(|text| in_settings(text, names::identifier)).collect::<Vec<_>>()
    };
    let holes = kinds.iter().map(|kind| KindHole {
        doc: comment(0, &VOICE.described(spoken, said(kind))),
        class: names::exception(&kind.name),
        about: comment(4, &VOICE.described(spoken, [prose::sentence(&kind.title)])),
        name: constant(&kind.name),
        value: literal(&kind.name),
        number: kind.number,
    });
    holes.collect()
}
