//! The structs of the library's own: what members are made of, and what is answered beside the records of the contract.

use std::collections::BTreeSet;

use serde::Serialize;

use super::names;
use super::own_tables::{ANSWERS, CELLS, ERROR, OPAQUE, Row};
use super::structs::{Field, Struct};
use super::text::{doc, paragraphs};

/// Something that is not looked into, as its template takes it.
#[derive(Serialize)]
pub(super) struct Opaque {
    name: &'static str,
    variable: String,
    /// The comment of what makes a new one, if anyone may.
    new: Option<String>,
    doc: String,
}

/// What an error is asked for.
#[derive(Serialize)]
pub(super) struct Getter {
    name: &'static str,
    doc: String,
    kind: String,
    /// Whether it is a list, whose length is given beside it.
    is_list: bool,
    /// What is given if there is no error, or no list.
    absent: &'static str,
}

/// What members are made of; maps of lists only if a member is one.
pub(super) fn cells(said: &BTreeSet<String>) -> Vec<Struct> {
    let is_said = |name: &str| !name.starts_with("lpa_texts_") || said.contains("lpa_texts_map");
    CELLS.iter().filter(|(name, ..)| is_said(name)).map(of_row).collect()
}

/// What is answered beside the records of the contract.
pub(super) fn answers() -> Vec<Struct> {
    ANSWERS.iter().map(of_row).collect()
}

/// What is not looked into.
pub(super) fn opaque() -> Vec<Opaque> {
    let opaque = OPAQUE.iter().map(|&(name, new, text)| Opaque {
        name,
        variable: names::out(name, &[]),
        new: new
            .map(|new| doc(0, &paragraphs([format!("{new}; it cannot fail. Free it with `{name}_free`.")]))),
        doc: doc(0, &paragraphs([text])),
    });
    opaque.collect()
}

/// The fields of an error, and the list that one of them is.
pub(super) fn error() -> [Struct; 2] {
    [Struct::list("lpa_field_error"), of_row(&ERROR)]
}

/// What an error is asked for: each field but the number of its kind, which is the status.
pub(super) fn getters() -> Vec<Getter> {
    let (_, _, fields) = ERROR;
    let getters = fields.iter().filter(|(name, ..)| *name != "number").map(|&(name, kind, text)| {
        let list = kind.strip_suffix("_list").map(|item| format!("*const {item}"));
        let absent = match kind {
            "lpa_text" => "lpa_text::default()",
            "i64" => "0",
            "f64" => "-1.0",
            _ => "ptr::null()",
        };
        let texts = [format!(
            "{text}{}",
            if list.is_some() { " `length` is set to how many there are." } else { "" }
        )];
        Getter {
            name,
            doc: doc(0, &paragraphs(texts)),
            is_list: list.is_some(),
            kind: list.unwrap_or_else(|| kind.to_owned()),
            absent,
        }
    });
    getters.collect()
}

fn of_row((name, text, fields): &Row) -> Struct {
    let fields = fields.iter().map(|(name, kind, text)| Field::new(name, kind, [text]));
    Struct::new(name, [text], fields.collect())
}
