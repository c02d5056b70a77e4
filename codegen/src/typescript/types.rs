//! The types of parameters, members and answers.

use crate::model::by_hand::DerivedKind;
use crate::model::{Given, Gives, Kind};

/// The type of what a caller gives.
pub(super) fn given(value: &Given) -> String {
    match value {
        Given::Value(kind) => input(kind),
        Given::DeleteAction => "DeleteAction".to_owned(),
        Given::Count | Given::PageSize => "number".to_owned(),
        Given::PageToken => "string".to_owned(),
        Given::Cursor => "EventCursor".to_owned(),
        Given::Extra => map("unknown"),
    }
}

fn input(kind: &Kind) -> String {
    match kind {
        Kind::Flag => "boolean".to_owned(),
        Kind::Integer { .. } | Kind::Number => "number".to_owned(),
        Kind::Text | Kind::Email | Kind::Secret | Kind::Date => "string".to_owned(),
        Kind::LocalTime | Kind::Instant => "Date | string".to_owned(),
        Kind::Enum(name) | Kind::Object(name) => name.clone(),
        Kind::List(item) => list(&input(item)),
        Kind::Map(value) => map(&input(value)),
        Kind::Any => "unknown".to_owned(),
    }
}

/// The type of what a caller gets.
pub(super) fn gives(gives: Gives<'_>) -> String {
    let answer = match gives {
        Gives::Pages(said) => return format!("Pager<{}>", said.schema.name),
        Gives::Nothing => "void".to_owned(),
        Gives::Item(said) => said.schema.name.clone(),
        Gives::MaybeItem(said) => format!("{} | undefined", said.schema.name),
        Gives::Items(said) => format!("{}[]", said.schema.name),
        Gives::MaybeJson => "unknown".to_owned(),
        Gives::Outcome => "Outcome".to_owned(),
        Gives::Group => "Group".to_owned(),
        Gives::Groups => "Group[]".to_owned(),
        Gives::Texts(_) => "string[]".to_owned(),
        Gives::EventBatch => "EventBatch".to_owned(),
    };
    format!("Promise<{answer}>")
}

/// The type of a member of what is answered; none if it is never answered.
pub(super) fn member(kind: &Kind) -> Option<String> {
    Some(match kind {
        Kind::Flag => "boolean".to_owned(),
        Kind::Integer { .. } | Kind::Number => "number".to_owned(),
        Kind::Text | Kind::Email | Kind::Date | Kind::LocalTime | Kind::Instant => "string".to_owned(),
        Kind::Enum(name) | Kind::Object(name) => name.clone(),
        Kind::List(item) => list(&member(item)?),
        // The keys stand in the items.
        Kind::Map(value) if matches!(**value, Kind::Object(_)) => list(&member(value)?),
        Kind::Map(value) => map(&member(value)?),
        Kind::Any => "unknown".to_owned(),
        Kind::Secret => return None,
    })
}

fn list(item: &str) -> String {
    match item.contains(' ') {
        true => format!("readonly ({item})[]"),
        false => format!("readonly {item}[]"),
    }
}

/// The type of an object with any names.
pub(super) fn map(value: &str) -> String {
    format!("Readonly<Record<string, {value}>>")
}

/// The type of a derived member.
pub(super) fn derived(kind: DerivedKind) -> &'static str {
    match kind {
        DerivedKind::Flag => "boolean",
        DerivedKind::Count => "number",
        DerivedKind::Text => "string",
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
            (Given::Value(Kind::INTEGER), "number"),
            (Given::Value(Kind::Secret), "string"),
            (Given::Value(Kind::Date), "string"),
            (Given::Value(Kind::LocalTime), "Date | string"),
            (Given::Value(color()), "Color"),
            (Given::Value(Kind::list(color())), "readonly Color[]"),
            (Given::Value(Kind::list(Kind::list(color()))), "readonly (readonly Color[])[]"),
            (Given::Value(Kind::map(Kind::Text)), "Readonly<Record<string, string>>"),
            (Given::DeleteAction, "DeleteAction"),
            (Given::PageToken, "string"),
            (Given::Extra, "Readonly<Record<string, unknown>>"),
        ];
        for (value, expected) in cases {
            assert_eq!(given(&value), expected, "{value:?}");
        }
    }

    #[test]
    fn every_member_of_an_answer_is_json() {
        let user = || Kind::Object("CompanyUser".to_owned());
        let cases = [
            (Kind::Flag, Some("boolean")),
            (Kind::LocalTime, Some("string")),
            (user(), Some("CompanyUser")),
            (Kind::list(user()), Some("readonly CompanyUser[]")),
            (Kind::map(user()), Some("readonly CompanyUser[]")),
            (Kind::map(Kind::Text), Some("Readonly<Record<string, string>>")),
            (Kind::map(Kind::list(Kind::Text)), Some("Readonly<Record<string, readonly string[]>>")),
            (Kind::Secret, None),
            (Kind::list(Kind::Secret), None),
        ];
        for (kind, expected) in cases {
            assert_eq!(member(&kind).as_deref(), expected, "{kind:?}");
        }
    }
}
