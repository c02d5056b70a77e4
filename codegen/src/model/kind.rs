//! What a value is, whatever the forms it may come in.

use serde_json::Value;

use crate::spec::{Node, Problem};

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Yes or no.
    Flag,
    /// A whole number within inclusive bounds.
    Integer {
        /// Lower bound, if there is one.
        minimum: Option<i64>,
        /// Upper bound, if there is one.
        maximum: Option<i64>,
    },
    /// A number.
    Number,
    /// A text without a form of its own.
    Text,
    /// An e-mail address.
    Email,
    /// A text that nobody may see.
    Secret,
    /// A whole date.
    Date,
    /// A time without a zone.
    LocalTime,
    /// An instant.
    Instant,
    /// A value of an enum, by the name of its schema.
    Enum(String),
    /// An object, by the name of its schema.
    Object(String),
    /// A list.
    List(Box<Kind>),
    /// A map from any name to values of one kind.
    Map(Box<Kind>),
    /// A value that is not looked into.
    Any,
}

impl Kind {
    /// An integer without bounds.
    #[cfg(test)]
    pub(crate) const INTEGER: Kind = Kind::Integer { minimum: None, maximum: None };

    /// A list of these.
    pub(crate) fn list(item: Kind) -> Self {
        Kind::List(Box::new(item))
    }

    /// Such values by their names.
    pub(crate) fn map(value: Kind) -> Self {
        Kind::Map(Box::new(value))
    }

    /// Reads the kind of a schema that stands at a parameter, a member or an answer.
    ///
    /// A list of types says in which forms a value may come; the most telling one says what it is: `[boolean, string]`
    /// is a flag. A mark of the vendor that comes as text or number is not looked into.
    pub(crate) fn read(node: &Node<'_>) -> Result<Kind, Problem> {
        if let Some(name) = node.schema_name()? {
            return Kind::of_component(name, &node.resolve()?);
        }
        let types = types(node)?;
        let has = |name: &str| types.iter().any(|known| known == name);
        let opaque =
            node.get("x-paging-role").is_some_and(|role| role.value != "size" && role.value != "index");
        if opaque && types.len() > 1 {
            return Ok(Kind::Any);
        }
        if has("object") {
            let values = node.get("additionalProperties").filter(|values| values.value.is_object());
            let values = values.ok_or_else(|| {
                node.problem("is an object without a name; put it under `components.schemas` and refer to it, or write \
                     `additionalProperties` if it is a map")
            })?;
            return Ok(Kind::map(Kind::read(&values)?));
        }
        if has("boolean") {
            return Ok(Kind::Flag);
        }
        if has("number") {
            return Ok(Kind::Number);
        }
        if has("integer") {
            let bound = |name: &str| node.get(name).map(|bound| bound.integer()).transpose();
            return Ok(Kind::Integer { minimum: bound("minimum")?, maximum: bound("maximum")? });
        }
        if has("array") {
            let items = node.require("items", "say what the list holds")?;
            return Ok(Kind::list(Kind::read(&items)?));
        }
        if has("string") {
            return text(node);
        }
        Ok(Kind::Any)
    }

    fn of_component(name: &str, schema: &Node<'_>) -> Result<Kind, Problem> {
        if schema.get("properties").is_some() || schema.mark("x-opaque")? {
            return Ok(Kind::Object(name.to_owned()));
        }
        if schema.get("enum").is_some() || schema.get("x-open").is_some() {
            return Ok(Kind::Enum(name.to_owned()));
        }
        Kind::read(schema)
    }

    /// The schema that this kind leads to, through lists and maps.
    #[must_use]
    pub fn schema(&self) -> Option<&str> {
        match self {
            Kind::Enum(name) | Kind::Object(name) => Some(name),
            Kind::List(inner) | Kind::Map(inner) => inner.schema(),
            _ => None,
        }
    }

    /// The enum whose values these are, one or a list of them.
    pub(crate) fn of_enum(&self) -> Option<&str> {
        match self {
            Kind::Enum(name) => Some(name),
            Kind::List(item) => item.of_enum(),
            _ => None,
        }
    }
}

/// The types of a schema, without null.
pub(super) fn types(node: &Node<'_>) -> Result<Vec<String>, Problem> {
    const TYPES: &[(&str, &str)] = &[
        ("string", "string"),
        ("integer", "integer"),
        ("number", "number"),
        ("boolean", "boolean"),
        ("object", "object"),
        ("array", "array"),
        ("null", "null"),
    ];
    let Some(types) = node.get("type") else { return Ok(Vec::new()) };
    let types = match types.value {
        Value::Array(_) => types.entries()?,
        _ => vec![types],
    };
    let types = types.iter().map(|name| name.choice(TYPES)).collect::<Result<Vec<_>, _>>()?;
    Ok(types.into_iter().filter(|name| *name != "null").map(str::to_owned).collect())
}

fn text(node: &Node<'_>) -> Result<Kind, Problem> {
    const FORMATS: &[(&str, Kind)] = &[
        ("email", Kind::Email),
        ("password", Kind::Secret),
        ("date", Kind::Date),
        ("local-date-time", Kind::LocalTime),
        ("date-time", Kind::Instant),
    ];
    if node.get("enum").is_some() {
        return Err(
            node.problem("is an enum without a name; put it under `components.schemas` and refer to it")
        );
    }
    let Some(format) = node.get("format") else { return Ok(Kind::Text) };
    let names: Vec<(&str, usize)> =
        FORMATS.iter().enumerate().map(|(index, (name, _))| (*name, index)).collect();
    let index = format.choice(&names)?;
    Ok(FORMATS[index].1.clone())
}
