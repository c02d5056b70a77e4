//! What callers give and get, in the types of a language.

use crate::cells::{Cell, Slot};
use crate::model::{Given, Kind};

/// What a language calls the types of values.
pub(crate) struct Types {
    pub flag: &'static str,
    /// A whole number of the vendor's.
    pub integer: &'static str,
    /// How many there are of something.
    pub count: &'static str,
    pub number: &'static str,
    pub text: &'static str,
    pub secret: &'static str,
    /// A time without a zone.
    pub local_time: &'static str,
    pub instant: &'static str,
    pub cursor: &'static str,
    /// Any JSON that is given, and any that is answered.
    pub json: &'static str,
    pub json_text: &'static str,
    /// A type of the contract.
    pub named: fn(&str) -> String,
    /// A list of these.
    pub list: fn(&str) -> String,
    /// Such values by their names.
    pub map: fn(&str) -> String,
}

impl Types {
    /// The type of what a caller gives.
    pub(crate) fn given(&self, value: &Given) -> String {
        match value {
            Given::Value(kind) => self.of(kind),
            Given::DeleteAction => (self.named)("DeleteAction"),
            Given::Count | Given::PageSize => self.count.to_owned(),
            Given::PageToken => self.text.to_owned(),
            Given::Cursor => self.cursor.to_owned(),
            Given::Extra => (self.map)(self.json),
        }
    }

    fn of(&self, kind: &Kind) -> String {
        match kind {
            Kind::Flag => self.flag.to_owned(),
            Kind::Integer { .. } => self.integer.to_owned(),
            Kind::Number => self.number.to_owned(),
            Kind::Text | Kind::Email | Kind::Date => self.text.to_owned(),
            Kind::Secret => self.secret.to_owned(),
            Kind::LocalTime | Kind::Instant => self.local_time.to_owned(),
            Kind::Enum(name) | Kind::Object(name) => (self.named)(name),
            Kind::List(item) => (self.list)(&self.of(item)),
            Kind::Map(value) => (self.map)(&self.of(value)),
            Kind::Any => self.json.to_owned(),
        }
    }

    /// The type of a member of what is answered, where it is there.
    pub(crate) fn answered(&self, slot: &Slot<'_>) -> String {
        let text = || slot.of_enum().map_or_else(|| self.text.to_owned(), self.named);
        match slot.cell {
            Cell::Text => text(),
            Cell::Json => self.json_text.to_owned(),
            Cell::Integer => self.integer.to_owned(),
            Cell::Number => self.number.to_owned(),
            Cell::Flag => self.flag.to_owned(),
            Cell::LocalTime => self.local_time.to_owned(),
            Cell::Instant => self.instant.to_owned(),
            Cell::Texts => (self.list)(&text()),
            Cell::TextMap => (self.map)(self.text),
            Cell::TextsMap => (self.map)(&(self.list)(self.text)),
            Cell::Object(name) => (self.named)(name),
            Cell::Objects(name) => (self.list)(&(self.named)(name)),
        }
    }
}

/// In what form an argument is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sent<'a> {
    Text,
    /// A value of an enum.
    Value,
    Flag,
    Integer,
    Count,
    Number,
    Secret,
    Time,
    Texts,
    /// Values of an enum.
    Values,
    /// Objects of this schema.
    Rows(&'a str),
    /// Texts by their names.
    TextMap,
    /// Any JSON.
    Json,
    Cursor,
}

impl<'a> Sent<'a> {
    pub(crate) fn of(value: &'a Given) -> Self {
        match value {
            Given::DeleteAction => Sent::Value,
            Given::Count | Given::PageSize => Sent::Count,
            Given::PageToken => Sent::Text,
            Given::Cursor => Sent::Cursor,
            Given::Extra => Sent::Json,
            Given::Value(kind) => match kind {
                Kind::Flag => Sent::Flag,
                Kind::Integer { .. } => Sent::Integer,
                Kind::Number => Sent::Number,
                Kind::Secret => Sent::Secret,
                Kind::LocalTime | Kind::Instant => Sent::Time,
                Kind::Enum(_) => Sent::Value,
                Kind::Text | Kind::Email | Kind::Date => Sent::Text,
                Kind::List(item) => match &**item {
                    Kind::Object(name) => Sent::Rows(name),
                    Kind::Enum(_) => Sent::Values,
                    _ => Sent::Texts,
                },
                Kind::Map(value) if matches!(**value, Kind::Text | Kind::Email) => Sent::TextMap,
                Kind::Map(_) | Kind::Any | Kind::Object(_) => Sent::Json,
            },
        }
    }

    /// What writes it, where a language does not say otherwise.
    pub(crate) fn writer(self) -> &'static str {
        match self {
            Sent::Text | Sent::Value => "text",
            Sent::Flag => "flag",
            Sent::Integer => "integer",
            Sent::Count => "count",
            Sent::Number => "number",
            Sent::Secret => "secret",
            Sent::Time => "time",
            Sent::Texts | Sent::Values => "texts",
            Sent::Rows(_) => "rows",
            Sent::TextMap => "textMap",
            Sent::Json => "json",
            Sent::Cursor => "cursor",
        }
    }
}
