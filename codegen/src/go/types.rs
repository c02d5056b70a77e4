//! The types of parameters and of what is answered, and how they are sent and read.

use super::names::{exported, reads, several};
use super::text::literal;
use crate::cells::{Cell, Slot, Source};
use crate::model::by_hand::DerivedKind;
use crate::model::{Given, Gives, Kind, Parameter};

/// The type of what a caller gives: a pointer where a single value may be left out; lists, maps and any JSON are nil then.
pub(super) fn given(parameter: &Parameter<'_>) -> String {
    let base = base(&parameter.value);
    match parameter.required || is_nilable(&parameter.value) {
        true => base,
        false => format!("*{base}"),
    }
}

fn base(value: &Given) -> String {
    match value {
        Given::Value(kind) => input(kind),
        Given::DeleteAction => "DeleteAction".to_owned(),
        Given::Count | Given::PageSize => "int".to_owned(),
        Given::PageToken => "string".to_owned(),
        Given::Cursor => "*EventCursor".to_owned(),
        Given::Extra => "map[string]any".to_owned(),
    }
}

fn input(kind: &Kind) -> String {
    match kind {
        Kind::Flag => "bool".to_owned(),
        Kind::Integer { .. } => "int64".to_owned(),
        Kind::Number => "float64".to_owned(),
        Kind::Text | Kind::Email | Kind::Date => "string".to_owned(),
        Kind::Secret => "Secret".to_owned(),
        Kind::LocalTime | Kind::Instant => "LocalTime".to_owned(),
        Kind::Enum(name) | Kind::Object(name) => exported(name),
        Kind::List(item) => format!("[]{}", input(item)),
        Kind::Map(value) => format!("map[string]{}", input(value)),
        Kind::Any => "any".to_owned(),
    }
}

fn is_nilable(value: &Given) -> bool {
    matches!(value, Given::Value(Kind::List(_) | Kind::Map(_) | Kind::Any) | Given::Cursor | Given::Extra)
}

/// Where arguments are written.
pub(super) struct Target {
    /// What has the methods that write, and the object that the functions take which do.
    o: &'static str,
    object: &'static str,
    /// Whether they are members of an object, whose zero value says that one is not given. Others are judged by the core.
    members: bool,
}

/// Where the arguments that a method takes one by one are written.
pub(super) const REQUEST: Target = Target { o: "request", object: "&request.object", members: false };

/// Where members of parameters and of rows are written.
pub(super) const MEMBERS: Target = Target { o: "o", object: "o", members: true };

/// The lines that write an argument, which is this expression.
pub(super) fn gives_away(parameter: &Parameter<'_>, target: &Target, expression: &str) -> Vec<String> {
    let Target { o, object, members } = target;
    let name = literal(&parameter.name);
    let call = |writer: &str| match parameter.required || writer == "cursor" {
        true => format!("{o}.{writer}({name}, {expression})"),
        false => format!("optional({o}.{writer}, {name}, {expression})"),
    };
    let text = if parameter.required && *members { "required" } else { "text" };
    // An enum is a text of a type of its own.
    let as_text = || match parameter.required {
        true => format!("{o}.{text}({name}, string({expression}))"),
        false => format!("optional({o}.text, {name}, (*string)({expression}))"),
    };
    let line = match &parameter.value {
        Given::DeleteAction | Given::Value(Kind::Enum(_)) => as_text(),
        Given::Count | Given::PageSize => call("count"),
        Given::PageToken => call("text"),
        Given::Cursor => call("cursor"),
        Given::Value(kind) => match kind {
            Kind::Flag => call("flag"),
            Kind::Integer { .. } => call("integer"),
            Kind::Number => call("number"),
            Kind::Secret => call("secret"),
            Kind::LocalTime | Kind::Instant => call("time"),
            Kind::List(item) => {
                let given = match &**item {
                    Kind::Object(row) => {
                        let row = exported(row);
                        format!("giveRows({object}, {name}, {expression}, (*{row}).give)")
                    }
                    _ => format!("giveTexts({object}, {name}, {expression})"),
                };
                return if_given(parameter, expression, given);
            }
            Kind::Map(_) | Kind::Any => {
                return if_given(parameter, expression, format!("{o}.any({name}, {expression})"));
            }
            Kind::Text | Kind::Email | Kind::Date | Kind::Enum(_) | Kind::Object(_) => call(text),
        },
        Given::Extra => return if_given(parameter, expression, format!("{o}.any({name}, {expression})")),
    };
    vec![line]
}

