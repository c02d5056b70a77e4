//! What is answered: the classes in Rust, and how Python sees them.

use serde::Serialize;

use super::text::{docstring, paragraphs, tuple};
use super::{names, types};
use crate::model::by_hand::{self, Derived, DerivedKind};
use crate::model::{Api, Kind, Member, Schema};
use crate::rust::{self, is_internal};
use crate::{Error, Result, prose};

/// A class of what is answered, as its templates take it.
#[derive(Serialize)]
pub(super) struct Record {
    pub(super) name: String,
    /// Documentation of the class in Rust, and in the stub.
    doc: String,
    stub_doc: String,
    pub(super) getters: Vec<Getter>,
    /// Their names, as the inside of a tuple.
    names: String,
    /// The members that are local times.
    times: Vec<Getter>,
}

impl Record {
    pub(super) fn has_times(&self) -> bool {
        !self.times.is_empty()
    }
}

#[derive(Clone, Serialize)]
pub(super) struct Getter {
    /// The name in Python.
    name: String,
    /// The name in Rust, here and in the core.
    accessor: String,
    renamed: bool,
    doc: String,
    stub_doc: String,
    annotation: String,
    /// Whether the interpreter is needed to make the value.
    needs_python: bool,
    pub(super) answers: String,
    pub(super) reads: String,
}

/// The classes of an API, by resource.
pub(super) fn records(api: &Api) -> Result<Vec<(String, Vec<Record>)>> {
    let of_resource = |(resource, schemas): (_, Vec<&Schema>)| {
        let records = schemas.into_iter().map(|schema| record(api, schema));
        Ok((resource, records.collect::<Result<_>>()?))
    };
    api.results().into_iter().map(of_resource).collect()
}

fn record(api: &Api, schema: &Schema) -> Result<Record> {
    let members: Vec<&Member> = schema.members().iter().filter(|member| !is_internal(member)).collect();
    let hidden: Vec<String> = members.iter().map(|member| names::identifier(&member.name)).collect();
    let mut getters = Vec::new();
    for member in &members {
        getters.push(getter(member, &hidden).ok_or_else(|| {
            let (source, schema, member) = (&api.source, &schema.name, &member.wire);
            Error::Unsupported(format!(
                "{source}: components.schemas.{schema}.properties.{member}: Python has no form for an answer of this \
                 type yet; add it to `records.rs`"
            ))
        })?);
    }
    let times = members.iter().zip(&getters).filter(|(member, _)| member.kind == Kind::LocalTime);
    let times: Vec<Getter> = times.map(|(_, getter)| getter.clone()).collect();
    getters.extend(by_hand::derived(&schema.name).map(derived));
    let texts = prose::of_schema(schema);
    Ok(Record {
        name: schema.name.clone(),
        doc: rust::doc(0, &texts),
        stub_doc: docstring(4, &paragraphs(&texts)),
        names: tuple(getters.iter().map(|getter| &getter.name)),
        getters,
        times,
    })
}

fn getter(member: &Member, members: &[String]) -> Option<Getter> {
    let mut annotation = types::member(&member.kind)?;
    let read = format!("self.0.{}()", rust::identifier(&member.name));
    let (mut answers, mut reads) = value(&member.kind, if member.knows_null { "list" } else { &read })?;
    if member.knows_null {
        annotation.push_str(" | None");
        answers = format!("Option<{answers}>");
        reads = format!("{read}.map(|list| {reads})");
    }
    Some(finish(&member.name, &prose::of_member(member), &annotation, members, answers, reads))
}

fn derived(derived: &Derived) -> Getter {
    let read = format!("self.0.{}()", derived.name);
    let (answers, reads) = match derived.kind {
        DerivedKind::Flag => ("bool".to_owned(), read),
        DerivedKind::Count => ("u64".to_owned(), read),
        DerivedKind::Text => ("String".to_owned(), read),
        DerivedKind::Enum(name) => (object(false), format!("enums::open!(py, \"{name}\", {read}.as_str())")),
    };
    finish(derived.name, &[derived.description.to_owned()], types::derived(derived.kind), &[], answers, reads)
}

