//! The known values of enums, as macros: an enum is a text, and may be one that is not known yet.

use std::collections::BTreeSet;

use serde::Serialize;

use super::names;
use super::text::{Part, lines, paragraphs};
use crate::enums::{self, Enum};
use crate::model::Contract;
use crate::{Error, Result, prose};

/// Where the comments of the header are broken.
const WIDTH: usize = 97;

/// An enum, as its template takes it.
#[derive(Debug, Serialize)]
pub(super) struct EnumHole {
    doc: Vec<String>,
    values: Vec<ValueHole>,
}

#[derive(Debug, Serialize)]
struct ValueHole {
    name: String,
    text: String,
}

/// The enums of the APIs, which may grow, and the library's own.
pub(super) fn enums(contract: &Contract) -> Result<Vec<EnumHole>> {
    let enums: Vec<EnumHole> = enums::enums(contract).iter().filter_map(hole).collect();
    let mut macros: BTreeSet<String> = contract.errors.iter().map(|kind| names::status(&kind.name)).collect();
    for value in enums.iter().flat_map(|one| &one.values) {
        if !macros.insert(value.name.clone()) {
            return Err(Error::Unsupported(format!("two things would be called `{}` in C", value.name)));
        }
    }
    Ok(enums)
}

fn hole(one: &Enum<'_>) -> Option<EnumHole> {
    let Enum { name, values, .. } = one;
    let mut parts = paragraphs(&one.texts);
    parts.extend(values.iter().filter_map(|(value, text)| {
        text.map(|text| Part::Line(format!("`{value}`: {}", prose::lower(text))))
    }));
    let values = values
        .iter()
        .map(|(value, _)| ValueHole { name: names::value(name, value), text: (*value).to_owned() });
    let values: Vec<_> = values.collect();
    (!values.is_empty()).then(|| EnumHole { doc: lines(&parts, WIDTH), values })
}
