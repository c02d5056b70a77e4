//! How arguments are sent, and members of what is answered read.

use super::text::literal;
use crate::cells::{Cell, Slot, Source};
use crate::model::Parameter;
use crate::model::by_hand::DerivedKind;
use crate::names::pascal;
use crate::package::{at, reader};
use crate::values::{Sent, Types};

pub(super) const TYPES: Types = Types {
    flag: "Boolean",
    integer: "Long",
    count: "Int",
    number: "Double",
    text: "String",
    secret: "Secret",
    local_time: "VendorTime",
    instant: "Instant",
    cursor: "EventCursor",
    json: "Any?",
    json_text: "String",
    named: pascal,
    list: |item| format!("List<{item}>"),
    map: |value| format!("Map<String, {value}>"),
};

/// The call that writes an argument from this expression.
pub(super) fn gives_away(parameter: &Parameter<'_>, expression: &str) -> String {
    let name = literal(&parameter.name);
    let chain = if parameter.required { "." } else { "?." };
    match Sent::of(&parameter.value) {
        Sent::Value => format!("text({name}, {expression}{chain}value)"),
        Sent::Values => format!("texts({name}, {expression}{chain}map {{ it.value }})"),
        Sent::Rows(_) => format!("rows({name}, {expression}) {{ it.give(this) }}"),
        sent => format!("{}({name}, {expression})", writer(sent)),
    }
}

/// What writes an argument.
pub(super) fn writer(sent: Sent<'_>) -> &'static str {
    match sent {
        Sent::TextMap | Sent::Json => "any",
        _ => sent.writer(),
    }
}

/// What reads a member out of its cell, which stands behind `at`.
pub(super) fn read(slot: &Slot<'_>) -> String {
    let (at, reader) = (at(slot), reader(slot.cell));
    let plain = format!("cells.{reader}({at})");
    if let Source::Derived(derived) = slot.source {
        return match derived.kind {
            DerivedKind::Flag => format!("{plain} ?: false"),
            DerivedKind::Count => format!("{plain} ?: 0"),
            DerivedKind::Text => format!("{plain}.orEmpty()"),
            DerivedKind::Enum(name) => format!("{name}.of(cells.shared({at}))"),
        };
    }
    match (slot.cell, slot.of_enum().map(pascal)) {
        (Cell::Text, Some(name)) => format!("cells.shared({at})?.let {{ {name}(it) }}"),
        (Cell::Texts, Some(name)) => format!("{plain}?.map {{ {name}(it) }}"),
        (Cell::Object(name) | Cell::Objects(name), _) => {
            format!("cells.{reader}({at}, {}Reader)", pascal(name))
        }
        _ => plain,
    }
}
