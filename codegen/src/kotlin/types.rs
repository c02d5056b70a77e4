//! The types of parameters and of what is answered, and how they are sent and read.

use super::names::reader;
use super::text::literal;
use crate::cells::{Cell, Slot, Source};
use crate::model::by_hand::DerivedKind;
use crate::model::{Given, Gives, Kind, Parameter};
use crate::names::pascal;

/// A declaration of what a caller gives: null where it may be left out.
pub(super) fn declared(name: &str, parameter: &Parameter<'_>) -> String {
    let base = given(&parameter.value);
    match parameter.required {
        true => format!("{name}: {base}"),
        false => format!("{name}: {} = null", nullable(&base)),
    }
}

fn given(value: &Given) -> String {
    match value {
        Given::Value(kind) => input(kind),
        Given::DeleteAction => "DeleteAction".to_owned(),
        Given::Count | Given::PageSize => "Int".to_owned(),
        Given::PageToken => "String".to_owned(),
        Given::Cursor => "EventCursor".to_owned(),
        Given::Extra => "Map<String, Any?>".to_owned(),
    }
}

fn input(kind: &Kind) -> String {
    match kind {
        Kind::Flag => "Boolean".to_owned(),
        Kind::Integer { .. } => "Long".to_owned(),
        Kind::Number => "Double".to_owned(),
        Kind::Text | Kind::Email | Kind::Date => "String".to_owned(),
        Kind::Secret => "Secret".to_owned(),
        Kind::LocalTime | Kind::Instant => "VendorTime".to_owned(),
        Kind::Enum(name) | Kind::Object(name) => pascal(name),
        Kind::List(item) => format!("List<{}>", input(item)),
        Kind::Map(value) => format!("Map<String, {}>", input(value)),
        Kind::Any => "Any?".to_owned(),
    }
}

fn nullable(base: &str) -> String {
    if base.ends_with('?') { base.to_owned() } else { format!("{base}?") }
}

/// The call that writes an argument from this expression.
pub(super) fn gives_away(parameter: &Parameter<'_>, expression: &str) -> String {
    let name = literal(&parameter.name);
    let chain = if parameter.required { "." } else { "?." };
    let call = |writer: &str| format!("{writer}({name}, {expression})");
    let as_text = || format!("text({name}, {expression}{chain}value)");
    match &parameter.value {
        Given::DeleteAction | Given::Value(Kind::Enum(_)) => as_text(),
        Given::Count | Given::PageSize => call("count"),
        Given::PageToken => call("text"),
        Given::Cursor => call("cursor"),
        Given::Extra => call("any"),
        Given::Value(kind) => match kind {
            Kind::Flag => call("flag"),
            Kind::Integer { .. } => call("integer"),
            Kind::Number => call("number"),
            Kind::Secret => call("secret"),
            Kind::LocalTime | Kind::Instant => call("time"),
            Kind::Map(_) | Kind::Any => call("any"),
            Kind::List(item) => match **item {
                Kind::Object(_) => format!("rows({name}, {expression}) {{ it.give(this) }}"),
                Kind::Enum(_) => format!("texts({name}, {expression}{chain}map {{ it.value }})"),
                _ => call("texts"),
            },
            Kind::Text | Kind::Email | Kind::Date | Kind::Enum(_) | Kind::Object(_) => call("text"),
        },
    }
}

/// The declaration of a member of what is answered: null where the vendor does not say it.
pub(super) fn member(slot: &Slot<'_>) -> String {
    let base = match slot.source {
        Source::Derived(derived) => return derived_type(derived.kind).to_owned(),
        Source::Extra => "String".to_owned(),
        Source::Member(member) => match slot.cell {
            Cell::Text => texts(&member.kind),
            Cell::Json => "String".to_owned(),
            Cell::Integer => "Long".to_owned(),
            Cell::Number => "Double".to_owned(),
            Cell::Flag => "Boolean".to_owned(),
            Cell::LocalTime => "VendorTime".to_owned(),
            Cell::Instant => "Instant".to_owned(),
            Cell::Texts => format!("List<{}>", texts(&member.kind)),
            Cell::TextMap => "Map<String, String>".to_owned(),
            Cell::TextsMap => "Map<String, List<String>>".to_owned(),
            Cell::Object(name) => pascal(name),
            Cell::Objects(name) => format!("List<{}>", pascal(name)),
        },
    };
    format!("{base}? = null")
}

fn derived_type(kind: DerivedKind) -> &'static str {
    match kind {
        DerivedKind::Flag => "Boolean",
        DerivedKind::Count => "Long",
        DerivedKind::Text => "String",
        DerivedKind::Enum(name) => name,
    }
}

/// The type of a text: its enum's, if it is a value of one.
fn texts(kind: &Kind) -> String {
    match kind {
        Kind::Enum(name) => pascal(name),
        Kind::List(item) => texts(item),
        _ => "String".to_owned(),
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
    let texts = match slot.source {
        Source::Member(member) => texts(&member.kind),
        _ => "String".to_owned(),
    };
    let is_plain = texts == "String";
    match slot.cell {
        Cell::Text | Cell::Json if is_plain => format!("cells.text({at})"),
        Cell::Text | Cell::Json => format!("cells.shared({at})?.let {{ {texts}(it) }}"),
        Cell::Integer => format!("cells.integer({at})"),
        Cell::Number => format!("cells.number({at})"),
        Cell::Flag => format!("cells.flag({at})"),
        Cell::LocalTime => format!("cells.vendorTime({at})"),
        Cell::Instant => format!("cells.instant({at})"),
        Cell::Texts if is_plain => format!("cells.texts({at})"),
        Cell::Texts => format!("cells.texts({at})?.map {{ {texts}(it) }}"),
        Cell::TextMap => format!("cells.textMap({at})"),
        Cell::TextsMap => format!("cells.textsMap({at})"),
        Cell::Object(name) => format!("cells.record({at}, {})", reader(name)),
        Cell::Objects(name) => format!("cells.records({at}, {})", reader(name)),
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
    use crate::model::by_hand;

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
