//! The enums that callers meet: the vendor's, which may grow, and the core's own.

use crate::model::by_hand::OWN_ENUMS;
use crate::model::{Api, Contract, Form};
use crate::prose;

/// An enum.
pub(crate) struct Enum<'a> {
    pub name: &'a str,
    /// What is said of it.
    pub texts: Vec<String>,
    /// The values that are known, and what each means, where that is known.
    pub values: Vec<(&'a str, Option<&'a str>)>,
    /// Whether there may be others.
    pub is_open: bool,
}

/// The enums of the APIs, and those of the core.
pub(crate) fn enums(contract: &Contract) -> Vec<Enum<'_>> {
    let apis = contract.surfaces().into_iter().map(|surface| surface.api);
    let schemas = apis.flat_map(Api::enums).map(|schema| {
        let values = match &schema.form {
            Form::Enum(values) => values.as_slice(),
            _ => &[],
        };
        Enum {
            name: &schema.name,
            texts: prose::of_schema(schema),
            values: values.iter().map(|value| (value.wire.as_str(), value.description.as_deref())).collect(),
            is_open: true,
        }
    });
    let own = OWN_ENUMS.iter().map(|own| Enum {
        name: own.name,
        texts: vec![own.description.to_owned()],
        values: own.values.iter().map(|(value, meaning)| (*value, Some(*meaning))).collect(),
        is_open: false,
    });
    schemas.chain(own).collect()
}
