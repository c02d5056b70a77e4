//! How the driver prints what a call gives: each member under its name in the SDK, read as a user reads it.

use serde::Serialize;

use crate::model::by_hand::{self, Derived, DerivedKind};
use crate::model::{Api, Form, Kind, Member, Schema};
use crate::rust::resources::ResourceHole;
use crate::rust::text::identifier;
use crate::rust::views;
use crate::{Error, Result};

/// An object that calls give.
#[derive(Serialize)]
pub(super) struct Printed<'a> {
    pub(super) name: &'a str,
    members: Vec<PrintedMember>,
}

#[derive(Serialize)]
struct PrintedMember {
    name: String,
    value: String,
}

impl Printed<'_> {
    /// Whether the code of a member says this.
    pub(super) fn says(&self, word: &str) -> bool {
        self.members.iter().any(|member| member.value.contains(word))
    }
}

/// The objects that the methods of an API give, and those inside them.
pub(super) fn answers<'a>(api: &'a Api, resources: &[ResourceHole]) -> Result<Vec<Printed<'a>>> {
    let mut given: Vec<&str> = Vec::new();
    let methods = resources.iter().flat_map(|resource| &resource.methods);
    let bare = |answers: &'_ str| {
        let inside = answers.trim_end_matches('>');
        inside.rsplit('<').next().unwrap_or(inside).to_owned()
    };
    let answered: Vec<String> = methods.map(|method| bare(&method.answers)).collect();
    let mut left: Vec<&Schema> =
        api.schemas.iter().filter(|schema| answered.contains(&schema.name)).collect();
    while let Some(schema) = left.pop() {
        if !given.contains(&schema.name.as_str()) {
            given.push(&schema.name);
            let inside = schema.members().iter().filter_map(|member| api.schema(member.kind.schema()?));
            left.extend(inside.filter(|schema| matches!(schema.form, Form::Object(_))));
        }
    }
    let printed = api.schemas.iter().filter(|schema| given.contains(&schema.name.as_str()));
    printed.map(|schema| object(api, schema)).collect()
}

fn object<'a>(api: &Api, schema: &'a Schema) -> Result<Printed<'a>> {
    let shown = schema.members().iter().filter(|member| !views::is_internal(member));
    let mut members = shown.map(|member| self::member(api, schema, member)).collect::<Result<Vec<_>>>()?;
    members.extend(by_hand::derived(&schema.name).map(derived));
    Ok(Printed { name: &schema.name, members })
}

fn derived(derived: &Derived) -> PrintedMember {
    let read = format!("self.{}()", derived.name);
    let value = match derived.kind {
        DerivedKind::Enum(_) => format!("json!({read}.as_str())"),
        DerivedKind::Flag | DerivedKind::Count | DerivedKind::Text => format!("json!({read})"),
    };
    PrintedMember { name: derived.name.to_owned(), value }
}

fn member(api: &Api, schema: &Schema, member: &Member) -> Result<PrintedMember> {
    let read = format!("self.{}()", identifier(&member.name));
    let value = match member.knows_null {
        true => {
            value(&member.kind, "list").map(|value| format!("{read}.map_or(Value::Null, |list| {value})"))
        }
        false => value(&member.kind, &read),
    };
    let value = value.ok_or_else(|| {
        Error::Unsupported(format!(
            "{}: components.schemas.{}.properties.{}: the Rust driver has no form for an answer of this type yet",
            api.source, schema.name, member.wire
        ))
    })?;
    Ok(PrintedMember { name: member.name.clone(), value })
}

/// The JSON of what an accessor gives, as an expression.
fn value(kind: &Kind, read: &str) -> Option<String> {
    Some(match kind {
        Kind::LocalTime => format!("time({read})"),
        Kind::Instant => format!("json!({read}.map(|instant| instant.to_string()))"),
        Kind::Object(_) => format!("{read}.canonical()"),
        Kind::List(item) => match **item {
            Kind::Object(_) => format!("items({read})"),
            _ => format!("json!({read}.collect::<Vec<_>>())"),
        },
        Kind::Map(item) => match **item {
            Kind::Object(_) => format!("items({read})"),
            Kind::List(_) => {
                let texts = "(name, texts.collect::<Vec<_>>())";
                format!("json!({read}.map(|(name, texts)| {texts}).collect::<BTreeMap<_, _>>())")
            }
            _ => format!("json!({read}.collect::<BTreeMap<_, _>>())"),
        },
        Kind::Any | Kind::Flag | Kind::Integer { .. } | Kind::Number => format!("json!({read})"),
        Kind::Text | Kind::Email | Kind::Date | Kind::Enum(_) => format!("json!({read})"),
        // A secret is never answered.
        Kind::Secret => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_read_as_a_user_reads_it() {
        let (list, map) = (Kind::list, Kind::map);
        let user = || Kind::Object("CompanyUser".to_owned());
        let cases = [
            (Kind::Text, Some("json!(x)")),
            (Kind::LocalTime, Some("time(x)")),
            (user(), Some("x.canonical()")),
            (list(user()), Some("items(x)")),
            (map(user()), Some("items(x)")),
            (list(Kind::Text), Some("json!(x.collect::<Vec<_>>())")),
            (map(Kind::Text), Some("json!(x.collect::<BTreeMap<_, _>>())")),
            (Kind::Secret, None),
        ];
        for (kind, expected) in cases {
            assert_eq!(value(&kind, "x").as_deref(), expected, "{kind:?}");
        }
    }
}