fn finish(
    name: &str,
    texts: &[String],
    annotation: &str,
    members: &[String],
    answers: String,
    reads: String,
) -> Getter {
    let python = names::identifier(name);
    let typed = texts.iter().cloned().chain([format!("Type: `{annotation}`.")]);
    Getter {
        accessor: rust::identifier(name),
        renamed: python != name,
        doc: rust::doc(4, &typed.collect::<Vec<_>>()),
        stub_doc: docstring(8, &paragraphs(texts)),
        annotation: names::in_class(annotation, members),
        needs_python: reads.contains("(py"),
        name: python,
        answers,
        reads,
    }
}

/// An object of Python's, or perhaps none.
fn object(optional: bool) -> String {
    match optional {
        true => "PyResult<Option<Bound<'py, PyAny>>>".to_owned(),
        false => "PyResult<Bound<'py, PyAny>>".to_owned(),
    }
}

/// What a getter answers in Rust, and the expression that reads it.
fn value(kind: &Kind, read: &str) -> Option<(String, String)> {
    let plain = |answers: &str| Some((answers.to_owned(), read.to_owned()));
    match kind {
        Kind::Flag => plain("Option<bool>"),
        Kind::Integer { .. } => plain("Option<i64>"),
        Kind::Number => plain("Option<f64>"),
        Kind::Text | Kind::Email | Kind::Date => plain("Option<&str>"),
        Kind::LocalTime => Some((object(true), format!("time::local(py, {read})"))),
        Kind::Instant => Some((object(true), format!("time::instant(py, {read})"))),
        Kind::Enum(name) => Some((
            object(true),
            format!("{read}.map(|value| enums::open!(py, \"{name}\", value.as_str())).transpose()"),
        )),
        Kind::Object(name) => Some((format!("Option<{name}>"), format!("{read}.map({name})"))),
        Kind::List(item) | Kind::Map(item) if matches!(**item, Kind::Object(_)) => {
            let Kind::Object(name) = &**item else { return None };
            Some((format!("Vec<{name}>"), format!("{read}.map({name}).collect()")))
        }
        Kind::List(item) => match &**item {
            Kind::Enum(name) => Some((
                "PyResult<Vec<Bound<'py, PyAny>>>".to_owned(),
                format!("{read}.map(|value| enums::open!(py, \"{name}\", value.as_str())).collect()"),
            )),
            Kind::Text | Kind::Email | Kind::Date | Kind::LocalTime => {
                Some(("Vec<&str>".to_owned(), format!("{read}.collect()")))
            }
            _ => None,
        },
        Kind::Map(value) => match &**value {
            Kind::List(_) => Some((
                "BTreeMap<&str, Vec<&str>>".to_owned(),
                format!("{read}.map(|(name, texts)| (name, texts.collect())).collect()"),
            )),
            Kind::Text | Kind::Email | Kind::Date | Kind::LocalTime | Kind::Enum(_) => {
                Some(("BTreeMap<&str, &str>".to_owned(), format!("{read}.collect()")))
            }
            _ => None,
        },
        Kind::Any => Some((
            "PyResult<Bound<'py, PyAny>>".to_owned(),
            format!("convert::to_python(py, &{read}.unwrap_or_default())"),
        )),
        Kind::Secret => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_read_as_python_has_it() {
        let (list, map) = (Kind::list, Kind::map);
        let user = || Kind::Object("CompanyUser".to_owned());
        let cases = [
            (Kind::Text, Some(("Option<&str>", "x"))),
            (Kind::LocalTime, Some(("PyResult<Option<Bound<'py, PyAny>>>", "time::local(py, x)"))),
            (user(), Some(("Option<CompanyUser>", "x.map(CompanyUser)"))),
            (list(user()), Some(("Vec<CompanyUser>", "x.map(CompanyUser).collect()"))),
            (map(user()), Some(("Vec<CompanyUser>", "x.map(CompanyUser).collect()"))),
            (list(Kind::Email), Some(("Vec<&str>", "x.collect()"))),
            (map(Kind::Text), Some(("BTreeMap<&str, &str>", "x.collect()"))),
            (list(Kind::INTEGER), None),
            (Kind::Secret, None),
        ];
        for (kind, expected) in cases {
            let expected = expected.map(|(answers, reads)| (answers.to_owned(), reads.to_owned()));
            assert_eq!(value(&kind, "x"), expected, "{kind:?}");
        }
    }
}
