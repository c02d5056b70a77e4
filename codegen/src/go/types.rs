//! The types of parameters and of what is answered, and how they are sent and read.

use super::names::{exported, reads, several};
use super::text::literal;
use crate::cells::{Cell, Slot, Source};
use crate::model::by_hand::DerivedKind;
use crate::model::{Given, Gives, Parameter};
use crate::values::{Sent, Types};

const TYPES: Types = Types {
    flag: "bool",
    integer: "int64",
    count: "int",
    number: "float64",
    text: "string",
    secret: "Secret",
    local_time: "LocalTime",
    instant: "time.Time",
    cursor: "*EventCursor",
    json: "any",
    json_text: "json.RawMessage",
    named: exported,
    list: |item| format!("[]{item}"),
    map: |value| format!("map[string]{value}"),
};

/// The type of what a caller gives: a pointer where a single value may be left out; lists, maps and any JSON are nil then.
pub(super) fn given(parameter: &Parameter<'_>) -> String {
    let base = TYPES.given(&parameter.value);
    match parameter.required || is_nilable(&parameter.value) {
        true => base,
        false => format!("*{base}"),
    }
}

fn is_nilable(value: &Given) -> bool {
    matches!(
        Sent::of(value),
        Sent::Texts | Sent::Values | Sent::Rows(_) | Sent::TextMap | Sent::Json | Sent::Cursor
    )
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
    let if_given = |line| if_given(parameter, expression, line);
    let line = match Sent::of(&parameter.value) {
        Sent::Text => call(text),
        Sent::Value => as_text(),
        Sent::Rows(row) => {
            let row = exported(row);
            return if_given(format!("giveRows({object}, {name}, {expression}, (*{row}).give)"));
        }
        Sent::Texts | Sent::Values => {
            return if_given(format!("giveTexts({object}, {name}, {expression})"));
        }
        Sent::TextMap | Sent::Json => return if_given(format!("{o}.any({name}, {expression})")),
        sent => call(sent.writer()),
    };
    vec![line]
}

fn if_given(parameter: &Parameter<'_>, expression: &str, line: String) -> Vec<String> {
    match parameter.required {
        true => vec![line],
        false => vec![format!("if {expression} != nil {{"), format!("\t{line}"), "}".to_owned()],
    }
}

/// The type of a member of what is answered: a pointer where a single value may be absent; lists, maps and JSON are nil then.
pub(super) fn member(slot: &Slot<'_>) -> String {
    let base = TYPES.answered(slot);
    let is_nilable =
        matches!(slot.cell, Cell::Json | Cell::Texts | Cell::TextMap | Cell::TextsMap | Cell::Objects(_));
    match is_nilable || slot.is_always_there() {
        true => base,
        false => format!("*{base}"),
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
    let of_enum = slot.of_enum().map(exported);
    match slot.cell {
        Cell::Text => match of_enum {
            Some(name) => format!("(*{name})(memory.text(&{cell}))"),
            None => format!("memory.text(&{cell})"),
        },
        Cell::Json => format!("memory.json(&{cell})"),
        Cell::Integer => format!("memory.integer(&{cell})"),
        Cell::Number => format!("memory.number(&{cell})"),
        Cell::Flag => format!("memory.flag(&{cell})"),
        Cell::LocalTime => format!("memory.localTime(&{cell})"),
        Cell::Instant => format!("memory.instant(&{cell})"),
        Cell::Texts => {
            format!("textsOf[{}](memory, {cell})", of_enum.as_deref().unwrap_or(TYPES.text))
        }
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
    use crate::model::Kind;

    #[test]
    fn what_may_be_left_out_is_a_pointer_or_nil() {
        let color = || Kind::Enum("Color".to_owned());
        let cases = [
            (Given::Value(Kind::INTEGER), "int64", "*int64"),
            (Given::Value(Kind::Secret), "Secret", "*Secret"),
            (Given::Value(Kind::Date), "string", "*string"),
            (Given::Value(Kind::LocalTime), "LocalTime", "*LocalTime"),
            (Given::Value(color()), "Color", "*Color"),
            (Given::Value(Kind::list(color())), "[]Color", "[]Color"),
            (Given::Value(Kind::map(Kind::Text)), "map[string]string", "map[string]string"),
            (Given::Value(Kind::Any), "any", "any"),
            (Given::DeleteAction, "DeleteAction", "*DeleteAction"),
            (Given::PageSize, "int", "*int"),
            (Given::Extra, "map[string]any", "map[string]any"),
        ];
        for (value, required, optional) in cases {
            assert_eq!(given(&Parameter::sample("user_name", value.clone(), true)), required, "{value:?}");
            assert_eq!(given(&Parameter::sample("user_name", value.clone(), false)), optional, "{value:?}");
        }
    }

    #[test]
    fn arguments_are_written_by_their_names() {
        let row = || Kind::list(Kind::Object("GroupChange".to_owned()));
        let cases = [
            (MEMBERS, Given::Value(Kind::INTEGER), true, r#"o.integer("user_name", x)"#),
            (MEMBERS, Given::Value(Kind::Text), false, r#"optional(o.text, "user_name", x)"#),
            (MEMBERS, Given::Value(Kind::Date), true, r#"o.required("user_name", x)"#),
            (MEMBERS, Given::DeleteAction, true, r#"o.required("user_name", string(x))"#),
            (MEMBERS, Given::DeleteAction, false, r#"optional(o.text, "user_name", (*string)(x))"#),
            (MEMBERS, Given::Extra, false, "if x != nil {\n\to.any(\"user_name\", x)\n}"),
            (REQUEST, Given::Value(Kind::Text), true, r#"request.text("user_name", x)"#),
            (REQUEST, Given::Cursor, true, r#"request.cursor("user_name", x)"#),
            (
                REQUEST,
                Given::Value(Kind::list(Kind::Email)),
                true,
                r#"giveTexts(&request.object, "user_name", x)"#,
            ),
            (
                REQUEST,
                Given::Value(row()),
                true,
                r#"giveRows(&request.object, "user_name", x, (*GroupChange).give)"#,
            ),
        ];
        for (target, value, required, expected) in cases {
            let lines = gives_away(&Parameter::sample("user_name", value.clone(), required), &target, "x");
            assert_eq!(lines.join("\n"), expected, "{value:?}");
        }
    }
}