fn if_given(parameter: &Parameter<'_>, expression: &str, line: String) -> Vec<String> {
    match parameter.required {
        true => vec![line],
        false => vec![format!("if {expression} != nil {{"), format!("\t{line}"), "}".to_owned()],
    }
}

/// The type of a member of what is answered.
pub(super) fn member(slot: &Slot<'_>) -> String {
    match slot.source {
        Source::Extra => "json.RawMessage".to_owned(),
        Source::Derived(derived) => match derived.kind {
            DerivedKind::Flag => "bool".to_owned(),
            DerivedKind::Count => "int64".to_owned(),
            DerivedKind::Text => "string".to_owned(),
            DerivedKind::Enum(name) => exported(name),
        },
        Source::Member(member) => match slot.cell {
            Cell::Text => format!("*{}", texts(&member.kind)),
            Cell::Json => "json.RawMessage".to_owned(),
            Cell::Integer => "*int64".to_owned(),
            Cell::Number => "*float64".to_owned(),
            Cell::Flag => "*bool".to_owned(),
            Cell::LocalTime => "*LocalTime".to_owned(),
            Cell::Instant => "*time.Time".to_owned(),
            Cell::Texts => format!("[]{}", texts(&member.kind)),
            Cell::TextMap => "map[string]string".to_owned(),
            Cell::Object(name) => format!("*{}", exported(name)),
            Cell::Objects(name) => format!("[]{}", exported(name)),
            Cell::TextsMap => "map[string][]string".to_owned(),
        },
    }
}

/// The type of a text: its enum's, if it is a value of one.
fn texts(kind: &Kind) -> String {
    match kind {
        Kind::Enum(name) => exported(name),
        Kind::List(item) => texts(item),
        _ => "string".to_owned(),
    }
}

