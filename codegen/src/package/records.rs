//! Types with members: what is answered, and the rows of calls on many users.

use serde::Serialize;

use super::Language;
use crate::cells::{Record, Slot};
use crate::comments::{Part, paragraphs};
use crate::model::Schema;
use crate::names::pascal;
use crate::prose;
use crate::writer::Writer;

/// A record, as its templates take it.
#[derive(Serialize)]
pub(super) struct RecordHole {
    doc: String,
    name: String,
    members: Vec<MemberHole>,
    /// How many bytes a record takes.
    size: usize,
    /// Whether it has an id that is always there.
    is_identifiable: bool,
}

/// A row, as its template takes it.
#[derive(Serialize)]
pub(super) struct RowHole {
    doc: String,
    name: String,
    members: Vec<MemberHole>,
}

#[derive(Serialize)]
struct MemberHole {
    doc: String,
    name: String,
    kind: String,
    /// Its name and type; and what it is otherwise, where it may be left out.
    declared: String,
    /// Its name in snake_case as a literal; none if it is the same.
    key: Option<String>,
    /// What reads it out of its cell, or writes it as an argument.
    call: String,
}

impl Language {
    pub(super) fn record(&self, writer: Writer<'_>, record: &Record<'_>) -> RecordHole {
        let member = |slot: &Slot<'_>| {
            let (said, base) = (writer.described(slot.texts()), self.types.answered(slot));
            self.member(slot.name, &said, &base, slot.is_always_there(), (self.read)(slot))
        };
        RecordHole {
            doc: (self.comment)(0, &writer.described((self.about)(record))),
            name: pascal(&record.schema.name),
            members: record.slots.iter().map(member).collect(),
            size: record.slots.last().map_or(0, |slot| slot.offset + slot.cell.size()),
            is_identifiable: record.slots.iter().any(|slot| slot.name == "id" && slot.is_always_there()),
        }
    }

    pub(super) fn row(&self, writer: Writer<'_>, schema: &Schema) -> RowHole {
        let parameters = schema.parameters();
        let members = parameters.iter().map(|parameter| {
            let (said, base) = (paragraphs([writer.argument(parameter)]), self.types.given(&parameter.value));
            let call = (self.gives_away)(parameter, &(self.identifier)(&parameter.name));
            self.member(&parameter.name, &said, &base, parameter.required, call)
        });
        RowHole {
            doc: (self.comment)(0, &writer.described(prose::of_schema(schema))),
            name: pascal(&schema.name),
            members: members.collect(),
        }
    }

    fn member(&self, name: &str, said: &[Part], base: &str, required: bool, call: String) -> MemberHole {
        let (snake, name) = (name, (self.identifier)(name));
        MemberHole {
            doc: (self.comment)(4, said),
            kind: optional(base, required),
            declared: self.declared(&name, base, required),
            key: (name.trim_matches('`') != snake).then(|| (self.literal)(snake)),
            call,
            name,
        }
    }

    /// The declaration of a member or a parameter.
    pub(crate) fn declared(&self, name: &str, base: &str, required: bool) -> String {
        let default = if required { String::new() } else { format!(" = {}", self.nothing) };
        format!("{name}: {}{default}", optional(base, required))
    }
}

