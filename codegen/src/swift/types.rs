//! The types of parameters and of what is answered, and how they are sent and read.

use super::text::literal;
use crate::cells::{Cell, Slot, Source};
use crate::model::by_hand::DerivedKind;
use crate::model::{Gives, Parameter};
use crate::names::pascal;
use crate::values::{Sent, Types, enum_of};

const TYPES: Types = Types {
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

/// The type of what a caller gives: nil where it may be left out.
pub(super) fn given(parameter: &Parameter<'_>) -> String {
    let optional = if parameter.required { "" } else { "?" };
    format!("{}{optional}", TYPES.given(&parameter.value))
}

/// A declaration of what a caller gives.
pub(super) fn declared(name: &str, parameter: &Parameter<'_>) -> String {
    let default = if parameter.required { "" } else { " = nil" };
    format!("{name}: {}{default}", given(parameter))
}

/// The call that writes an argument from this expression.
pub(super) fn gives_away(parameter: &Parameter<'_>, expression: &str) -> String {
    let name = literal(&parameter.name);
    let chain = if parameter.required { "." } else { "?." };
    let call = |writer: &str| format!("{writer}({name}, {expression})");
    match Sent::of(&parameter.value) {
        Sent::Text => call("text"),
        Sent::Value => format!("text({name}, {expression}{chain}rawValue)"),
        Sent::Flag => call("flag"),
        Sent::Integer | Sent::Count => call("integer"),
        Sent::Number => call("number"),
        Sent::Secret => call("secret"),
        Sent::Time => call("time"),
        Sent::Texts => call("texts"),
        Sent::Values => format!("texts({name}, {expression}{chain}map(\\.rawValue))"),
        Sent::Rows(_) => call("rows"),
        Sent::TextMap => call("textMap"),
        Sent::Json => call("json"),
        Sent::Cursor => call("cursor"),
    }
}

/// Whether a member of what is answered is always there: what the client works out is.
pub(super) fn is_always_there(slot: &Slot<'_>) -> bool {
    matches!(slot.source, Source::Derived(_))
}

/// The type of a member of what is answered: nil where the vendor does not say it.
pub(super) fn member(slot: &Slot<'_>) -> String {
    let optional = if is_always_there(slot) { "" } else { "?" };
    format!("{}{optional}", TYPES.answered(slot))
}

/// What reads a member out of its cell, which stands behind `at`.
pub(super) fn read(slot: &Slot<'_>) -> String {
    let at = match slot.offset {
        0 => "at".to_owned(),
        offset => format!("at + {offset}"),
    };
    if let Source::Derived(derived) = slot.source {
        return match derived.kind {
            DerivedKind::Flag => format!("cells.flag({at}) ?? false"),
            DerivedKind::Count => format!("cells.integer({at}) ?? 0"),
            DerivedKind::Text => format!("cells.text({at}) ?? \"\""),
            DerivedKind::Enum(_) => format!("cells.own({at})"),
        };
    }
    let of_enum = match slot.source {
        Source::Member(member) => enum_of(&member.kind).map(pascal),
        _ => None,
    };
    match (slot.cell, of_enum) {
        (Cell::Text, Some(name)) => format!("cells.shared({at}).map({name}.init(rawValue:))"),
        (Cell::Texts, Some(name)) => format!("cells.texts({at})?.map({name}.init(rawValue:))"),
        (Cell::Text | Cell::Json, _) => format!("cells.text({at})"),
        (Cell::Integer, _) => format!("cells.integer({at})"),
        (Cell::Number, _) => format!("cells.number({at})"),
        (Cell::Flag, _) => format!("cells.flag({at})"),
        (Cell::LocalTime, _) => format!("cells.vendorTime({at})"),
        (Cell::Instant, _) => format!("cells.instant({at})"),
        (Cell::Texts, _) => format!("cells.texts({at})"),
        (Cell::TextMap, _) => format!("cells.textMap({at})"),
        (Cell::TextsMap, _) => format!("cells.textsMap({at})"),
        (Cell::Object(_), _) => format!("cells.record({at})"),
        (Cell::Objects(_), _) => format!("cells.records({at})"),
    }
}

/// What a method gives.
pub(super) struct Answer {
    /// Its type; none if it is nothing.
    pub kind: Option<String>,
    /// What the method of the session is called that gives it.
    pub by: &'static str,
}

/// What a method gives.
pub(super) fn answer(gives: Gives<'_>) -> Answer {
    let class = gives.schema().map(|schema| pascal(&schema.name)).unwrap_or_default();
    let plain = |by, kind: &str| Answer { kind: Some(kind.to_owned()), by };
    match gives {
        Gives::Nothing => Answer { kind: None, by: "nothing" },
        Gives::Item(_) => plain("one", &class),
        Gives::MaybeItem(_) => plain("maybe", &format!("{class}?")),
        Gives::Items(_) => plain("many", &format!("[{class}]")),
        Gives::Pages(_) => plain("pages", &format!("Pager<{class}>")),
        Gives::MaybeJson => plain("json", "String?"),
        Gives::Outcome => plain("outcome", "Outcome"),
        Gives::Group => plain("group", "ProvisioningGroup"),
        Gives::Groups => plain("groups", "[ProvisioningGroup]"),
        Gives::Texts(_) => plain("texts", "[String]"),
        Gives::EventBatch => plain("events", "EventBatch"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Given, Kind, by_hand};

    fn list(kind: Kind) -> Kind {
        Kind::List(Box::new(kind))
    }

    fn parameter(value: Given, required: bool) -> Parameter<'static> {
        let (name, description) = ("one_color".to_owned(), String::new());
        Parameter { name, value, own: false, required, description, provenance: None }
    }

    fn slot<'a>(cell: Cell<'a>, source: Source<'a>) -> Slot<'a> {
        Slot { name: "one", cell, offset: 16, source }
    }

    #[test]
    fn what_the_client_works_out_is_never_nil() {
        let derived = |schema, name| by_hand::derived(schema).find(|derived| derived.name == name).unwrap();
        let cases = [
            (Cell::Text, "Event", "id", "String", "cells.text(at + 16) ?? \"\""),
            (Cell::Integer, "Event", "ordinal", "Int", "cells.integer(at + 16) ?? 0"),
            (Cell::Flag, "SharedFolder", "is_deleted", "Bool", "cells.flag(at + 16) ?? false"),
            (Cell::Text, "SharedFolderMember", "role", "FolderRole", "cells.own(at + 16)"),
        ];
        for (cell, schema, name, kind, call) in cases {
            let slot = slot(cell, Source::Derived(derived(schema, name)));
            assert_eq!((member(&slot).as_str(), read(&slot).as_str()), (kind, call));
        }
        let extra = slot(Cell::Json, Source::Extra);
        assert_eq!((member(&extra).as_str(), read(&extra).as_str()), ("String?", "cells.text(at + 16)"));
    }

    #[test]
    fn what_may_be_left_out_is_nil_and_is_not_sent() {
        let color = || Kind::Enum("Color".to_owned());
        let row = Kind::Object("NewPainter".to_owned());
        let cases = [
            (Given::Value(Kind::INTEGER), true, "x: Int", "integer(\"one_color\", x)"),
            (Given::Value(Kind::Secret), false, "x: Secret? = nil", "secret(\"one_color\", x)"),
            (Given::Value(color()), true, "x: Color", "text(\"one_color\", x.rawValue)"),
            (Given::Value(color()), false, "x: Color? = nil", "text(\"one_color\", x?.rawValue)"),
            (
                Given::Value(list(color())),
                false,
                "x: [Color]? = nil",
                "texts(\"one_color\", x?.map(\\.rawValue))",
            ),
            (Given::Value(list(row)), true, "x: [NewPainter]", "rows(\"one_color\", x)"),
            (Given::Value(Kind::Any), false, "x: JSONValue? = nil", "json(\"one_color\", x)"),
            (Given::Extra, false, "x: [String: JSONValue]? = nil", "json(\"one_color\", x)"),
            (
                Given::Value(Kind::Map(Box::new(Kind::Text))),
                false,
                "x: [String: String]? = nil",
                "textMap(\"one_color\", x)",
            ),
        ];
        for (value, required, declaration, call) in cases {
            let parameter = parameter(value, required);
            assert_eq!(declared("x", &parameter), declaration);
            assert_eq!(gives_away(&parameter, "x"), call);
        }
    }
}
