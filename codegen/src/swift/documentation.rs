//! What the comment of a method says: what it does, takes, gives and throws.

use super::names;
use super::text::{Part, in_swift};
use crate::documentation::{OPTIONS, Said, Words};
use crate::model::{Gives, Signature};
use crate::prose;
use crate::writer::{Voice, Writer};

pub(super) const VOICE: Voice = Voice {
    words: Words {
        nothing: "`nil`",
        list: "The items, read page by page as they are iterated over; nothing is sent before.",
        date: "A date as `YYYY-MM-DD`.",
        local_time: "``VendorTime/at(_:)`` makes one of an instant, ``VendorTime/local(_:)`` one of a time in the zone of \
                     the account.",
    },
    say: in_swift,
};

/// What is said of any failure.
const ANY_FAILURE: &str = "``LastPassError`` for whatever else went wrong; its `delivery` says whether the request may have \
                           taken effect. `CancellationError` once the task is cancelled, which ends the request.";

/// The parts of a method's comment.
pub(super) fn method(writer: Writer<'_>, said: &Said, signature: &Signature<'_>) -> Vec<Part> {
    let mut parts = writer.described(&said.texts);
    let raised = writer.raised(said, signature).map(|kind| {
        format!("``LastPassError/{}(_:)``: {}", names::plain(&kind.name), prose::sentence(&kind.title))
    });
    let thrown = raised.chain([ANY_FAILURE.to_owned()]).collect::<Vec<_>>().join(" ");
    let is_list = matches!(signature.gives, Gives::Pages(_));
    if is_list {
        parts.push(Part::Paragraph(format!("Reading throws {thrown}")));
    }
    parts.push(Part::Line("Parameters:".to_owned()));
    for parameter in &signature.parameters {
        let name = names::parameter(&parameter.name);
        parts.push(Part::Below(format!("{}: {}", name.trim_matches('`'), writer.argument(parameter))));
    }
    parts.push(Part::Below(format!("options: {}", writer.say(OPTIONS))));
    parts.extend(writer.answer(signature.gives).map(|text| Part::Line(format!("Returns: {text}"))));
    if !is_list {
        parts.push(Part::Line(format!("Throws: {thrown}")));
    }
    parts
}
