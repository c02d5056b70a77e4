//! Objects with known members: what is answered, what a method takes besides its own arguments, and the rows of calls on many
//! users.

use serde::Serialize;

use super::text::{comment, paragraphs};
use super::{documentation, types};
use crate::model::by_hand;
use crate::model::{Api, Kind, Member, Parameter, Schema};
use crate::names::camel;
use crate::rust::is_internal;
use crate::{Error, Result, prose};

/// What is said of members that this version does not know.
const EXTRA: &str =
    "The members that this version does not know, as the vendor sent them; absent if there are none.";

/// What is said of a time.
const TIME: &str = "Where the client knows the time zone of the account, it is ISO 8601 with an offset, such as \
                    `2024-05-02T10:15:00-04:00`, which `new Date()` reads; otherwise it is the vendor's text as it came.";

/// What is said of an instant.
const INSTANT: &str = "ISO 8601, such as `2024-05-02T14:15:00Z`, which `new Date()` reads.";

/// An interface, as its template takes it.
#[derive(Serialize)]
pub(super) struct Interface {
    pub(super) name: String,
    doc: String,
    fields: Vec<Field>,
}

#[derive(Serialize)]
struct Field {
    doc: String,
    declaration: String,
}

/// What an API answers.
pub(super) fn records(api: &Api) -> Result<Vec<Interface>> {
    api.results().into_iter().flat_map(|(_, schemas)| schemas).map(|schema| record(api, schema)).collect()
}

fn record(api: &Api, schema: &Schema) -> Result<Interface> {
    let mut fields = Vec::new();
    for member in schema.members().iter().filter(|member| !is_internal(member)) {
        let kind = types::member(&member.kind).ok_or_else(|| {
            let (source, schema, member) = (&api.source, &schema.name, &member.wire);
            Error::Unsupported(format!(
                "{source}: components.schemas.{schema}.properties.{member}: TypeScript has no form for an answer of this \
                 type yet; add it to `types.rs`"
            ))
        })?;
        fields.extend(answered(member, &kind));
    }
    fields.extend(by_hand::derived(&schema.name).map(|derived| {
        field(
            &[derived.description],
            format!("readonly {}: {}", camel(derived.name), types::derived(derived.kind)),
        )
    }));
    fields.push(field(&[EXTRA], format!("readonly extra?: {}", types::map("unknown"))));
    Ok(Interface {
        name: schema.name.clone(),
        doc: comment(0, &paragraphs(prose::of_schema(schema))),
        fields,
    })
}

/// A member of an answer; a time brings along whether it is ambiguous.
fn answered(member: &Member, kind: &str) -> Vec<Field> {
    let name = camel(&member.name);
    let mut texts = prose::of_member(member);
    texts.extend((member.kind == Kind::Instant).then(|| INSTANT.to_owned()));
    if member.kind != Kind::LocalTime {
        return vec![field(&texts, format!("readonly {name}?: {kind}"))];
    }
    texts.push(TIME.to_owned());
    let ambiguous = format!(
        "`true` if `{name}` names two instants, or none, in the zone of the account: of the hour that daylight saving \
         repeats, it is the earlier one. Absent otherwise."
    );
    vec![
        field(&texts, format!("readonly {name}?: {kind}")),
        field(&[ambiguous], format!("readonly {name}IsAmbiguous?: true")),
    ]
}

/// The rows of an API.
pub(super) fn rows(api: &Api) -> impl Iterator<Item = Interface> {
    api.rows().into_iter().map(|schema| Interface {
        name: schema.name.clone(),
        doc: comment(0, &paragraphs(prose::of_schema(schema))),
        fields: given(api, &schema.parameters()),
    })
}

/// What a method takes besides its own arguments.
pub(super) fn params(api: &Api, name: &str, method: &str, parameters: &[&Parameter<'_>]) -> Interface {
    let doc = format!("What `{method}()` takes.");
    Interface {
        name: name.to_owned(),
        doc: comment(0, &paragraphs([doc])),
        fields: given(api, parameters.iter().copied()),
    }
}

fn given<'a>(api: &Api, parameters: impl IntoIterator<Item = &'a Parameter<'a>>) -> Vec<Field> {
    let fields = parameters.into_iter().map(|parameter| {
        let (name, kind) = (camel(&parameter.name), types::given(&parameter.value));
        let declaration = match parameter.required {
            true => format!("{name}: {kind}"),
            false => format!("{name}?: {kind} | undefined"),
        };
        field(&[documentation::argument(api, parameter)], declaration)
    });
    fields.collect()
}

fn field<T: AsRef<str>>(texts: &[T], declaration: String) -> Field {
    Field { doc: comment(2, &paragraphs(texts)), declaration }
}
