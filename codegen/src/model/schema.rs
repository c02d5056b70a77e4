//! A named schema: an object, a map or an enum.

use super::{Kind, Member, Provenance};
use crate::spec::{Gather, Node, Problem, Problems};

/// A named schema.
#[derive(Clone, Debug)]
pub struct Schema {
    /// The contract's name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// The mark, if it is not documented.
    pub provenance: Option<Provenance>,
    /// What it holds.
    pub form: Form,
    /// Whether the members come in varying case.
    pub ignore_case: bool,
    /// Whether a list that is not there is another thing than an empty one: not known.
    pub knows_null: bool,
    /// Whether at most one of the members is sent; the client applies the others to what is answered.
    pub one_filter: bool,
    /// A member that the client works out for each item.
    pub computed: Option<String>,
}

/// What a schema holds.
#[derive(Clone, Debug)]
pub enum Form {
    /// An object with known members; none if the vendor's are not known.
    Object(Vec<Member>),
    /// The values of an enum.
    Enum(Vec<EnumValue>),
    /// Something else that has a name only to be shared: a map, a list, a text.
    Alias(Kind),
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// The value on the wire.
    pub wire: String,
    /// What it means, where that is known.
    pub description: Option<String>,
}

impl Schema {
    pub(crate) fn read(name: &str, node: &Node<'_>) -> Result<Self, Problems> {
        let description = node.require("description", "say in a sentence what it is")?.text()?.to_owned();
        let form = if let Some(properties) = node.get("properties") {
            Form::Object(members(node, &properties)?)
        } else if node.mark("x-opaque")? {
            Form::Object(Vec::new())
        } else if node.get("enum").is_some() || node.get("x-open").is_some() {
            Form::Enum(values(node)?)
        } else {
            Form::Alias(Kind::read(node)?)
        };
        Ok(Schema {
            name: name.to_owned(),
            description,
            provenance: Provenance::read(node)?,
            form,
            ignore_case: node.mark("x-ignore-case")?,
            knows_null: false,
            one_filter: node.mark("x-one-filter")?,
            computed: node.text_of("x-computed")?,
        })
    }

    /// The schema in a view, where null says that something is not known.
    pub(super) fn of_view(mut self) -> Self {
        self.knows_null = true;
        if let Form::Object(members) = &mut self.form {
            members.iter_mut().for_each(|member| {
                member.knows_null = matches!(member.kind, Kind::List(_) | Kind::Map(_));
            });
        }
        self
    }

    /// The members, if it is an object.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        match &self.form {
            Form::Object(members) => members,
            _ => &[],
        }
    }

    /// The member of this name on the wire, and its position.
    #[must_use]
    pub fn member(&self, wire: &str) -> Option<(usize, &Member)> {
        self.members().iter().enumerate().find(|(_, member)| member.wire == wire)
    }

    /// Whether the first member is filled from the key of the map that holds the object.
    #[must_use]
    pub fn is_keyed(&self) -> bool {
        self.members().first().is_some_and(|member| member.from_key)
    }
}

fn members(node: &Node<'_>, properties: &Node<'_>) -> Result<Vec<Member>, Problems> {
    let required = node.texts_of("required")?;
    let mut gather = Gather::default();
    let mut members: Vec<Member> = Vec::new();
    for (wire, property) in properties.members()? {
        let Some(member) = gather.take(Member::of_object(wire, &property, &required)) else { continue };
        if member.from_key && !members.is_empty() {
            gather.add(property.problem("is filled from the key of the map; let it stand first"));
        }
        if members.iter().any(|other| other.name == member.name) {
            gather.add(property.problem(format!(
                "is called `{}` in the SDK, as another member is; give it an `x-name`",
                member.name
            )));
        }
        members.push(member);
    }
    for (index, name) in required.iter().enumerate() {
        if properties.get(name).is_none() {
            let place = node.require("required", "").and_then(|list| list.entries())?;
            gather.add(place[index].problem(format!("`{name}` is no member of the object")));
        }
    }
    gather.finish(members)
}

fn values(node: &Node<'_>) -> Result<Vec<EnumValue>, Problem> {
    if !node.mark("x-open")? {
        return Err(node.problem(
            "is an enum without `x-open`; every enum of the vendor may grow, write `x-open: true`",
        ));
    }
    let wires = node.texts_of("enum")?;
    let descriptions = node.get("x-enum-descriptions");
    if let Some(descriptions) = &descriptions {
        for (wire, description) in descriptions.members()? {
            if !wires.iter().any(|known| known == wire) {
                return Err(description.problem(format!("describes `{wire}`, which `enum` does not list")));
            }
        }
    }
    let describe = |wire: &str| descriptions.as_ref().map_or(Ok(None), |texts| texts.text_of(wire));
    wires.iter().map(|wire| Ok(EnumValue { wire: wire.clone(), description: describe(wire)? })).collect()
}
