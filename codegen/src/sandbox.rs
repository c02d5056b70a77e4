//! The tables of the sandbox: what each operation and command takes and answers.

use serde::Serialize;
use serde_json::Value;

use crate::model::{Api, Contract, Form, Kind, Mark, Member, Schema};
use crate::rust::{literal, source_line};
use crate::template::Templates;
use crate::{Result, names};

/// Where the tables stand.
pub(crate) const FOLDER: &str = "sandbox/src/contract";

#[derive(Serialize)]
struct OperationRow<'a> {
    id: &'a str,
    method: &'a str,
    path: &'a str,
    query: Vec<MemberRow>,
    body: Option<String>,
    success: Vec<u16>,
    provenance: &'static str,
}

#[derive(Serialize)]
struct CommandRow<'a> {
    name: &'a str,
    data: Option<String>,
    data_optional: bool,
    writes: bool,
    provenance: &'static str,
}

#[derive(Serialize)]
struct MemberRow {
    name: String,
    shape: String,
    required: bool,
    nullable: bool,
}

/// A named list that shapes refer to.
#[derive(Serialize)]
struct Table<'a> {
    constant: String,
    members: Vec<MemberRow>,
    values: Vec<&'a str>,
}

#[derive(Serialize)]
struct Holes<'a, Row> {
    source_line: String,
    rows: Vec<Row>,
    tables: Vec<Table<'a>>,
}

/// The files, by their path below the root of the project.
pub(crate) fn files(contract: &Contract) -> Result<Vec<(String, String)>> {
    let templates = Templates::new(&[
        ("operations", include_str!("../templates/sandbox/operations.rs.jinja")),
        ("commands", include_str!("../templates/sandbox/commands.rs.jinja")),
        ("tables", include_str!("../templates/sandbox/tables.rs.jinja")),
    ])?;
    let operations = templates.render("operations", operations(&contract.business))?;
    let commands = templates.render("commands", commands(&contract.provisioning))?;
    Ok(vec![(format!("{FOLDER}/operations.rs"), operations), (format!("{FOLDER}/commands.rs"), commands)])
}

fn operations(api: &Api) -> Holes<'_, OperationRow<'_>> {
    let rows = api.operations.iter().map(|operation| OperationRow {
        id: &operation.id,
        method: &operation.http_method,
        path: &operation.path,
        query: operation.query.iter().map(row).collect(),
        body: operation.input.as_ref().and_then(|input| input.kind.schema()).map(names::screaming),
        success: operation.successes.iter().map(|success| success.status).collect(),
        provenance: mark(operation.provenance.mark),
    });
    Holes { source_line: source_line(&api.source), rows: rows.collect(), tables: tables(api) }
}

fn commands(api: &Api) -> Holes<'_, CommandRow<'_>> {
    let rows = api.operations.iter().filter(|operation| operation.command).map(|operation| {
        let data = operation.input.as_ref().map(|input| {
            let shape = shape(&input.kind, input.constant.as_ref());
            match &input.alternative {
                Some(other) => format!("Shape::Either(&[{}, {shape}])", only(&[other])),
                None => shape,
            }
        });
        CommandRow {
            name: &operation.id,
            data,
            data_optional: operation.input.as_ref().is_none_or(|input| !input.required),
            writes: operation.writes,
            provenance: mark(operation.provenance.mark),
        }
    });
    Holes { source_line: source_line(&api.source), rows: rows.collect(), tables: tables(api) }
}

/// The objects and enums that requests are made of.
fn tables(api: &Api) -> Vec<Table<'_>> {
    let tables = api.input_schemas().into_iter().map(|schema: &Schema| Table {
        constant: names::screaming(&schema.name),
        members: schema.members().iter().map(row).collect(),
        values: match &schema.form {
            Form::Enum(values) => values.iter().map(|value| value.wire.as_str()).collect(),
            _ => Vec::new(),
        },
    });
    tables.collect()
}

fn row(member: &Member) -> MemberRow {
    let shape = match (&member.kind, &member.flag) {
        // Written as a text of its own, for example "on".
        (Kind::Text, Some(flag)) => only(&std::iter::once(&flag.set).chain(&flag.clear).collect::<Vec<_>>()),
        (kind, _) => shape(kind, member.constant.as_ref()),
    };
    MemberRow { name: member.wire.clone(), shape, required: member.required, nullable: member.nullable }
}

fn shape(kind: &Kind, constant: Option<&Value>) -> String {
    if let Some(constant) = constant {
        return only(&[constant]);
    }
    match kind {
        Kind::Flag => "Shape::Flag".to_owned(),
        Kind::Integer { minimum, maximum } => {
            let minimum = minimum.map_or("i64::MIN".to_owned(), |bound| bound.to_string());
            let maximum = maximum.map_or("i64::MAX".to_owned(), |bound| bound.to_string());
            format!("Shape::Integer {{ minimum: {minimum}, maximum: {maximum} }}")
        }
        Kind::Text | Kind::Email | Kind::Secret | Kind::LocalTime | Kind::Instant => "Shape::Text".to_owned(),
        Kind::Date => "Shape::Date".to_owned(),
        Kind::Enum(name) => format!("Shape::OneOf({})", names::screaming(name)),
        Kind::Object(name) => format!("Shape::Object({})", names::screaming(name)),
        Kind::List(item) => format!("Shape::List(&{})", shape(item, None)),
        Kind::Map(item) => format!("Shape::Map(&{})", shape(item, None)),
        Kind::Number | Kind::Any => "Shape::Any".to_owned(),
    }
}

/// The shape of a text that has only these values.
fn only(values: &[&Value]) -> String {
    let values: Vec<String> = values.iter().filter_map(|value| value.as_str()).map(literal).collect();
    format!("Shape::OneOf(&[{}])", values.join(", "))
}

fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::Documented => "Documented",
        Mark::Observed => "Observed",
        Mark::InferredHigh => "InferredHigh",
        Mark::InferredMedium => "InferredMedium",
        Mark::InferredLow => "InferredLow",
    }
}
