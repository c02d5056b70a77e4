//! The enums: texts of which some are known.

use super::documentation::declared;
use super::names::exported;
use super::text::{columns, comment, in_go, literal, paragraphs};
use crate::model::by_hand::{OWN_ENUMS, OwnEnum};
use crate::model::{Api, Form, Schema};
use crate::prose;
use crate::spoken::Spoken;

/// The declarations of the enums of the APIs, which may grow, and of the core's own.
pub(super) fn enums<'a>(apis: impl Iterator<Item = &'a Api>, spoken: &Spoken) -> String {
    let schemas = apis.flat_map(Api::enums).map(|schema| of_schema(schema, spoken));
    let own = OWN_ENUMS.iter().map(|own| of_core(own, spoken));
    schemas.chain(own).collect::<Vec<_>>().join("\n")
}

fn of_schema(schema: &Schema, spoken: &Spoken) -> String {
    let known = match &schema.form {
        Form::Enum(values) => values.as_slice(),
        _ => &[],
    };
    let known: Vec<_> =
        known.iter().map(|value| (value.wire.as_str(), value.description.as_deref())).collect();
    declaration(&schema.name, &prose::of_schema(schema), &known, spoken)
}

fn of_core(own: &OwnEnum, spoken: &Spoken) -> String {
    let known: Vec<_> = own.values.iter().map(|(value, description)| (*value, Some(*description))).collect();
    declaration(own.name, &[own.description.to_owned()], &known, spoken)
}

fn declaration(name: &str, texts: &[String], known: &[(&str, Option<&str>)], spoken: &Spoken) -> String {
    let name = exported(name);
    let mut text = format!("{}\ntype {name} string\n", comment(0, &declared(spoken, &name, texts)));
    if known.is_empty() {
        return text;
    }
    let mut lines = Vec::new();
    for (value, description) in known {
        if let Some(description) = description {
            lines.push(vec![comment(1, &paragraphs([in_go(description, spoken, &[])]))]);
        }
        let constant = format!("\t{name}{}", exported(value));
        lines.push(vec![constant, name.clone(), format!("= {}", literal(value))]);
    }
    text.push_str(&format!("\n// Known values of [{name}].\nconst (\n{}\n)\n", columns(&lines).join("\n")));
    text
}
