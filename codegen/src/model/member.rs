//! A member of an object, or a parameter of a request.

use serde_json::Value;

use super::kind::types;
use super::{Kind, Provenance};
use crate::names;
use crate::spec::{Node, Problem};

/// A member of an object, or a parameter of a request.
#[derive(Clone, Debug)]
pub struct Member {
    /// Name on the wire.
    pub wire: String,
    /// Name in the SDK, in snake_case.
    pub name: String,
    /// Other spellings on the wire.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: Kind,
    /// What it is for.
    pub description: String,
    /// The mark, where it differs from the parent's.
    pub provenance: Option<Provenance>,
    /// Whether a request is refused without it.
    pub required: bool,
    /// Whether null is a value of it.
    pub nullable: bool,
    /// What the pager makes of it.
    pub role: Option<Role>,
    /// The only value, which is always sent.
    pub constant: Option<Value>,
    /// How a yes or no of the caller is written.
    pub flag: Option<FlagForm>,
    /// Whether it is filled from the key of the map that holds the object.
    pub from_key: bool,
    /// Whether a list of objects may also come as a map, whose keys mean nothing.
    pub map_form: bool,
    /// Whether it says how a command ended: read by the SDK, no member of the result.
    pub envelope: bool,
    /// Whether it tells the items of a list apart.
    pub identity: bool,
    /// Whether a list that is not there is another thing than an empty one: not known.
    pub knows_null: bool,
}

/// What the pager makes of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Asks for so many items.
    Size,
    /// Asks for the page of this number.
    Index,
    /// Asks for the page behind this token.
    Token,
    /// Answers how the next page is asked for.
    Next,
    /// Answers how many items there are.
    Total,
}

/// How a yes or no is written on the wire.
#[derive(Clone, Debug, PartialEq)]
pub struct FlagForm {
    /// What is sent for yes.
    pub set: Value,
    /// What is sent for no; without it, no is sent by leaving the member out.
    pub clear: Option<Value>,
}

const ROLES: &[(&str, Role)] = &[
    ("size", Role::Size),
    ("index", Role::Index),
    ("token", Role::Token),
    ("next", Role::Next),
    ("total", Role::Total),
];

impl Member {
    /// Reads a member of an object; `required` is the object's list.
    pub(crate) fn of_object(wire: &str, node: &Node<'_>, required: &[String]) -> Result<Self, Problem> {
        Member::read(wire, node, node, required.iter().any(|name| name == wire))
    }

    /// Reads a parameter of an operation.
    pub(crate) fn of_parameter(node: &Node<'_>) -> Result<Self, Problem> {
        let wire = node.require("name", "write the parameter's name on the wire")?.text()?;
        let schema = node.require("schema", "say what the parameter is")?;
        Member::read(wire, node, &schema, node.mark("required")?)
    }

    fn read(wire: &str, node: &Node<'_>, schema: &Node<'_>, required: bool) -> Result<Self, Problem> {
        let description = match node.text_of("description")? {
            Some(text) => text,
            None => schema.resolve()?.text_of("description")?.unwrap_or_default(),
        };
        if description.is_empty() {
            return Err(node.problem("`description` is missing; say what it is for"));
        }
        Ok(Member {
            wire: wire.to_owned(),
            name: node.text_of("x-name")?.unwrap_or_else(|| names::snake(wire)),
            aliases: node.texts_of("x-aliases")?,
            kind: Kind::read(schema)?,
            description,
            provenance: Provenance::read(node)?,
            required,
            nullable: nullable(schema)?,
            role: node.get("x-paging-role").map(|role| role.choice(ROLES)).transpose()?,
            constant: schema.get("const").map(|constant| constant.value.clone()),
            flag: node.get("x-flag").map(|flag| FlagForm::read(&flag)).transpose()?,
            from_key: node.mark("x-from-key")?,
            map_form: node.mark("x-map-form")?,
            envelope: node.mark("x-envelope")?,
            identity: node.mark("x-identity")?,
            knows_null: false,
        })
    }

    /// Whether the caller gives it: it is neither fixed nor the pager's.
    #[must_use]
    pub fn is_argument(&self) -> bool {
        self.constant.is_none() && self.role.is_none()
    }
}

impl FlagForm {
    fn read(node: &Node<'_>) -> Result<Self, Problem> {
        let set = node.require("set", "write what is sent for yes")?.value.clone();
        Ok(FlagForm { set, clear: node.get("clear").map(|clear| clear.value.clone()) })
    }
}

fn nullable(schema: &Node<'_>) -> Result<bool, Problem> {
    let Some(list) = schema.get("type").filter(|list| list.value.is_array()) else { return Ok(false) };
    Ok(types(schema)?.len() < list.entries()?.len())
}
