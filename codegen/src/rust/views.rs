//! The views of what the vendor answers: which slot of the tape each accessor reads, and as what.

use serde::Serialize;

use super::text::{doc, identifier, literal};
use crate::model::{Api, Form, Kind, Member, Role, Schema};
use crate::{Error, Result, names};

/// A view of an object.
#[derive(Serialize)]
pub(super) struct View<'a> {
    doc: String,
    pub(super) name: &'a str,
    pub(super) constant: String,
    members: Vec<Slot>,
    keyed: bool,
    ignore_case: bool,
    knows_null: bool,
    accessors: Vec<Accessor>,
    /// Name and index of the member that the client works out.
    pub(super) computed: Option<(String, usize)>,
}

#[derive(Serialize)]
struct Slot {
    wire: String,
    aliases: Vec<String>,
    kind: String,
    sdk: String,
}

#[derive(Serialize)]
struct Accessor {
    doc: String,
    name: String,
    answers: String,
    reads: String,
}

/// The views of an API, by the resource that they stand with.
pub(super) fn views(api: &Api) -> Result<Vec<(String, Vec<View<'_>>)>> {
    let mut of_resources = Vec::new();
    for (resource, schemas) in api.answer_schemas() {
        let objects = schemas.into_iter().filter(|schema| matches!(schema.form, Form::Object(_)));
        let views = objects.map(view).collect::<Result<Vec<_>>>()?;
        if !views.is_empty() {
            of_resources.push((resource, views));
        }
    }
    Ok(of_resources)
}

fn view(schema: &Schema) -> Result<View<'_>> {
    let mut slots = Vec::new();
    let mut accessors = Vec::new();
    for (index, member) in schema.members().iter().enumerate() {
        let kind = tape_kind(member).ok_or_else(|| unsupported(schema, member))?;
        slots.push(Slot {
            wire: literal(&member.wire),
            aliases: member.aliases.iter().map(|alias| literal(alias)).collect(),
            kind,
            sdk: literal(if is_internal(member) { "" } else { &member.name }),
        });
        if !is_internal(member) {
            accessors.push(accessor(index, member).ok_or_else(|| unsupported(schema, member))?);
        }
    }
    let computed = schema.computed.as_ref().map(|name| {
        let (wire, sdk) = (literal(""), literal(""));
        slots.push(Slot { wire, aliases: Vec::new(), kind: "Kind::Integer".to_owned(), sdk });
        (names::screaming(&format!("{}_{name}", schema.name)), slots.len() - 1)
    });
    Ok(View {
        doc: doc(0, &super::documentation::of_schema(schema)),
        name: &schema.name,
        constant: names::screaming(&schema.name),
        members: slots,
        keyed: schema.is_keyed(),
        ignore_case: schema.ignore_case,
        knows_null: schema.knows_null,
        accessors,
        computed,
    })
}

/// Whether a member is no part of what the caller sees.
pub(crate) fn is_internal(member: &Member) -> bool {
    // A mark of the vendor says nothing to the caller, who resumes a list by its page token.
    member.envelope || (member.role == Some(Role::Next) && member.kind == Kind::Any)
}

fn unsupported(schema: &Schema, member: &Member) -> Error {
    let (schema, member) = (&schema.name, &member.wire);
    Error::Unsupported(format!(
        "components.schemas.{schema}.properties.{member}: Rust has no form for an answer of this type yet; \
         add it to `views.rs`"
    ))
}

/// How a member is put on the tape.
fn tape_kind(member: &Member) -> Option<String> {
    Some(match &member.kind {
        Kind::List(item) if member.map_form => format!("Kind::Rows(&{}.0)", object(item)?),
        kind => kind_of(kind, "")?,
    })
}

/// How an answer or a member is put on the tape; `tables` is the way to the tables of objects.
pub(super) fn kind_of(kind: &Kind, tables: &str) -> Option<String> {
    Some(match kind {
        Kind::Flag => "Kind::Flag".to_owned(),
        Kind::Integer { .. } => "Kind::Integer".to_owned(),
        Kind::Number => "Kind::Number".to_owned(),
        Kind::Any => "Kind::Json".to_owned(),
        Kind::Object(name) => format!("Kind::Object(&{tables}{}.0)", names::screaming(name)),
        Kind::List(item) if is_text(item) => "Kind::Texts".to_owned(),
        Kind::List(item) => format!("Kind::Objects(&{tables}{}.0)", object(item)?),
        Kind::Map(value) => match &**value {
            Kind::List(item) if is_text(item) => "Kind::TextsMap".to_owned(),
            text if is_text(text) => "Kind::TextMap".to_owned(),
            value => format!("Kind::ObjectMap(&{tables}{}.0)", object(value)?),
        },
        Kind::LocalTime => "Kind::Time".to_owned(),
        Kind::Instant => "Kind::Instant".to_owned(),
        text if is_text(text) => "Kind::Text".to_owned(),
        _ => return None,
    })
}

