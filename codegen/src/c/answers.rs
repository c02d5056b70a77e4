//! What is given by itself, each with what frees it, and what pages hold.

use serde::Serialize;

use super::names;
use super::own_tables::OWNED;
use crate::Result;
use crate::methods::methods;
use crate::model::{Contract, Gives};
use crate::names::snake;

/// A type that an answer is given as, as its template takes it.
#[derive(Debug, Serialize)]
pub(super) struct Answered {
    pub(super) name: String,
    /// The answer, and the type of its records, as the dispatch names them.
    kind: &'static str,
    type_name: String,
    /// Whether it is given by itself, and not on pages alone.
    is_given: bool,
    variable: String,
}

/// A type that pages hold, as its template takes it.
#[derive(Debug, Serialize)]
pub(super) struct Paged {
    name: String,
    plural: String,
}

/// Those of the library's own, then those of the contract in its order.
pub(super) fn answers(contract: &Contract) -> Result<(Vec<Answered>, Vec<Paged>)> {
    let own =
        OWNED.iter().map(|&(name, kind, type_name)| Answered::new(name.to_owned(), kind, type_name, true));
    let (mut answered, mut paged): (Vec<Answered>, Vec<Paged>) = (own.collect(), Vec::new());
    for surface in contract.surfaces() {
        for resource in surface.api.resources() {
            for method in methods(surface.api, &resource)? {
                let Some(schema) = method.signature.gives.schema().map(|schema| schema.name.as_str()) else {
                    continue;
                };
                let record = names::record(schema);
                let one = match method.signature.gives {
                    Gives::Items(_) => Answered::new(names::list(schema), "records", schema, true),
                    Gives::Pages(_) => {
                        if paged.iter().all(|other| other.name != record) {
                            paged.push(Paged { name: record.clone(), plural: names::plural(&snake(schema)) });
                        }
                        Answered::new(record, "record", schema, false)
                    }
                    _ => Answered::new(record, "record", schema, true),
                };
                match answered.iter_mut().find(|other| other.name == one.name) {
                    Some(known) => known.is_given |= one.is_given,
                    None => answered.push(one),
                }
            }
        }
    }
    Ok((answered, paged))
}

impl Answered {
    fn new(name: String, kind: &'static str, type_name: &str, is_given: bool) -> Self {
        Answered { variable: names::out(&name, &[]), name, kind, type_name: type_name.to_owned(), is_given }
    }
}
