//! What is given: parameters of functions, and the members of structs that hold what is no parameter of its own.

use serde::Serialize;

use super::structs::{Field, Struct};
use super::{documentation, names};
use crate::model::{Api, Given, Kind, Parameter};
use crate::{Error, Result};

/// What a function takes.
#[derive(Debug)]
pub(super) struct Argument {
    /// Names in C and types in Rust: one of each, or those of a list and of its length.
    pub(super) parts: Vec<(String, String)>,
    /// What hands it on, as an expression in Rust.
    pub(super) gives: String,
    /// What is said of it.
    pub(super) text: String,
}

/// A struct of what is given, as its template takes it.
#[derive(Debug, Serialize)]
pub(super) struct Params {
    #[serde(flatten)]
    pub(super) shape: Struct,
    /// What hands the values on.
    puts: Vec<String>,
    /// What reads pointers.
    reads: Vec<String>,
}

/// How something is handed on.
#[derive(Clone, Copy)]
enum Way {
    /// A value.
    Plain,
    /// A text, and the function that takes it.
    Text(&'static str),
    /// Several of something that is not read by its name alone, with their number beside them.
    Several(&'static str),
}

/// A parameter of its own.
pub(super) fn argument(api: &Api, parameter: &Parameter<'_>) -> Result<Argument> {
    let name = names::parameter(&parameter.name);
    let (way, kind) = match &parameter.value {
        Given::Value(Kind::Integer { .. }) => (Way::Plain, "i64".to_owned()),
        Given::Value(Kind::Flag) => (Way::Plain, "bool".to_owned()),
        Given::Cursor => (Way::Text("json"), TEXT.to_owned()),
        Given::Value(Kind::List(item)) => {
            several(item, "texts").ok_or_else(|| unsupported(api, parameter))?
        }
        Given::Value(kind) if is_text(kind) => (Way::Text("text"), TEXT.to_owned()),
        _ => return Err(unsupported(api, parameter)),
    };
    let (parts, gives) = handed_on(&parameter.name, &name, "", way, kind);
    Ok(Argument { parts, gives, text: documentation::argument(api, parameter) })
}

/// A struct of parameters, or of a row.
pub(super) fn params<'a>(
    api: &Api,
    name: &str,
    texts: &[String],
    parameters: impl IntoIterator<Item = &'a Parameter<'a>>,
) -> Result<Params> {
    let (mut fields, mut given) = (Vec::new(), Vec::new());
    for parameter in parameters {
        let (way, kind) = member(&parameter.value).ok_or_else(|| unsupported(api, parameter))?;
        let name = names::member(&parameter.name);
        let (parts, gives) = handed_on(&parameter.name, &name, "self.", way, kind);
        let required = if parameter.required { " Required." } else { "" };
        let text = documentation::argument(api, parameter) + required;
        let length =
            format!("How many `{name}` there are. `NULL` with 0: not given; another pointer with 0: none.");
        let texts = [text, length];
        fields.extend(parts.iter().zip(texts).map(|((name, kind), text)| Field::new(name, kind, [text])));
        given.push(gives);
    }
    let (reads, puts) = given.into_iter().partition(|one| is_reading(one));
    Ok(Params { shape: Struct::new(name, texts, fields), puts, reads })
}

/// Whether an expression reads a pointer: what it finds may have to be refused.
pub(super) fn is_reading(gives: &str) -> bool {
    gives.ends_with('?')
}

const TEXT: &str = "*const c_char";

fn member(value: &Given) -> Option<(Way, String)> {
    let plain = |kind: &str| Some((Way::Plain, kind.to_owned()));
    let text = |function| Some((Way::Text(function), TEXT.to_owned()));
    match value {
        Given::Value(Kind::Flag) => plain("lpa_flag"),
        Given::Value(Kind::Integer { .. }) | Given::Count => plain("lpa_integer"),
        Given::Value(Kind::Number) => plain("lpa_number"),
        Given::Value(Kind::List(item)) => several(item, "maybe_texts"),
        Given::Value(Kind::Map(item)) if is_text(item) => {
            Some((Way::Several("pairs"), "*const lpa_string_pair".to_owned()))
        }
        Given::Value(Kind::Any) | Given::Extra | Given::Cursor => text("json"),
        Given::Value(kind) if is_text(kind) => text("text"),
        Given::DeleteAction | Given::PageToken => text("text"),
        Given::PageSize => plain("u32"),
        Given::Value(_) => None,
    }
}

/// A list: of texts, which this function takes, or of rows.
fn several(item: &Kind, texts: &'static str) -> Option<(Way, String)> {
    match item {
        Kind::Object(name) => Some((Way::Several("rows"), format!("*const {}", names::record(name)))),
        item if is_text(item) => Some((Way::Several(texts), "*const *const c_char".to_owned())),
        _ => None,
    }
}

fn is_text(kind: &Kind) -> bool {
    use Kind::{Date, Email, Enum, Instant, LocalTime, Secret, Text};
    matches!(kind, Text | Email | Secret | Date | LocalTime | Instant | Enum(_))
}

/// The parts of a parameter with this name, and what hands it on; `place` is what it is a member of.
fn handed_on(name: &str, in_c: &str, place: &str, way: Way, kind: String) -> (Vec<(String, String)>, String) {
    let read = format!("{place}{}", names::in_rust(in_c));
    let one = (in_c.to_owned(), kind);
    match way {
        Way::Plain if one.1 == "u32" => {
            (vec![one], format!("given.put(\"{name}\", ({read} > 0).then_some({read}))"))
        }
        Way::Plain => (vec![one], format!("given.put(\"{name}\", {read})")),
        Way::Text(function) => (vec![one], format!("given.{function}(\"{name}\", {read})?")),
        Way::Several(function) => {
            let length = names::length(name);
            let gives = format!("given.{function}(\"{name}\", {read}, {place}{length})?");
            (vec![one, (length, "usize".to_owned())], gives)
        }
    }
}

fn unsupported(api: &Api, parameter: &Parameter<'_>) -> Error {
    let (source, name) = (&api.source, &parameter.name);
    Error::Unsupported(format!(
        "{source}: C has no form for the parameter `{name}` yet; add it to `params.rs`"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Contract;

    fn parameter(name: &str, value: Given) -> Parameter<'static> {
        let (name, description) = (name.to_owned(), "What it is.".to_owned());
        Parameter { name, value, own: true, required: true, description, provenance: None }
    }

    fn api() -> Api {
        let business = include_str!("../../tests/tiny/business.yaml");
        let provisioning = include_str!("../../tests/tiny/provisioning.yaml");
        let (iam, errors) =
            (include_str!("../../tests/tiny/iam.yaml"), include_str!("../../tests/tiny/errors.yaml"));
        Contract::read(business, provisioning, iam, errors).unwrap().provisioning
    }

    #[test]
    fn what_is_given_has_its_form_in_c() {
        let list = |kind| Given::Value(Kind::list(kind));
        let map = |kind| Given::Value(Kind::map(kind));
        let row = || Kind::Object("NewPainter".to_owned());
        let texts = "*const *const c_char";
        let cases = [
            (Given::Value(Kind::INTEGER), Some("i64"), Some("lpa_integer")),
            (Given::Value(Kind::Flag), Some("bool"), Some("lpa_flag")),
            (Given::Value(Kind::Number), None, Some("lpa_number")),
            (Given::Value(Kind::Secret), Some(TEXT), Some(TEXT)),
            (Given::Value(Kind::LocalTime), Some(TEXT), Some(TEXT)),
            (list(Kind::Email), Some(texts), Some(texts)),
            (list(row()), Some("*const lpa_new_painter"), Some("*const lpa_new_painter")),
            (list(Kind::INTEGER), None, None),
            (map(Kind::Text), None, Some("*const lpa_string_pair")),
            (Given::Value(row()), None, None),
            (Given::PageSize, None, Some("u32")),
            (Given::Extra, None, Some(TEXT)),
        ];
        let api = api();
        for (value, own, in_struct) in cases {
            let one = parameter("x", value.clone());
            let argument = argument(&api, &one).ok().map(|argument| argument.parts[0].1.clone());
            assert_eq!(argument.as_deref(), own, "{value:?}");
            let params = params(&api, "lpa_x_params", &[], [&one]).ok();
            let member = params.map(|params| params.shape.fields[0].kind.clone());
            assert_eq!(member.as_deref(), in_struct, "{value:?}");
        }
    }

    #[test]
    fn a_list_has_its_length_beside_it() {
        let one = parameter("class", Given::Value(Kind::list(Kind::Text)));
        let argument = argument(&api(), &one).unwrap();
        let names: Vec<&str> = argument.parts.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["class_", "class_length"]);
        assert_eq!(argument.gives, "given.texts(\"class\", class_, class_length)?");
    }
}