fn object(kind: &Kind) -> Option<String> {
    match kind {
        Kind::Object(name) => Some(names::screaming(name)),
        _ => None,
    }
}

fn is_text(kind: &Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Email | Kind::Secret | Kind::Date | Kind::LocalTime | Kind::Enum(_))
}

fn accessor(index: usize, member: &Member) -> Option<Accessor> {
    let (answers, reads) = match &member.kind {
        Kind::Flag => ("Option<bool>".to_owned(), format!("flag({index})")),
        Kind::Integer { .. } => ("Option<i64>".to_owned(), format!("integer({index})")),
        Kind::Number => ("Option<f64>".to_owned(), format!("number({index})")),
        Kind::Any => ("Option<Value>".to_owned(), format!("json({index})")),
        Kind::Text | Kind::Email | Kind::Secret | Kind::Date => {
            ("Option<&str>".to_owned(), format!("text({index})"))
        }
        Kind::LocalTime => ("Option<LocalTime<'_>>".to_owned(), format!("local_time({index})")),
        Kind::Instant => ("Option<Timestamp>".to_owned(), format!("instant({index})")),
        Kind::Enum(name) => (format!("Option<{name}>"), format!("text({index}).map({name}::from)")),
        Kind::Object(name) => (format!("Option<{name}>"), format!("object({index})")),
        Kind::List(item) => match &**item {
            Kind::Object(name) => (format!("Items<'_, {name}>"), format!("objects({index})")),
            Kind::Enum(name) => (
                format!("impl ExactSizeIterator<Item = {name}>"),
                format!("texts({index}).map({name}::from)"),
            ),
            item if is_text(item) => ("Texts<'_>".to_owned(), format!("texts({index})")),
            _ => return None,
        },
        Kind::Map(value) => match &**value {
            Kind::Object(name) => (format!("Items<'_, {name}>"), format!("objects({index})")),
            Kind::List(item) if is_text(item) => {
                ("impl ExactSizeIterator<Item = (&str, Texts<'_>)>".to_owned(), format!("texts_map({index})"))
            }
            value if is_text(value) => {
                ("impl ExactSizeIterator<Item = (&str, &str)>".to_owned(), format!("text_map({index})"))
            }
            _ => return None,
        },
    };
    let reads = format!("self.0.{reads}");
    let (answers, reads) = match member.knows_null {
        true => (format!("Option<{answers}>"), format!("self.0.has({index}).then(|| {reads})")),
        false => (answers, reads),
    };
    Some(Accessor {
        doc: doc(4, &crate::prose::of_member(member)),
        name: identifier(&member.name),
        answers,
        reads,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_put_on_the_tape() {
        let (list, map) = (Kind::list, Kind::map);
        let user = || Kind::Object("CompanyUser".to_owned());
        let cases = [
            (Kind::Flag, Some("Kind::Flag")),
            (Kind::INTEGER, Some("Kind::Integer")),
            (Kind::Enum("Color".to_owned()), Some("Kind::Text")),
            (Kind::LocalTime, Some("Kind::Time")),
            (Kind::Instant, Some("Kind::Instant")),
            (list(Kind::LocalTime), Some("Kind::Texts")),
            (Kind::Any, Some("Kind::Json")),
            (user(), Some("Kind::Object(&COMPANY_USER.0)")),
            (list(user()), Some("Kind::Objects(&COMPANY_USER.0)")),
            (list(Kind::Email), Some("Kind::Texts")),
            (list(Kind::INTEGER), None),
            (map(user()), Some("Kind::ObjectMap(&COMPANY_USER.0)")),
            (map(Kind::Text), Some("Kind::TextMap")),
            (map(list(Kind::Text)), Some("Kind::TextsMap")),
        ];
        for (kind, expected) in cases {
            assert_eq!(kind_of(&kind, "").as_deref(), expected, "{kind:?}");
        }
    }
}
