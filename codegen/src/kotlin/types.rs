//! The types of parameters and of what is answered, and how they are sent and read.

use super::names::reader;
use super::text::literal;
use crate::cells::{Cell, Slot, Source};
use crate::model::by_hand::DerivedKind;
use crate::model::{Gives, Parameter};
use crate::names::pascal;
use crate::values::{Sent, Types, enum_of};

const TYPES: Types = Types {
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

/// A declaration of what a caller gives: null where it may be left out.
pub(super) fn declared(name: &str, parameter: &Parameter<'_>) -> String {
    let base = TYPES.given(&parameter.value);
    match parameter.required {
        true => format!("{name}: {base}"),
        false => format!("{name}: {}? = null", base.trim_end_matches('?')),
    }
}

/// The call that writes an argument from this expression.
pub(super) fn gives_away(parameter: &Parameter<'_>, expression: &str) -> String {
    let name = literal(&parameter.name);
    let chain = if parameter.required { "." } else { "?." };
    let call = |writer: &str| format!("{writer}({name}, {expression})");
    match Sent::of(&parameter.value) {
        Sent::Text => call("text"),
        Sent::Value => format!("text({name}, {expression}{chain}value)"),
        Sent::Flag => call("flag"),
        Sent::Integer => call("integer"),
        Sent::Count => call("count"),
        Sent::Number => call("number"),
        Sent::Secret => call("secret"),
        Sent::Time => call("time"),
        Sent::Texts => call("texts"),
        Sent::Values => format!("texts({name}, {expression}{chain}map {{ it.value }})"),
        Sent::Rows(_) => format!("rows({name}, {expression}) {{ it.give(this) }}"),
        Sent::TextMap | Sent::Json => call("any"),
        Sent::Cursor => call("cursor"),
    }
}

/// The declaration of a member of what is answered: null where the vendor does not say it.
pub(super) fn member(slot: &Slot<'_>) -> String {
    let base = TYPES.answered(slot);
    match slot.source {
        Source::Derived(_) => base,
        _ => format!("{base}? = null"),
    }
}

/// What reads a member out of its cell, which stands behind `at`.
pub(super) fn read(slot: &Slot<'_>) -> String {
    let at = match slot.offset {
        0 => "at".to_owned(),
        offset => format!("at + {offset}"),
    };
    if let Source::Derived(derived) = slot.source {
        return match derived.kind {
            DerivedKind::Flag => format!("cells.flag({at}) ?: false"),
            DerivedKind::Count => format!("cells.integer({at}) ?: 0"),
            DerivedKind::Text => format!("cells.text({at}).orEmpty()"),
            DerivedKind::Enum(name) => format!("{name}.of(cells.shared({at}))"),
        };
    }
    let of_enum = match slot.source {
        Source::Member(member) => enum_of(&member.kind).map(pascal),
        _ => None,
    };
    match (slot.cell, of_enum) {
        (Cell::Text, Some(name)) => format!("cells.shared({at})?.let {{ {name}(it) }}"),
        (Cell::Texts, Some(name)) => format!("cells.texts({at})?.map {{ {name}(it) }}"),
        (Cell::Text | Cell::Json, _) => format!("cells.text({at})"),
        (Cell::Integer, _) => format!("cells.integer({at})"),
        (Cell::Number, _) => format!("cells.number({at})"),
        (Cell::Flag, _) => format!("cells.flag({at})"),
        (Cell::LocalTime, _) => format!("cells.vendorTime({at})"),
        (Cell::Instant, _) => format!("cells.instant({at})"),
        (Cell::Texts, _) => format!("cells.texts({at})"),
        (Cell::TextMap, _) => format!("cells.textMap({at})"),
        (Cell::TextsMap, _) => format!("cells.textsMap({at})"),
        (Cell::Object(name), _) => format!("cells.record({at}, {})", reader(name)),
        (Cell::Objects(name), _) => format!("cells.records({at}, {})", reader(name)),
    }
}

/// What a method gives.
pub(super) struct Answer {
    /// Its type; none if it is nothing.
    pub kind: Option<String>,
    /// What the method of the session is called that gives it.
    pub by: &'static str,
    /// What reads its records.
    pub reader: Option<String>,
}

/// What a method gives.
pub(super) fn answer(gives: Gives<'_>) -> Answer {
    let item = |by, schema: &str, kind: String| Answer { kind: Some(kind), by, reader: Some(reader(schema)) };
    let plain = |by, kind: &str| Answer { kind: Some(kind.to_owned()), by, reader: None };
    let name = gives.schema().map(|schema| schema.name.as_str()).unwrap_or_default();
    let class = pascal(name);
    match gives {
        Gives::Nothing => Answer { kind: None, by: "nothing", reader: None },
        Gives::Item(_) => item("one", name, class),
        Gives::MaybeItem(_) => item("maybe", name, format!("{class}?")),
        Gives::Items(_) => item("many", name, format!("List<{class}>")),
        Gives::Pages(_) => item("pages", name, format!("Pager<{class}>")),
        Gives::MaybeJson => plain("json", "String?"),
        Gives::Outcome => plain("outcome", "Outcome"),
        Gives::Group => plain("group", "Group"),
        Gives::Groups => plain("groups", "List<Group>"),
        Gives::Texts(_) => plain("texts", "List<String>"),
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
    fn what_the_client_works_out_is_never_null() {
        let derived = |schema, name| by_hand::derived(schema).find(|derived| derived.name == name).unwrap();
        let cases = [
            (Cell::Text, "Event", "id", "String", "cells.text(at + 16).orEmpty()"),
            (Cell::Integer, "Event", "ordinal", "Long", "cells.integer(at + 16) ?: 0"),
            (Cell::Flag, "SharedFolder", "is_deleted", "Boolean", "cells.flag(at + 16) ?: false"),
            (Cell::Text, "SharedFolderMember", "role", "FolderRole", "FolderRole.of(cells.shared(at + 16))"),
        ];
        for (cell, schema, name, kind, call) in cases {
            let slot = slot(cell, Source::Derived(derived(schema, name)));
            assert_eq!((member(&slot).as_str(), read(&slot).as_str()), (kind, call));
        }
        let extra = slot(Cell::Json, Source::Extra);
        assert_eq!(
            (member(&extra).as_str(), read(&extra).as_str()),
            ("String? = null", "cells.text(at + 16)")
        );
    }

    #[test]
    fn what_may_be_left_out_is_null_and_is_not_sent() {
        let color = || Kind::Enum("Color".to_owned());
        let row = Kind::Object("NewPainter".to_owned());
        let cases = [
            (Given::Value(Kind::INTEGER), true, "x: Long", "integer(\"one_color\", x)"),
            (Given::Value(Kind::Secret), false, "x: Secret? = null", "secret(\"one_color\", x)"),
            (Given::Value(color()), true, "x: Color", "text(\"one_color\", x.value)"),
            (Given::Value(color()), false, "x: Color? = null", "text(\"one_color\", x?.value)"),
            (
                Given::Value(list(color())),
                false,
                "x: List<Color>? = null",
                "texts(\"one_color\", x?.map { it.value })",
            ),
            (
                Given::Value(list(row)),
                true,
                "x: List<NewPainter>",
                "rows(\"one_color\", x) { it.give(this) }",
            ),
            (Given::Value(Kind::Any), false, "x: Any? = null", "any(\"one_color\", x)"),
            (Given::Extra, false, "x: Map<String, Any?>? = null", "any(\"one_color\", x)"),
        ];
        for (value, required, declaration, call) in cases {
            let parameter = parameter(value, required);
            assert_eq!(declared("x", &parameter), declaration);
            assert_eq!(gives_away(&parameter, "x"), call);
        }
    }
}