/// The type of what may be left out, unless it is required.
fn optional(base: &str, required: bool) -> String {
    match required {
        true => base.to_owned(),
        // Any JSON is null already.
        false => format!("{}?", base.trim_end_matches('?')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cells::{Cell, Source};
    use crate::model::by_hand::derived;
    use crate::model::{Given, Kind, Parameter};
    use crate::{kotlin, swift};

    #[test]
    fn what_the_client_works_out_is_never_missing() {
        let derived =
            |schema, name| Source::Derived(derived(schema).find(|derived| derived.name == name).unwrap());
        let cases = [
            (
                (Cell::Text, derived("Event", "id")),
                ["x: String", "cells.text(at + 16).orEmpty()"],
                ["x: String", "cells.text(at + 16) ?? \"\""],
            ),
            (
                (Cell::Integer, derived("Event", "ordinal")),
                ["x: Long", "cells.integer(at + 16) ?: 0"],
                ["x: Int", "cells.integer(at + 16) ?? 0"],
            ),
            (
                (Cell::Flag, derived("SharedFolder", "is_deleted")),
                ["x: Boolean", "cells.flag(at + 16) ?: false"],
                ["x: Bool", "cells.flag(at + 16) ?? false"],
            ),
            (
                (Cell::Text, derived("SharedFolderMember", "role")),
                ["x: FolderRole", "FolderRole.of(cells.shared(at + 16))"],
                ["x: FolderRole", "cells.own(at + 16)"],
            ),
            (
                (Cell::Json, Source::Extra),
                ["x: String? = null", "cells.text(at + 16)"],
                ["x: String? = nil", "cells.text(at + 16)"],
            ),
        ];
        for ((cell, source), in_kotlin, in_swift) in cases {
            let slot = Slot { name: "x", cell, offset: 16, source };
            for (language, expected) in [(kotlin::LANGUAGE, in_kotlin), (swift::LANGUAGE, in_swift)] {
                let base = language.types.answered(&slot);
                let declared = language.declared(slot.name, &base, slot.is_always_there());
                assert_eq!([declared, (language.read)(&slot)], expected);
            }
        }
    }

    #[test]
    fn what_may_be_left_out_is_not_sent() {
        let color = || Kind::Enum("Color".to_owned());
        let row = Kind::Object("NewPainter".to_owned());
        let cases = [
            (
                (Given::Value(Kind::INTEGER), true),
                ["x: Long", "integer(\"one_color\", x)"],
                ["x: Int", "integer(\"one_color\", x)"],
            ),
            (
                (Given::Count, true),
                ["x: Int", "count(\"one_color\", x)"],
                ["x: Int", "integer(\"one_color\", x)"],
            ),
            (
                (Given::Value(Kind::Secret), false),
                ["x: Secret? = null", "secret(\"one_color\", x)"],
                ["x: Secret? = nil", "secret(\"one_color\", x)"],
            ),
            (
                (Given::Value(color()), true),
                ["x: Color", "text(\"one_color\", x.value)"],
                ["x: Color", "text(\"one_color\", x.rawValue)"],
            ),
            (
                (Given::Value(color()), false),
                ["x: Color? = null", "text(\"one_color\", x?.value)"],
                ["x: Color? = nil", "text(\"one_color\", x?.rawValue)"],
            ),
            (
                (Given::Value(Kind::list(color())), false),
                ["x: List<Color>? = null", "texts(\"one_color\", x?.map { it.value })"],
                ["x: [Color]? = nil", "texts(\"one_color\", x?.map(\\.rawValue))"],
            ),
            (
                (Given::Value(Kind::list(row)), true),
                ["x: List<NewPainter>", "rows(\"one_color\", x) { it.give(this) }"],
                ["x: [NewPainter]", "rows(\"one_color\", x)"],
            ),
            (
                (Given::Value(Kind::Any), false),
                ["x: Any? = null", "any(\"one_color\", x)"],
                ["x: JSONValue? = nil", "json(\"one_color\", x)"],
            ),
            (
                (Given::Extra, false),
                ["x: Map<String, Any?>? = null", "any(\"one_color\", x)"],
                ["x: [String: JSONValue]? = nil", "json(\"one_color\", x)"],
            ),
            (
                (Given::Value(Kind::map(Kind::Text)), false),
                ["x: Map<String, String>? = null", "any(\"one_color\", x)"],
                ["x: [String: String]? = nil", "textMap(\"one_color\", x)"],
            ),
        ];
        for ((value, required), in_kotlin, in_swift) in cases {
            let parameter = Parameter::sample("one_color", value, required);
            for (language, expected) in [(kotlin::LANGUAGE, in_kotlin), (swift::LANGUAGE, in_swift)] {
                let declared = language.declared("x", &language.types.given(&parameter.value), required);
                assert_eq!([declared, (language.gives_away)(&parameter, "x")], expected);
            }
        }
    }
}
