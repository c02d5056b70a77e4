//! How the driver calls a function: what it takes of the arguments of a step, and what it makes of the answer.

use serde::Serialize;

use super::records::function;
use crate::c::names;
use crate::methods::methods;
use crate::model::{Api, Given, Gives, Kind, Parameter};
use crate::prose::wrap;
use crate::{Error, Result};

/// Where lines of C are broken.
const WIDTH: usize = 100;

/// A call, as its template takes it.
#[derive(Debug, Serialize)]
pub(super) struct Call {
    operation: String,
    /// What plays it in the driver.
    name: String,
    /// What it calls of the library.
    function: String,
    own: Vec<Taken>,
    params: Vec<Taken>,
    /// What is handed to the function, in lines.
    arguments: Vec<String>,
    out: Option<Answer>,
}

/// What is taken of the arguments.
#[derive(Debug, Serialize)]
pub(super) struct Taken {
    /// The name in the SDK and in C.
    name: String,
    variable: String,
    /// How it is declared, of a parameter of its own.
    declaration: String,
    /// The function that takes it.
    takes: &'static str,
    /// The type of its rows, if it is made of such.
    row: Option<String>,
    /// What says how many there are, of what there are several.
    length: Option<String>,
}

#[derive(Debug, Serialize)]
struct Answer {
    kind: String,
    name: String,
    /// What makes JSON of it, as an expression.
    value: String,
    /// The record, where it is a list that is read page by page.
    paged: Option<Paged>,
}

/// What pages hold.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Paged {
    record: String,
    function: String,
    plural: String,
}

/// The rows of calls on many users.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    name: String,
    members: Vec<Taken>,
}

