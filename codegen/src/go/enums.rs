//! The enums: texts of which some are known.

use super::documentation::declared;
use super::names::exported;
use super::text::{columns, comment, in_go, literal, paragraphs};
use crate::enums::{self, Enum};
use crate::model::Contract;
use crate::spoken::Spoken;

/// The declarations of the enums, the vendor's and the core's own.
pub(super) fn enums(contract: &Contract, spoken: &Spoken) -> String {
    let declarations = enums::enums(contract).into_iter().map(|one| declaration(&one, spoken));
    declarations.collect::<Vec<_>>().join("\n")
}

fn declaration(one: &Enum<'_>, spoken: &Spoken) -> String {
    let name = exported(one.name);
    let mut text = format!("{}\ntype {name} string\n", comment(0, &declared(spoken, &name, &one.texts)));
    if one.values.is_empty() {
        return text;
    }
    let mut lines = Vec::new();
    for (value, description) in &one.values {
        if let Some(description) = description {
            lines.push(vec![comment(1, &paragraphs([in_go(description, spoken, &[])]))]);
        }
        let constant = format!("\t{name}{}", exported(value));
        lines.push(vec![constant, name.clone(), format!("= {}", literal(value))]);
    }
    text.push_str(&format!("\n// Known values of [{name}].\nconst (\n{}\n)\n", columns(&lines).join("\n")));
    text
}
