//! What comments say of records, of methods and of what makes a client.

use super::text::{Part, in_swift, paragraphs};
use super::{LANGUAGE, names};
use crate::cells::Record;
use crate::documentation::{OPTIONS, Said, Words};
use crate::model::{Gives, Signature};
use crate::package::SettingHole;
use crate::prose;
use crate::setting_parameters::{CONSTRUCTOR, CREDENTIALS};
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

/// What is said of a record with an id that may be missing.
const NOT_IDENTIFIABLE: &str = "The vendor may leave the id out, so this is not `Identifiable`; `ForEach(…, id: \\.id)` takes \
                                it as it is.";

/// What is said of a record.
pub(super) fn record(record: &Record<'_>) -> Vec<String> {
    let mut texts = prose::of_schema(record.schema);
    let may_lack_its_id = record.slots.iter().any(|slot| slot.name == "id" && !slot.is_always_there());
    texts.extend(may_lack_its_id.then(|| NOT_IDENTIFIABLE.to_owned()));
    texts
}

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
        let name = LANGUAGE.parameter(&parameter.name);
        parts.push(Part::Below(format!("{}: {}", name.trim_matches('`'), writer.argument(parameter))));
    }
    parts.push(Part::Below(format!("options: {}", writer.say(OPTIONS))));
    parts.extend(writer.answer(signature.gives).map(|text| Part::Line(format!("Returns: {text}"))));
    if !is_list {
        parts.push(Part::Line(format!("Throws: {thrown}")));
    }
    parts
}

/// What is said of the method that gives the pages of a list.
pub(super) fn pages(list: &str) -> String {
    format!(
        "What `{list}` gives and takes, page by page. A page holds what came with it, and where to go on later."
    )
}

/// What the initializer throws.
const THROWS: &str = "``LastPassError/invalidArgument(_:)`` if a setting cannot work, which `parameter` \
                      names; ``LastPassError/configuration(_:)`` if no credential is given.";

/// The parts of the initializer's comment.
pub(super) fn constructor(settings: &[SettingHole]) -> Vec<Part> {
    let mut parts = paragraphs([CONSTRUCTOR]);
    parts.push(Part::Line("Parameters:".to_owned()));
    parts.extend(settings.iter().map(|setting| Part::Below(format!("{}: {}", setting.name, setting.text))));
    parts.push(Part::Below(format!("credentials: {CREDENTIALS}")));
    parts.push(Part::Line(format!("Throws: {THROWS}")));
    parts
}
