//! What is answered as memory that other languages walk: a record is a row of cells, as `core/src/erased/image.rs` writes it.

use crate::model::by_hand::{self, Derived, DerivedKind};
use crate::model::{Api, Kind, Member, Schema};
use crate::rust::is_internal;
use crate::{Error, Result, prose};

/// What is said of members that this version does not know.
const EXTRA: &str =
    "The members that this version does not know, as one JSON object; absent if there are none.";

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cell<'a> {
    /// A text.
    Text,
    /// Any JSON, as text.
    Json,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Yes or no.
    Flag,
    /// A time without a zone.
    LocalTime,
    /// An instant.
    Instant,
    /// A list of texts.
    Texts,
    /// Texts by their names.
    TextMap,
    /// Lists of texts by their names.
    TextsMap,
    /// A record of this schema.
    Object(&'a str),
    /// A list of records of this schema.
    Objects(&'a str),
}

/// A record: its cells, one behind the other.
#[derive(Debug)]
pub(crate) struct Record<'a> {
    /// What it is.
    pub schema: &'a Schema,
    /// The members that a caller sees, those that the client works out, and those that it does not know.
    pub slots: Vec<Slot<'a>>,
}

/// A cell of a record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot<'a> {
    /// Its name, in snake_case.
    pub name: &'a str,
    /// What it holds.
    pub cell: Cell<'a>,
    /// Where it stands, in bytes from the start of the record.
    pub offset: usize,
    /// What it is made of.
    pub source: Source<'a>,
}

/// What a cell is made of.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Source<'a> {
    /// A member of the contract.
    Member(&'a Member),
    /// A member that the client works out.
    Derived(&'static Derived),
    /// The members that this version does not know.
    Extra,
}

impl<'a> Slot<'a> {
    /// Whether there is always a value: what the client works out is never missing.
    pub(crate) fn is_always_there(&self) -> bool {
        matches!(self.source, Source::Derived(_))
    }

    /// The enum whose values it holds, one or several.
    pub(crate) fn of_enum(&self) -> Option<&'a str> {
        match self.source {
            Source::Member(member) => member.kind.of_enum(),
            Source::Derived(Derived { kind: DerivedKind::Enum(name), .. }) => Some(name),
            _ => None,
        }
    }

    /// What is said of it.
    pub(crate) fn texts(&self) -> Vec<String> {
        match self.source {
            Source::Member(member) => {
                let mut texts = prose::of_member(member);
                texts.extend((self.cell == Cell::Json).then(|| "JSON.".to_owned()));
                texts
            }
            Source::Derived(derived) => vec![derived.description.to_owned()],
            Source::Extra => vec![EXTRA.to_owned()],
        }
    }
}

impl Cell<'_> {
    /// How much it takes, in bytes: whole words, so that nothing stands between two cells.
    pub(crate) fn size(self) -> usize {
        match self {
            Cell::Flag | Cell::Object(_) => 8,
            Cell::LocalTime | Cell::Instant => 32,
            _ => 16,
        }
    }
}

/// The records that an API answers, those inside of others among them, in the order of its document.
pub(crate) fn records(api: &Api) -> Result<Vec<Record<'_>>> {
    let mut schemas: Vec<&Schema> = api.results().into_iter().flat_map(|(_, schemas)| schemas).collect();
    let place = |schema: &Schema| api.schemas.iter().position(|other| other.name == schema.name);
    schemas.sort_by_key(|schema| place(schema));
    schemas.into_iter().map(|schema| record(api, schema)).collect()
}

fn record<'a>(api: &Api, schema: &'a Schema) -> Result<Record<'a>> {
    let mut slots: Vec<Slot<'a>> = Vec::new();
    for member in schema.members().iter().filter(|member| !is_internal(member)) {
        let cell = cell(&member.kind).ok_or_else(|| {
            let (source, schema, member) = (&api.source, &schema.name, &member.wire);
            Error::Unsupported(format!(
                "{source}: components.schemas.{schema}.properties.{member}: there is no cell for an answer of this type \
                 yet; add it to `cells.rs`"
            ))
        })?;
        slots.push(Slot { name: &member.name, cell, offset: 0, source: Source::Member(member) });
    }
    slots.extend(by_hand::derived(&schema.name).map(|derived| {
        let cell = match derived.kind {
            DerivedKind::Flag => Cell::Flag,
            DerivedKind::Count => Cell::Integer,
            DerivedKind::Text | DerivedKind::Enum(_) => Cell::Text,
        };
        Slot { name: derived.name, cell, offset: 0, source: Source::Derived(derived) }
    }));
    slots.push(Slot { name: "extra", cell: Cell::Json, offset: 0, source: Source::Extra });
    let mut offset = 0;
    for slot in &mut slots {
        slot.offset = offset;
        offset += slot.cell.size();
    }
    Ok(Record { schema, slots })
}

/// The cell of a member; none if it is never answered.
fn cell(kind: &Kind) -> Option<Cell<'_>> {
    let is_text = |kind: &Kind| {
        matches!(
            kind,
            Kind::Text | Kind::Email | Kind::Date | Kind::LocalTime | Kind::Instant | Kind::Enum(_)
        )
    };
    Some(match kind {
        Kind::Flag => Cell::Flag,
        Kind::Integer { .. } => Cell::Integer,
        Kind::Number => Cell::Number,
        Kind::Text | Kind::Email | Kind::Date | Kind::Enum(_) => Cell::Text,
        Kind::LocalTime => Cell::LocalTime,
        Kind::Instant => Cell::Instant,
        Kind::Any => Cell::Json,
        Kind::Object(name) => Cell::Object(name),
        // The keys stand in the items.
        Kind::List(item) | Kind::Map(item) if matches!(**item, Kind::Object(_)) => {
            Cell::Objects(item.schema()?)
        }
        Kind::List(item) if is_text(item) => Cell::Texts,
        Kind::Map(value) if is_text(value) => Cell::TextMap,
        Kind::Map(value) => match &**value {
            Kind::List(item) if is_text(item) => Cell::TextsMap,
            _ => return None,
        },
        Kind::List(_) | Kind::Secret => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_cell() {
        let (list, map) = (Kind::list, Kind::map);
        let user = || Kind::Object("CompanyUser".to_owned());
        let cases = [
            (Kind::Flag, Some((Cell::Flag, 8))),
            (Kind::INTEGER, Some((Cell::Integer, 16))),
            (Kind::Enum("Color".to_owned()), Some((Cell::Text, 16))),
            (Kind::LocalTime, Some((Cell::LocalTime, 32))),
            (Kind::Any, Some((Cell::Json, 16))),
            (user(), Some((Cell::Object("CompanyUser"), 8))),
            (list(user()), Some((Cell::Objects("CompanyUser"), 16))),
            (map(user()), Some((Cell::Objects("CompanyUser"), 16))),
            (list(Kind::Email), Some((Cell::Texts, 16))),
            (map(Kind::Text), Some((Cell::TextMap, 16))),
            (map(list(Kind::Text)), Some((Cell::TextsMap, 16))),
            (list(Kind::INTEGER), None),
            (Kind::Secret, None),
        ];
        for (kind, expected) in cases {
            assert_eq!(cell(&kind).map(|cell| (cell, cell.size())), expected, "{kind:?}");
        }
    }
}