pub(super) fn calls(api: &Api) -> Result<Vec<Call>> {
    let mut calls = Vec::new();
    for resource in api.resources() {
        for method in methods(api, &resource)? {
            let (own, rest): (Vec<&Parameter<'_>>, Vec<_>) =
                method.signature.parameters.iter().partition(|parameter| parameter.own);
            let taken: Vec<String> = own.iter().map(|parameter| parameter.name.clone()).collect();
            let function = names::function(&method.operation);
            let own = own.into_iter().map(|one| argument(api, one)).collect::<Result<Vec<_>>>()?;
            let params = rest.into_iter().map(|one| member(api, one)).collect::<Result<Vec<_>>>()?;
            let out = answer(method.signature.gives, &taken);
            calls.push(Call {
                name: function.replacen("lpa_", "play_", 1),
                function,
                arguments: arguments(&own, !params.is_empty(), out.as_ref()),
                own,
                params,
                out,
                operation: method.operation,
            });
        }
    }
    Ok(calls)
}

/// What is handed to a function, in lines that are short enough.
fn arguments(own: &[Taken], takes_params: bool, out: Option<&Answer>) -> Vec<String> {
    let own = own.iter().flat_map(|one| std::iter::once(one.variable.clone()).chain(one.length.clone()));
    let out = out.map(|out| format!("&{}", out.name));
    let arguments = ["given->client".to_owned()].into_iter().chain(own);
    let arguments = arguments.chain(takes_params.then(|| "&params".to_owned()));
    let arguments =
        arguments.chain(["given->options".to_owned()]).chain(out).chain(["&given->error".to_owned()]);
    wrap(&arguments.collect::<Vec<_>>().join(", "), WIDTH - 14)
}

pub(super) fn rows(api: &Api) -> Result<Vec<Row>> {
    let rows = api.rows().into_iter().map(|row| {
        let parameters = row.parameters();
        let members = parameters.iter().map(|one| member(api, one)).collect::<Result<_>>()?;
        Ok(Row { name: names::record(&row.name), members })
    });
    rows.collect()
}

/// What the pages of these calls hold, each once.
pub(super) fn pages(calls: &[Call]) -> Vec<Paged> {
    let mut pages: Vec<Paged> = Vec::new();
    for paged in calls.iter().filter_map(|call| call.out.as_ref()?.paged.as_ref()) {
        if !pages.contains(paged) {
            pages.push(paged.clone());
        }
    }
    pages
}

/// A parameter of its own.
fn argument(api: &Api, parameter: &Parameter<'_>) -> Result<Taken> {
    let name = names::parameter(&parameter.name);
    match &parameter.value {
        Given::Value(Kind::Integer { .. }) => Ok(taken(parameter, name, "int64_t", "take_integer")),
        Given::Value(Kind::Flag) => Ok(taken(parameter, name, "bool", "take_flag")),
        _ => taken_as_in_struct(api, parameter, name),
    }
}

/// A member of a struct.
fn member(api: &Api, parameter: &Parameter<'_>) -> Result<Taken> {
    let name = names::member(&parameter.name);
    match &parameter.value {
        Given::Value(Kind::Integer { .. }) | Given::Count => Ok(taken(parameter, name, "", "maybe_integer")),
        Given::Value(Kind::Number) => Ok(taken(parameter, name, "", "maybe_number")),
        Given::Value(Kind::Flag) => Ok(taken(parameter, name, "", "maybe_flag")),
        Given::PageSize => Ok(taken(parameter, name, "", "take_count")),
        _ => taken_as_in_struct(api, parameter, name),
    }
}

/// What is taken in the same way wherever it stands.
fn taken_as_in_struct(api: &Api, parameter: &Parameter<'_>, name: String) -> Result<Taken> {
    const TEXT: &str = "const char *";
    let several = |kind, takes| Taken {
        length: Some(names::length(&parameter.name)),
        ..taken(parameter, name.clone(), kind, takes)
    };
    Ok(match &parameter.value {
        Given::Value(Kind::Any) | Given::Extra | Given::Cursor => taken(parameter, name, TEXT, "take_json"),
        Given::DeleteAction | Given::PageToken => taken(parameter, name, TEXT, "take_text"),
        Given::Value(Kind::Map(_)) => several("const lpa_string_pair *", "take_pairs"),
        Given::Value(Kind::List(item)) => match &**item {
            Kind::Object(row) => {
                Taken { row: Some(names::record(row)), ..several("const void *", "take_rows") }
            }
            _ => several("const char *const *", "take_texts"),
        },
        Given::Value(
            Kind::Text
            | Kind::Email
            | Kind::Secret
            | Kind::Date
            | Kind::LocalTime
            | Kind::Instant
            | Kind::Enum(_),
        ) => taken(parameter, name, TEXT, "take_text"),
        Given::Value(_) | Given::Count | Given::PageSize => {
            let message = format!("{}: the C driver has no form for `{name}` yet", api.source);
            return Err(Error::Unsupported(message));
        }
    })
}

fn taken(parameter: &Parameter<'_>, variable: String, kind: &'static str, takes: &'static str) -> Taken {
    let space = if kind.ends_with('*') { "" } else { " " };
    let declaration = format!("{kind}{space}{variable}");
    Taken { name: parameter.name.clone(), declaration, variable, takes, row: None, length: None }
}

fn answer(gives: Gives<'_>, taken: &[String]) -> Option<Answer> {
    let own = |kind: &str, function: &str| {
        let name = names::out(kind, taken);
        let value = format!("{function}({name})");
        Some(Answer { kind: kind.to_owned(), name, value, paged: None })
    };
    match gives {
        Gives::Nothing => None,
        Gives::Item(said) | Gives::MaybeItem(said) => {
            let record = names::record(&said.schema.name);
            own(&record, &function(&record))
        }
        Gives::Items(said) => {
            let (list, record) = (names::list(&said.schema.name), names::record(&said.schema.name));
            let name = names::out(&list, taken);
            let value = format!("ITEMS(*{name}, {})", function(&record));
            Some(Answer { kind: list, name, value, paged: None })
        }
        Gives::Pages(said) => {
            let record = names::record(&said.schema.name);
            let plural = names::plural(&record.replacen("lpa_", "", 1));
            let paged = Paged { function: function(&record), record, plural };
            let value = format!("read_list(given, pager, page_of_{})", paged.plural);
            Some(Answer { kind: "lpa_pager".to_owned(), name: "pager".to_owned(), value, paged: Some(paged) })
        }
        Gives::MaybeJson => own("lpa_json", "json_json"),
        Gives::Outcome => own("lpa_outcome", "json_outcome"),
        Gives::Group => own("lpa_group", "json_group"),
        Gives::Groups => {
            let name = names::out("lpa_group_list", taken);
            let value = format!("ITEMS(*{name}, json_group)");
            Some(Answer { kind: "lpa_group_list".to_owned(), name, value, paged: None })
        }
        Gives::Texts(_) => {
            let name = names::out("lpa_texts", taken);
            let value = format!("of_texts(*{name})");
            Some(Answer { kind: "lpa_texts".to_owned(), name, value, paged: None })
        }
        Gives::EventBatch => own("lpa_event_batch", "json_event_batch"),
    }
}
