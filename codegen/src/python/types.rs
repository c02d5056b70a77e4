//! The types of annotations.

use super::names;
use crate::model::by_hand::DerivedKind;
use crate::model::{Given, Gives, Kind, Parameter};

/// The type of what a caller gives.
pub(super) fn given(value: &Given) -> String {
    match value {
        Given::Value(kind) => input(kind),
        Given::DeleteAction => "DeleteAction | str".to_owned(),
        Given::Count | Given::PageSize => "int".to_owned(),
        Given::PageToken => "str".to_owned(),
        Given::Cursor => "EventCursor".to_owned(),
        Given::Extra => "Mapping[str, JSON]".to_owned(),
    }
}

/// A parameter or a member of a row, as a signature writes it.
///
/// `members` are those of its class.
pub(super) fn annotated(parameter: &Parameter<'_>, members: &[String]) -> String {
    let name = names::parameter(&parameter.name);
    let kind = names::in_class(&given(&parameter.value), members);
    match parameter.required {
        true => format!("{name}: {kind}"),
        false => format!("{name}: {kind} | None = None"),
    }
}

fn input(kind: &Kind) -> String {
    match kind {
        Kind::Flag => "bool".to_owned(),
        Kind::Integer { .. } => "int".to_owned(),
        Kind::Number => "float".to_owned(),
        Kind::Text | Kind::Email | Kind::Secret => "str".to_owned(),
        Kind::Date => "datetime.date | str".to_owned(),
        Kind::LocalTime | Kind::Instant => "datetime.datetime | str".to_owned(),
        Kind::Enum(name) => format!("{name} | str"),
        Kind::Object(name) => name.clone(),
        Kind::List(item) => format!("Sequence[{}]", input(item)),
        Kind::Map(value) => format!("Mapping[str, {}]", input(value)),
        Kind::Any => "JSON".to_owned(),
    }
}

/// The type of what a caller gets.
pub(super) fn gives(gives: Gives<'_>, is_async: bool) -> String {
    match gives {
        Gives::Nothing => "None".to_owned(),
        Gives::Item(said) => said.schema.name.clone(),
        Gives::MaybeItem(said) => format!("{} | None", said.schema.name),
        Gives::Items(said) => format!("list[{}]", said.schema.name),
        Gives::Pages(said) if is_async => format!("AsyncPager[{}]", said.schema.name),
        Gives::Pages(said) => format!("Pager[{}]", said.schema.name),
        Gives::MaybeJson => "Any".to_owned(),
        Gives::Outcome => "Outcome".to_owned(),
        Gives::Group => "Group".to_owned(),
        Gives::Groups => "list[Group]".to_owned(),
        Gives::Texts(_) => "list[str]".to_owned(),
        Gives::EventBatch => "EventBatch".to_owned(),
    }
}

/// The type of a member of what is answered; none if it is never answered.
pub(super) fn member(kind: &Kind) -> Option<String> {
    Some(match kind {
        Kind::Flag => "bool | None".to_owned(),
        Kind::Integer { .. } => "int | None".to_owned(),
        Kind::Number => "float | None".to_owned(),
        Kind::Text | Kind::Email | Kind::Date => "str | None".to_owned(),
        Kind::LocalTime | Kind::Instant => "datetime.datetime | None".to_owned(),
        Kind::Enum(name) | Kind::Object(name) => format!("{name} | None"),
        Kind::List(item) => format!("list[{}]", inside(item)?),
        // The keys stand in the items.
        Kind::Map(value) if matches!(**value, Kind::Object(_)) => format!("list[{}]", inside(value)?),
        Kind::Map(value) => format!("dict[str, {}]", inside(value)?),
        Kind::Any => "Any".to_owned(),
        Kind::Secret => return None,
    })
}

fn inside(kind: &Kind) -> Option<String> {
    match kind {
        Kind::Text | Kind::Email | Kind::Date | Kind::LocalTime => Some("str".to_owned()),
        Kind::Enum(name) | Kind::Object(name) => Some(name.clone()),
        Kind::List(item) => Some(format!("list[{}]", inside(item)?)),
        _ => None,
    }
}

/// The type of a derived member.
pub(super) fn derived(kind: DerivedKind) -> &'static str {
    match kind {
        DerivedKind::Flag => "bool",
        DerivedKind::Count => "int",
        DerivedKind::Text => "str",
        DerivedKind::Enum(name) => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_is_taken_in_every_sensible_form() {
        let color = || Kind::Enum("Color".to_owned());
        let cases = [
            (Given::Value(Kind::INTEGER), "int"),
            (Given::Value(Kind::Secret), "str"),
            (Given::Value(Kind::Date), "datetime.date | str"),
            (Given::Value(Kind::LocalTime), "datetime.datetime | str"),
            (Given::Value(color()), "Color | str"),
            (Given::Value(Kind::list(color())), "Sequence[Color | str]"),
            (Given::Value(Kind::map(Kind::Text)), "Mapping[str, str]"),
            (Given::DeleteAction, "DeleteAction | str"),
            (Given::PageToken, "str"),
            (Given::Extra, "Mapping[str, JSON]"),
        ];
        for (value, expected) in cases {
            assert_eq!(given(&value), expected, "{value:?}");
        }
    }

    #[test]
    fn every_member_of_an_answer_may_be_absent() {
        let user = || Kind::Object("CompanyUser".to_owned());
        let cases = [
            (Kind::Flag, Some("bool | None")),
            (Kind::Date, Some("str | None")),
            (Kind::LocalTime, Some("datetime.datetime | None")),
            (Kind::Enum("Color".to_owned()), Some("Color | None")),
            (user(), Some("CompanyUser | None")),
            (Kind::list(user()), Some("list[CompanyUser]")),
            (Kind::map(user()), Some("list[CompanyUser]")),
            (Kind::map(Kind::Text), Some("dict[str, str]")),
            (Kind::map(Kind::list(Kind::Text)), Some("dict[str, list[str]]")),
            (Kind::list(Kind::INTEGER), None),
            (Kind::Secret, None),
        ];
        for (kind, expected) in cases {
            assert_eq!(member(&kind).as_deref(), expected, "{kind:?}");
        }
    }
}
