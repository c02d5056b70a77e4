//! How arguments are sent, and members of what is answered read.

use super::text::literal;
use crate::cells::{Cell, Slot, Source};
use crate::model::Parameter;
use crate::model::by_hand::DerivedKind;
use crate::names::pascal;
use crate::package::{at, reader};
use crate::values::{Sent, Types};

pub(super) const TYPES: Types = Types {
    flag: "Bool",
    integer: "Int",
    count: "Int",
    number: "Double",
    text: "String",
    secret: "Secret",
    local_time: "VendorTime",
    instant: "Date",
    cursor: "EventCursor",
    json: "JSONValue",
    json_text: "String",
    named: pascal,
    list: |item| format!("[{item}]"),
    map: |value| format!("[String: {value}]"),
};

/// The call that writes an argument from this expression.
pub(super) fn gives_away(parameter: &Parameter<'_>, expression: &str) -> String {
    let name = literal(&parameter.name);
    let chain = if parameter.required { "." } else { "?." };
    match Sent::of(&parameter.value) {
        Sent::Value => format!("text({name}, {expression}{chain}rawValue)"),
        Sent::Values => format!("texts({name}, {expression}{chain}map(\\.rawValue))"),
        sent => format!("{}({name}, {expression})", writer(sent)),
    }
}

/// What writes an argument. Both kinds of whole numbers are an `Int`.
pub(super) fn writer(sent: Sent<'_>) -> &'static str {
    match sent {
        Sent::Count => "integer",
        _ => sent.writer(),
    }
}

/// What reads a member out of its cell, which stands behind `at`.
pub(super) fn read(slot: &Slot<'_>) -> String {
    let at = at(slot);
    let plain = format!("cells.{}({at})", reader(slot.cell));
    if let Source::Derived(derived) = slot.source {
        return match derived.kind {
            DerivedKind::Flag => format!("{plain} ?? false"),
            DerivedKind::Count => format!("{plain} ?? 0"),
            DerivedKind::Text => format!("{plain} ?? \"\""),
            DerivedKind::Enum(_) => format!("cells.own({at})"),
        };
    }
    match (slot.cell, slot.of_enum().map(pascal)) {
        (Cell::Text, Some(name)) => format!("cells.shared({at}).map({name}.init(rawValue:))"),
        (Cell::Texts, Some(name)) => format!("{plain}?.map({name}.init(rawValue:))"),
        _ => plain,
    }
}