/// The type of a cell.
pub(super) fn cell(cell: Cell<'_>) -> &'static str {
    match cell {
        Cell::Text | Cell::Json => "textCell",
        Cell::Integer => "integerCell",
        Cell::Number => "numberCell",
        Cell::Flag => "flagCell",
        Cell::LocalTime | Cell::Instant => "timeCell",
        Cell::Object(_) => "unsafe.Pointer",
        Cell::Texts | Cell::TextMap | Cell::TextsMap | Cell::Objects(_) => "cells",
    }
}

/// What reads a member out of its cell.
pub(super) fn read(slot: &Slot<'_>, cell: &str) -> String {
    if let Source::Derived(derived) = slot.source {
        return match derived.kind {
            DerivedKind::Flag => format!("{cell}.value != 0"),
            DerivedKind::Count => format!("{cell}.value"),
            DerivedKind::Text => format!("memory.plainText(&{cell})"),
            DerivedKind::Enum(name) => format!("{}(memory.plainText(&{cell}))", exported(name)),
        };
    }
    let kind = match slot.source {
        Source::Member(member) => Some(&member.kind),
        _ => None,
    };
    let texts = kind.map(texts).unwrap_or_default();
    match slot.cell {
        Cell::Text if texts == "string" => format!("memory.text(&{cell})"),
        Cell::Text => format!("(*{texts})(memory.text(&{cell}))"),
        Cell::Json => format!("memory.json(&{cell})"),
        Cell::Integer => format!("memory.integer(&{cell})"),
        Cell::Number => format!("memory.number(&{cell})"),
        Cell::Flag => format!("memory.flag(&{cell})"),
        Cell::LocalTime => format!("memory.localTime(&{cell})"),
        Cell::Instant => format!("memory.instant(&{cell})"),
        Cell::Texts => format!("textsOf[{texts}](memory, {cell})"),
        Cell::TextMap => format!("memory.textMap({cell})"),
        Cell::TextsMap => format!("memory.textsMap({cell})"),
        Cell::Object(name) => format!("first({}(memory, cells{{{cell}, 1}}))", reads(name)),
        Cell::Objects(name) => format!("{}(memory, {cell})", reads(name)),
    }
}

/// What a method of an answer is made with: the type of what it gives, and the call of the runtime that gives it.
pub(super) fn gives(gives: Gives<'_>) -> (String, String) {
    let item = |verb: &str, name: &str, form: &str| {
        let read = several(name);
        (
            format!("({form}{}, error)", exported(name)),
            format!("{verb}(ctx, service.session, request, opts, {read})"),
        )
    };
    let plain = |form: &str| {
        (format!("({form}, error)"), format!("plain[{form}](ctx, service.session, request, opts)"))
    };
    match gives {
        Gives::Nothing => ("error".to_owned(), "nothing(ctx, service.session, request, opts)".to_owned()),
        Gives::Item(said) => item("one", &said.schema.name, "*"),
        Gives::MaybeItem(said) => item("maybe", &said.schema.name, "*"),
        Gives::Items(said) => item("many", &said.schema.name, "[]"),
        Gives::Pages(said) => {
            let read = several(&said.schema.name);
            let given = format!("pages(ctx, service.session, request, opts, {read})");
            (format!("*Pager[{}]", exported(&said.schema.name)), given)
        }
        Gives::MaybeJson => plain("json.RawMessage"),
        Gives::Outcome => plain("*Outcome"),
        Gives::Group => plain("*Group"),
        Gives::Groups => plain("[]Group"),
        Gives::Texts(_) => plain("[]string"),
        Gives::EventBatch => {
            ("(*EventBatch, error)".to_owned(), "batch(ctx, service.session, request, opts)".to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameter(value: Given, required: bool) -> Parameter<'static> {
        let (name, description) = ("user_name".to_owned(), String::new());
        Parameter { name, value, own: false, required, description, provenance: None }
    }

    fn list(kind: Kind) -> Kind {
        Kind::List(Box::new(kind))
    }

    #[test]
    fn what_may_be_left_out_is_a_pointer_or_nil() {
        let color = || Kind::Enum("Color".to_owned());
        let cases = [
            (Given::Value(Kind::INTEGER), "int64", "*int64"),
            (Given::Value(Kind::Secret), "Secret", "*Secret"),
            (Given::Value(Kind::Date), "string", "*string"),
            (Given::Value(Kind::LocalTime), "LocalTime", "*LocalTime"),
            (Given::Value(color()), "Color", "*Color"),
            (Given::Value(list(color())), "[]Color", "[]Color"),
            (Given::Value(Kind::Map(Box::new(Kind::Text))), "map[string]string", "map[string]string"),
            (Given::Value(Kind::Any), "any", "any"),
            (Given::DeleteAction, "DeleteAction", "*DeleteAction"),
            (Given::PageSize, "int", "*int"),
            (Given::Extra, "map[string]any", "map[string]any"),
        ];
        for (value, required, optional) in cases {
            assert_eq!(given(&parameter(value.clone(), true)), required, "{value:?}");
            assert_eq!(given(&parameter(value.clone(), false)), optional, "{value:?}");
        }
    }

    #[test]
    fn arguments_are_written_by_their_names() {
        let row = || list(Kind::Object("GroupChange".to_owned()));
        let cases = [
            (MEMBERS, Given::Value(Kind::INTEGER), true, r#"o.integer("user_name", x)"#),
            (MEMBERS, Given::Value(Kind::Text), false, r#"optional(o.text, "user_name", x)"#),
            (MEMBERS, Given::Value(Kind::Date), true, r#"o.required("user_name", x)"#),
            (MEMBERS, Given::DeleteAction, true, r#"o.required("user_name", string(x))"#),
            (MEMBERS, Given::DeleteAction, false, r#"optional(o.text, "user_name", (*string)(x))"#),
            (MEMBERS, Given::Extra, false, "if x != nil {\n\to.any(\"user_name\", x)\n}"),
            (REQUEST, Given::Value(Kind::Text), true, r#"request.text("user_name", x)"#),
            (REQUEST, Given::Cursor, true, r#"request.cursor("user_name", x)"#),
            (REQUEST, Given::Value(list(Kind::Email)), true, r#"giveTexts(&request.object, "user_name", x)"#),
            (
                REQUEST,
                Given::Value(row()),
                true,
                r#"giveRows(&request.object, "user_name", x, (*GroupChange).give)"#,
            ),
        ];
        for (target, value, required, expected) in cases {
            let lines = gives_away(&parameter(value.clone(), required), &target, "x");
            assert_eq!(lines.join("\n"), expected, "{value:?}");
        }
    }
}
